package io.parley.core.session;

import java.util.Optional;

/// The person a session talks to.
///
/// @param id the company's own id of this customer, at most [#ID_MAX] characters
/// @param name how to address them, at most [#NAME_MAX] characters
/// @param verified whether the company itself said so; otherwise it is the visitor's own claim,
///   used to address them but never to access customer data
public record Customer(String id, Optional<String> name, boolean verified) {
  public static final int ID_MAX = 128;
  public static final int NAME_MAX = 128;

  /// A longer text is not a name to address somebody by.
  private static final int ADDRESSEE_MAX = 60;

  public Customer {
    if (id.isBlank() || characters(id) > ID_MAX)
      throw new IllegalArgumentException(
          "customer.id: " + characters(id) + " characters (expected: 1 to " + ID_MAX + ")");
    if (name.isPresent() && characters(name.get()) > NAME_MAX)
      throw new IllegalArgumentException(
          "customer.name: "
              + characters(name.get())
              + " characters (expected: ≤ "
              + NAME_MAX
              + ")");
  }

  /// The name in the form that a prompt may contain: letters and their marks, and between them
  /// single spaces, hyphens, apostrophes and full stops; in one line, at most 60 characters. Empty
  /// for every other text that a visitor sends as a name: the session keeps it, prompts leave it
  /// out.
  public Optional<String> addressee() {
    return name.map(String::strip).filter(Customer::isAddressee);
  }

  private static boolean isAddressee(String name) {
    if (name.isEmpty() || name.length() > ADDRESSEE_MAX || !Character.isLetter(name.codePointAt(0)))
      return false;
    int before = 0;
    for (int at = 0; at < name.length(); at += Character.charCount(before)) {
      int sign = name.codePointAt(at);
      boolean letter = Character.isLetter(sign) || isMark(sign);
      // "J. R. O'Neill-Şahin": a full stop or an apostrophe may have a space behind it
      boolean between =
          " -'’.".indexOf(sign) >= 0 && (sign == ' ' ? before != ' ' : !isSign(before));
      if (!letter && !between) return false;
      before = sign;
    }
    return true;
  }

  private static boolean isSign(int sign) {
    return "-'’.".indexOf(sign) >= 0;
  }

  private static boolean isMark(int sign) {
    return switch (Character.getType(sign)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /// As claimed by a visitor.
  public static Customer claimed(String id, Optional<String> name) {
    return new Customer(id, name, false);
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }
}

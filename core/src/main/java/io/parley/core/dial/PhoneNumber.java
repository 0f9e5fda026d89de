package io.parley.core.dial;

import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number as E.164 writes it: a plus, the country's code, and the number within it, 15
/// digits at most.
///
/// @param text such as `+493012345`
public record PhoneNumber(String text) {
  private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{3,14}");

  /// The signs that people write between digits.
  private static final Pattern SEPARATORS = Pattern.compile("[ \\-./()\\u00a0\\u2011]");

  private static final Pattern TRUNK_ZERO = Pattern.compile("\\(0\\)");
  private static final Pattern OTHER = Pattern.compile("[^0-9+]");
  private static final int WRITTEN_MAX = 40;
  private static final String EXAMPLE = "such as +493012345";

  public PhoneNumber {
    if (!FORM.matcher(text).matches())
      throw new IllegalArgumentException("a number of another form (expected: " + EXAMPLE + ")");
  }

  /// Reads what a person or a program wrote; blanks, hyphens, dots, slashes and brackets are left
  /// out.
  ///
  /// @throws IllegalArgumentException with a sentence that says what is wrong, without the number
  public static PhoneNumber parse(String written) {
    if (written.isBlank()) throw wrong("there is no number");
    if (written.length() > WRITTEN_MAX) throw wrong("the number is too long");
    if (TRUNK_ZERO.matcher(written).find())
      throw wrong("the number has a (0), which is not dialled from abroad");
    var bare = SEPARATORS.matcher(written.strip()).replaceAll("");
    if (bare.startsWith("00")) throw wrong("the number begins with 00 in place of a plus");
    if (!bare.startsWith("+")) throw wrong("the number has no plus and country code");
    if (OTHER.matcher(bare).find() || bare.lastIndexOf('+') > 0)
      throw wrong("the number has a sign that is no digit");
    if (bare.startsWith("+0")) throw wrong("no country's code begins with 0");
    if (!FORM.matcher(bare).matches())
      throw wrong("the number has %d digits, not 4 to 15".formatted(bare.length() - 1));
    return new PhoneNumber(bare);
  }

  /// The same; empty for a text that is no such number.
  public static Optional<PhoneNumber> find(String written) {
    try {
      return Optional.of(parse(written));
    } catch (IllegalArgumentException another) {
      return Optional.empty();
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " (expected: E.164, " + EXAMPLE + ")");
  }

  /// @param prefix digits, with or without a plus
  public boolean startsWith(String prefix) {
    return text.startsWith(prefix.startsWith("+") ? prefix : "+" + prefix);
  }

  /// Without most of the digits: a number is not for logs.
  @Override
  public String toString() {
    return text.substring(0, 3) + "…";
  }
}

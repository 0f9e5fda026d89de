package io.parley.core.transfer;

import java.util.regex.Pattern;

/// Where a target is reached. Only a configuration makes one. The forms are narrow: no white space,
/// no parameters but the transport, and no headers (`?`), by which a SIP address could carry a
/// request of its own (RFC 3261, section 19.1.1).
public sealed interface TransferAddress {
  /// As it is dialled.
  String text();

  /// The address that this text is.
  ///
  /// @throws IllegalArgumentException when it is neither
  static TransferAddress of(String text) {
    return text.startsWith("+") ? new Phone(text) : new Sip(text);
  }

  /// @param text a number as E.164, with the plus: 7 to 15 digits
  record Phone(String text) implements TransferAddress {
    private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /// Whether this text is a number.
    public static boolean isOne(String text) {
      return FORM.matcher(text).matches();
    }

    public Phone {
      require(FORM, text, "a number such as +493012345");
    }
  }

  /// @param text `sip:` or `sips:`, user, host, perhaps a port and a transport
  record Sip(String text) implements TransferAddress {
    private static final int LENGTH_MAX = 200;
    private static final Pattern FORM =
        Pattern.compile(
            "sips?:[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,100}(:[0-9]{1,5})?(;transport=(udp|tcp|tls))?");

    public Sip {
      require(FORM, text, "an address such as sip:sales@pbx.example");
      if (text.length() > LENGTH_MAX)
        throw new IllegalArgumentException(
            "a SIP address of more than %d characters".formatted(LENGTH_MAX));
    }
  }

  private static void require(Pattern form, String text, String expected) {
    if (!form.matcher(text).matches())
      throw new IllegalArgumentException("%s (expected: %s)".formatted(text, expected));
  }
}

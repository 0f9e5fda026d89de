package io.parley.voice.sip.message;

/// A text that is not SIP, or is beyond a limit. The message says what was expected and where, and
/// never repeats the text: it may contain numbers and names of people.
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Bad Request.
  static final int BAD_REQUEST = 400;

  private final int status;

  /// Without a stack trace: a flood of these must be cheap.
  Malformed(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static Malformed expected(String what, String found, String expected) {
    return new Malformed(BAD_REQUEST, "%s: %s (expected: %s)".formatted(what, found, expected));
  }

  static Malformed tooMany(String what, int max) {
    return expected(what, "more", "at most " + max);
  }

  /// Of the response that is due to a request: 400, 413, 414, 505 or 513.
  public int status() {
    return status;
  }
}

package io.parley.http.json;

/// A client's input cannot be understood. The message names the place and what was expected; it
/// never repeats the input.
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean tooLong;

  private Malformed(String message, boolean tooLong) {
    super(message, null, false, false);
    this.tooLong = tooLong;
  }

  public Malformed(String message) {
    this(message, false);
  }

  /// Well formed, but too large.
  public static Malformed tooLong(String message) {
    return new Malformed(message, true);
  }

  public boolean isTooLong() {
    return tooLong;
  }
}

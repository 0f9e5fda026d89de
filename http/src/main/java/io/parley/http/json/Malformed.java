package io.parley.http.json;

/// What a client sent cannot be understood. The message names the place and what was expected; it
/// never repeats what was sent.
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

  /// Well formed, but more than is taken.
  public static Malformed tooLong(String message) {
    return new Malformed(message, true);
  }

  public boolean isTooLong() {
    return tooLong;
  }
}

package io.parley.voice.sdp;

/// A description that is not well formed, or too large. The message says what was found and what
/// was expected.
public final class SdpRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private SdpRefused(String message) {
    super(message);
  }

  public static SdpRefused expected(String what, Object found, String expected) {
    return new SdpRefused("%s: %s (expected: %s)".formatted(what, found, expected));
  }
}

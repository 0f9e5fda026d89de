package io.parley.voice.stream;

/// A frame that does not follow its provider's protocol. The message names the place and what was
/// expected; it never repeats the frame, which may hold words of a caller.
public final class MalformedFrame extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedFrame(String message) {
    super(message, null, false, false);
  }
}

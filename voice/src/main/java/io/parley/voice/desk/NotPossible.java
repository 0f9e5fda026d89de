package io.parley.voice.desk;

/// A call cannot begin. The message is for our log; it holds no words and no number.
public final class NotPossible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPossible(String message) {
    super(message, null, false, false);
  }
}

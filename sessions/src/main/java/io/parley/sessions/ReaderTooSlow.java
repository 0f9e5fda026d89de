package io.parley.sessions;

/// Fails the stream of a reader whose buffer is full. It resumes by `seq`.
public final class ReaderTooSlow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReaderTooSlow(int buffer) {
    super("the reader is behind by " + buffer + " frames (expected: fewer)", null, false, false);
  }
}

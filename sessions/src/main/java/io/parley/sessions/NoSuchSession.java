package io.parley.sessions;

/// Fails the stream of a reader that listens to a session which was never started.
public final class NoSuchSession extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoSuchSession() {
    super("no such session", null, false, false);
  }
}

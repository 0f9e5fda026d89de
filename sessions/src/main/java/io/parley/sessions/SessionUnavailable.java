package io.parley.sessions;

/// The session could not answer in time: its node is leaving, or the journal is out of reach.
/// Whether the command was stored is not known; sending it again under the same id is safe and
/// tells.
public final class SessionUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.parley.sessions.entry;

/// Carries a refusal to the adapter of the protocol. Not a failure: it has no stack trace.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public Refused(Refusal refusal) {
    super("refused: " + refusal.getClass().getSimpleName(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}

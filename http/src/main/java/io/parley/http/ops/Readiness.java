package io.parley.http.ops;

/// Whether traffic may come to this node. Thread safe.
public final class Readiness {
  private volatile State state = State.STARTING;

  enum State {
    STARTING,
    READY,
    DRAINING
  }

  public void ready() {
    state = State.READY;
  }

  /// The node goes away: what comes now should go elsewhere.
  public void draining() {
    state = State.DRAINING;
  }

  State state() {
    return state;
  }
}

package io.parley.operations;

/// Whether this node accepts traffic. Thread safe.
public final class Readiness {
  private volatile State state = State.STARTING;
  private volatile boolean databaseReachable = true;

  public enum State {
    STARTING,
    READY,
    /// Nothing can be acknowledged, so nothing new should come. Existing clients stay.
    DATABASE_UNREACHABLE,
    DRAINING
  }

  public void ready() {
    state = State.READY;
  }

  /// The node shuts down: new traffic should go elsewhere.
  public void draining() {
    state = State.DRAINING;
  }

  /// Whether the database answered the latest check.
  public void database(boolean reachable) {
    databaseReachable = reachable;
  }

  public State state() {
    return state == State.READY && !databaseReachable ? State.DATABASE_UNREACHABLE : state;
  }
}

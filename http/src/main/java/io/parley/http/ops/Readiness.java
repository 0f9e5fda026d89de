package io.parley.http.ops;

/// Whether traffic may come to this node. Thread safe.
public final class Readiness {
  private volatile State state = State.STARTING;
  private volatile boolean databaseReachable = true;

  public enum State {
    STARTING,
    READY,
    /// Nothing can be acknowledged, so nothing new should come. Who is here stays.
    DATABASE_UNREACHABLE,
    DRAINING
  }

  public void ready() {
    state = State.READY;
  }

  /// The node goes away: what comes now should go elsewhere.
  public void draining() {
    state = State.DRAINING;
  }

  /// Whether the database has answered when it was last asked.
  public void database(boolean reachable) {
    databaseReachable = reachable;
  }

  public State state() {
    return state == State.READY && !databaseReachable ? State.DATABASE_UNREACHABLE : state;
  }
}

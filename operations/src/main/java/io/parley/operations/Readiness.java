package io.parley.operations;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whether this node accepts traffic. Thread safe.
public final class Readiness {
  private volatile State state = State.STARTING;
  private volatile boolean databaseReachable = true;
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

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

  /// The same of one beside the main one. Without it the node goes on accepting traffic, of which
  /// only some is for that database's organisations.
  public void database(String name, boolean reachable) {
    if (reachable) unreachable.remove(name);
    else unreachable.add(name);
  }

  /// How many of those did not answer.
  public int unreachable() {
    return unreachable.size();
  }

  public State state() {
    return state == State.READY && !databaseReachable ? State.DATABASE_UNREACHABLE : state;
  }
}

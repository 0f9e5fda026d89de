package io.parley.bench.load;

import java.util.concurrent.locks.LockSupport;

/// The due times of one session's turns: all sessions together have an even rate. A late turn keeps
/// its due time: a server that stalls is charged with every turn that should have happened
/// meanwhile.
///
/// @param beginNanos of the whole, by [System#nanoTime]; @param session 0 to sessions - 1
/// @param ratePerSecond of all sessions together
public record Pace(long beginNanos, int session, int sessions, double ratePerSecond) {

  /// @param turn 0, 1, 2 … of this session
  public long due(long turn) {
    return beginNanos + (long) ((turn * sessions + session) * 1e9 / ratePerSecond);
  }

  /// Returns at once when the time has passed.
  public static void awaitDue(long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime())
      LockSupport.parkNanos(wait);
  }
}

package io.parley.faults.load;

/// How customers send messages.
public enum Manner {
  /// One message after the other, on one socket; again under its id after a broken connection.
  PLAIN,
  /// Each message several times, over several nodes at once, and now and then two messages
  /// together, the later one first.
  SCATTERED
}

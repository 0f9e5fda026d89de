package io.parley.voice.sip.dial;

/// Calls of the other nodes of the cluster, by their ids.
public interface Elsewhere {
  /// Whether it is a call of another node that can be reached.
  boolean has(String call);

  /// Has its node end it.
  void hangUp(String call);
}

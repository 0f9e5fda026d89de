package io.parley.core.turn;

/// A kind of engine of a call. A call continues without it.
public enum Engine {
  /// Makes words from sound.
  EAR,
  /// Makes sound from words.
  VOICE
}

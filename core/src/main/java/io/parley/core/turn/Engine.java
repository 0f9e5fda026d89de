package io.parley.core.turn;

/// A kind of engine that a call leans on, and goes on without.
public enum Engine {
  /// Makes words from sound.
  EAR,
  /// Makes sound from words.
  VOICE
}

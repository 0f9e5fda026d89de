package io.parley.core.turn;

/// How a stretch of speech ended, by its sound alone. Speakers lower voice and loudness where they
/// yield the floor, and stay level, or draw a syllable out, where they keep it (Duncan 1972, "Some
/// signals and rules for taking speaking turns in conversations"; Gravano and Hirschberg 2011,
/// "Turn-taking cues in task-oriented dialogue").
public enum Cadence {
  /// The voice fell: this sounds like an end.
  FALLING,
  /// The voice stayed level, as it does before more.
  LEVEL,
  /// It tells nothing: a rise, which may be a question or a list, a whisper, too little sound.
  UNKNOWN
}

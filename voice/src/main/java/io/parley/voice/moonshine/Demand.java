package io.parley.voice.moonshine;

import io.parley.core.speech.Expectation;

/// The words that a decoding is to find.
///
/// @param wordsFrom when the model would rather hear nothing, its likeliest words count from this
///   likelihood on: 0 for certain speech, more than 1 for what may be silence
/// @param expected what speech was expected to be
record Demand(double wordsFrom, Expectation expected) {
  static final Demand ANYTHING = new Demand(2, Expectation.FREE);

  boolean isSpeech() {
    return wordsFrom <= 1;
  }

  /// Whether words that were heard without a demand are what a decoding with this one would find:
  /// no other words are preferred.
  boolean takesAnyWords() {
    return switch (expected) {
      case Expectation.Free _, Expectation.Name _, Expectation.Spelled _ -> true;
      case Expectation.Digits _, Expectation.YesOrNo _ -> false;
    };
  }
}

package io.parley.voice.moonshine;

/// What a decoding is to find.
///
/// @param wordsFrom when the model would rather hear nothing, its likeliest words count from this
///   confidence on: 0 for certain speech, more than 1 for what may be silence
record Demand(double wordsFrom) {
  static final Demand ANYTHING = new Demand(2);

  boolean isSpeech() {
    return wordsFrom <= 1;
  }
}

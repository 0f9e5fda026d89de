package io.parley.voice.deepgram;

import io.parley.core.speech.Transcript;

/// The words since the last final transcript. Deepgram settles sound piece by piece, and a
/// [Transcript] holds all pieces: their text one after another, their confidence weighted by their
/// words.
final class Words {
  /// The confidence of words that may still change; Deepgram does not report it.
  private static final double GUESSED = 0.5;

  private static final double SETTLED = 0.9;

  private final StringBuilder settled = new StringBuilder();
  private double confidence;
  private int words;
  private String guess = "";
  private double guessConfidence;

  /// @return all words so far
  Transcript heard(Results results) {
    if (results.isFinal()) {
      settle(results.text(), results.confidence());
      return Transcript.partial(settled.toString(), mean(), SETTLED);
    }
    guess = results.text();
    guessConfidence = results.confidence();
    var all = settled.isEmpty() || guess.isEmpty() ? settled + guess : settled + " " + guess;
    int guessed = count(guess);
    double sum = confidence + guessed * guessConfidence;
    return Transcript.partial(all, words + guessed == 0 ? 0 : sum / (words + guessed), GUESSED);
  }

  /// Takes the settled words and the last guess of the rest, and starts empty.
  Transcript taken() {
    if (!guess.isEmpty()) settle(guess, guessConfidence);
    var all = Transcript.settled(settled.toString(), mean());
    settled.setLength(0);
    confidence = 0;
    words = 0;
    return all;
  }

  private void settle(String text, double sure) {
    guess = "";
    if (text.isEmpty()) return;
    if (!settled.isEmpty()) settled.append(' ');
    settled.append(text);
    confidence += count(text) * sure;
    words += count(text);
  }

  private double mean() {
    return words == 0 ? 0 : Math.clamp(confidence / words, 0, 1);
  }

  private static int count(String text) {
    return text.isEmpty() ? 0 : text.split("\\s+").length;
  }
}

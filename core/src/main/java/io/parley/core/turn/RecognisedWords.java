package io.parley.core.turn;

import io.parley.core.speech.Transcript;
import java.time.Instant;

/// The recognised words of an utterance so far, which may be several stretches of speech.
///
/// @param settled the final transcripts, joined; @param length of all of them in characters
/// @param weight their confidence, each times its length
/// @param partial the words that may still change, empty after a final transcript
/// @param changedAt when the words last changed
/// @param owed number of ends of speech that the engine has not answered yet
record RecognisedWords(
    String settled,
    int length,
    double weight,
    String partial,
    double partialConfidence,
    double stability,
    Instant changedAt,
    int owed) {
  static final RecognisedWords NONE = new RecognisedWords("", 0, 0, "", 1, 1, Instant.EPOCH, 0);

  RecognisedWords plus(Transcript transcript, Instant at) {
    boolean isFinal = transcript.isFinal();
    var text = transcript.text();
    var next =
        isFinal
            ? new RecognisedWords(
                join(settled, text),
                length + text.length(),
                weight + transcript.confidence() * text.length(),
                "",
                1,
                1,
                at,
                transcript.isAnswer() ? Math.max(0, owed - 1) : owed)
            : new RecognisedWords(
                settled,
                length,
                weight,
                text,
                transcript.confidence(),
                transcript.stability(),
                at,
                owed);
    return SpokenLanguage.same(text(), next.text()) ? next.changedAt(changedAt) : next;
  }

  /// Speech has ended: the engine will answer to it.
  RecognisedWords awaiting() {
    return new RecognisedWords(
        settled, length, weight, partial, partialConfidence, stability, changedAt, owed + 1);
  }

  /// The engine sends no more, and its words so far count.
  RecognisedWords kept() {
    return new RecognisedWords(
        text(),
        length + partial.length(),
        weight + partialConfidence * partial.length(),
        "",
        1,
        1,
        changedAt,
        0);
  }

  /// Whether the engine has answered every end of speech.
  boolean answered() {
    return owed == 0;
  }

  String text() {
    return join(settled, partial);
  }

  /// The words that the engine will hardly change: settled ones, and as large a part of the others
  /// as it is sure of them.
  String stableText() {
    var guessed = SpokenLanguage.wordsOf(partial);
    int stable = (int) Math.round(stability * guessed.size());
    return join(settled, String.join(" ", guessed.subList(0, stable)));
  }

  boolean isEmpty() {
    return !SpokenLanguage.hasWords(text());
  }

  /// Of all words, weighted by length.
  double confidence() {
    int all = length + partial.length();
    return all == 0 ? 1 : (weight + partialConfidence * partial.length()) / all;
  }

  private RecognisedWords changedAt(Instant at) {
    return new RecognisedWords(
        settled, length, weight, partial, partialConfidence, stability, at, owed);
  }

  static String join(String first, String second) {
    if (first.isEmpty() || second.isEmpty()) return first + second;
    return first + " " + second;
  }
}

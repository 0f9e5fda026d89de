package io.parley.core.turn;

import io.parley.core.speech.Transcript;
import java.time.Instant;

/// What was understood of an utterance so far, which may be several stretches of speech.
///
/// @param settled the final transcripts, joined; @param length of all of them in characters
/// @param weight their confidence, each times its length
/// @param partial what may still change, empty after a final transcript
/// @param changedAt when the words last became others
/// @param answered whether the newest stretch of speech has had its final transcript
record Words(
    String settled,
    int length,
    double weight,
    String partial,
    double partialConfidence,
    double stability,
    Instant changedAt,
    boolean answered) {
  static final Words NONE = new Words("", 0, 0, "", 1, 1, Instant.EPOCH, false);

  Words plus(Transcript transcript, Instant at) {
    boolean isFinal = transcript.isFinal();
    var text = transcript.text();
    var next =
        isFinal
            ? new Words(
                join(settled, text),
                length + text.length(),
                weight + transcript.confidence() * text.length(),
                "",
                1,
                1,
                at,
                true)
            : new Words(
                settled,
                length,
                weight,
                text,
                transcript.confidence(),
                transcript.stability(),
                at,
                false);
    return SpokenLanguage.same(text(), next.text()) ? next.changedAt(changedAt) : next;
  }

  /// Speech goes on: there will be another final transcript.
  Words unanswered() {
    return new Words(
        settled, length, weight, partial, partialConfidence, stability, changedAt, false);
  }

  String text() {
    return join(settled, partial);
  }

  boolean isEmpty() {
    return SpokenLanguage.wordsOf(text()).isEmpty();
  }

  /// Of all the words, by their length.
  double confidence() {
    int all = length + partial.length();
    return all == 0 ? 1 : (weight + partialConfidence * partial.length()) / all;
  }

  private Words changedAt(Instant at) {
    return new Words(settled, length, weight, partial, partialConfidence, stability, at, answered);
  }

  private static String join(String first, String second) {
    if (first.isEmpty() || second.isEmpty()) return first + second;
    return first + " " + second;
  }
}

package io.parley.voice.call;

import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// "Alright.": said in turn before a longer answer whose first sound would take its time, by the
/// voice that says the answer, from its cache. They are no part of the answer. A voice that was too
/// late without one makes them after that answer. Belongs to the call's actor.
final class Openings {
  /// An answer that is heard sooner needs none.
  private static final Duration SOON = Duration.ofMillis(300);

  /// A shorter first clause would be hidden by what introduces it.
  private static final int LONG = 24;

  private final List<String> words;
  private final String language;
  private int next;
  private boolean isMissed;

  Openings(List<String> words, String language) {
    this.words = words;
    this.language = language;
  }

  /// @param first clause of an answer
  /// @return what to say before it
  Optional<String> before(Utterance first, TextToSpeech voice) {
    if (words.isEmpty() || first.text().length() < LONG) return Optional.empty();
    if (voice.readyIn(first).compareTo(SOON) <= 0) return Optional.empty();
    var opening = words.get(next % words.size());
    if (!voice.readyIn(CallPlan.utterance(opening, language)).isZero()) {
      isMissed = true;
      return Optional.empty();
    }
    next++;
    return Optional.of(opening);
  }

  /// The voice has nothing else to do: what it should have said is made for the next answer.
  void prepare(TextToSpeech voice) {
    if (!isMissed) return;
    isMissed = false;
    voice.prepare(words.stream().map(each -> CallPlan.utterance(each, language)).toList());
  }
}

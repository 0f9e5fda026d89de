package io.parley.voice.call;

import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Sound for the start of an answer whose own would take its time, from the cache of the voice that
/// says it: the words with which the answer begins, if it is one of many that do ([Beginnings]), or
/// "Alright." and the like, in turn, which are no part of the answer. A voice that was too late
/// without one of the latter makes them after that answer. Belongs to the call's actor.
final class Openings {
  /// An answer that is heard sooner needs none.
  private static final Duration SOON = Duration.ofMillis(300);

  /// A shorter first clause would be hidden by what introduces it.
  private static final int LONG = 16;

  private final List<String> words;
  private final List<String> beginnings;
  private final String language;
  private int next;
  private boolean isMissed;

  Openings(List<String> words, String language) {
    this.words = words;
    // the longest first; an answer may begin with one of the openings itself
    this.beginnings =
        Stream.concat(words.stream(), Beginnings.in(language).stream())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.language = language;
  }

  /// @param first clause of an answer
  /// @return the words at its beginning that are said first, when the rest is made meanwhile
  Optional<String> beginning(Utterance first, TextToSpeech voice) {
    var text = first.text();
    return beginnings.stream()
        .filter(each -> text.startsWith(each + " "))
        .filter(each -> isLate(first, voice) && isKept(each, voice))
        .findFirst();
  }

  /// @param first clause of an answer
  /// @return words to say before it
  Optional<String> before(Utterance first, TextToSpeech voice) {
    if (words.isEmpty() || first.text().length() < LONG || isOpened(first)) return Optional.empty();
    if (!isLate(first, voice)) return Optional.empty();
    var opening = words.get(next % words.size());
    if (!isKept(opening, voice)) {
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

  /// Whether it begins with an opening: another before it would be one too many.
  private boolean isOpened(Utterance first) {
    return words.stream().anyMatch(each -> first.text().startsWith(each + " "));
  }

  private static boolean isLate(Utterance first, TextToSpeech voice) {
    return voice.readyIn(first).compareTo(SOON) > 0;
  }

  private boolean isKept(String said, TextToSpeech voice) {
    return voice.readyIn(CallPlan.utterance(said, language)).isZero();
  }
}

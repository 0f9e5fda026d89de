package io.parley.voice.call;

import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measurements of calls. Called in the calls' own threads: must not block.
public interface CallMeter {
  /// The customer's words were answered, and the answer is heard.
  ///
  /// @param voice the engine that speaks it; @param way by which the call came
  void answered(Times times, String voice, String way);

  /// The customer interrupted a reply.
  ///
  /// @param meant false when it was a false interruption and the reply continued
  void interrupted(boolean meant);

  /// The fate of replies that were prepared before the customer had certainly finished. Each is
  /// `PREPARED`, and then one of the others.
  enum Early {
    PREPARED,
    /// The words stayed as they were: the reply was there at once.
    ADOPTED,
    DISCARDED
  }

  void early(Early fate);

  /// A reply ran dry in the middle: its sound was not made in time.
  void ranDry();

  /// Nothing arrived from a customer's end any more, though the call was under way.
  void lineDied();

  /// The line to a call's customer has become bad, or is good again, or is over.
  void lineTurned(boolean bad);

  /// A tick came so late that sound was missed.
  void late(Duration by);

  /// A call has had so many more ticks, late ones among them. Told once in a while.
  default void ticked(int ticks) {}

  /// A leg of a call that ends had an echo.
  ///
  /// @param enhancement by how many decibels it was attenuated, over the whole call
  void echoCancelled(double enhancement);

  void ended(LegStats stats, Duration length);

  /// How long each part of one answer took; empty where the engines do not report it.
  ///
  /// @param endOfUtterance from the end of speech until the utterance counted as complete
  /// @param transcription from the end of speech to the words
  /// @param firstToken from the words to the first of the reply's text
  /// @param firstSound from the first clause to its first sound
  /// @param heard from the end of speech to the first sound played
  /// @param answer from when the utterance counted as complete to the first sound played
  /// @param added the part of `answer` that neither the session nor the voice took
  record Times(
      Optional<Duration> endOfUtterance,
      Optional<Duration> transcription,
      Optional<Duration> firstToken,
      Optional<Duration> firstSound,
      Optional<Duration> heard,
      Optional<Duration> answer,
      Optional<Duration> added) {

    /// `end of utterance 510 ms, transcription 80 ms, …`, without empty parts.
    String summary() {
      return Stream.of(
              part("end of utterance", endOfUtterance),
              part("transcription", transcription),
              part("first token", firstToken),
              part("first sound", firstSound),
              part("answer", answer),
              part("added", added),
              part("heard", heard))
          .flatMap(Optional::stream)
          .collect(Collectors.joining(", "));
    }

    private static Optional<String> part(String name, Optional<Duration> took) {
      return took.map(duration -> name + " " + duration.toMillis() + " ms");
    }
  }
}

package io.parley.core.quality;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// The figures of a whole call. Stored for years, with the event that holds them: a field may be
/// added. Numbers have two decimals at most.
///
/// @param way by which the call came: `webrtc`, `socket`, `sip`, `relay`, or a provider's name
/// @param seconds from its beginning to its end
/// @param line how the customer could be heard; empty where the sound is not ours, or none came
/// @param stages how long answers took
/// @param talk who spoke how much; empty where the sound is not ours
/// @param interruptions of replies that were meant so
/// @param falseInterruptions after which the reply continued
public record CallFigures(
    String way,
    double seconds,
    Optional<OfLine> line,
    Stages stages,
    Optional<Talk> talk,
    long interruptions,
    long falseInterruptions) {

  /// The line from the customer to us, of which we see the last part.
  ///
  /// @param codec as in SDP, such as `PCMU`
  /// @param opinion the mean of the estimated opinion scores, 1 to 4.41; @param worst of 10 s
  /// @param lossPercent of what was there too late or never; @param burst how many were missing in
  ///   a row, on average
  /// @param jitterMillis between arrivals (RFC 3550, section 6.4.1), looked at every two seconds
  /// @param there what the other end reported
  public record OfLine(
      String codec,
      double opinion,
      double worst,
      double lossPercent,
      double burst,
      Spread jitterMillis,
      Optional<There> there) {}

  /// The other end's reports by RTCP.
  ///
  /// @param roundTripMillis the newest; empty where it is not known
  /// @param lossPercent of our packets
  public record There(OptionalDouble roundTripMillis, double lossPercent) {}

  /// The durations of the stages of answers, in milliseconds; those that are not known are empty.
  ///
  /// @param words from the end of speech to its words
  /// @param complete from the end of speech until it counted as complete
  /// @param text from then on to the first text of the reply
  /// @param sound from the first clause to its first sound
  /// @param whole from the end of speech to the first sound
  /// @param answer from when the speech counted as complete, and went to the session, to the first
  ///   sound, which has left by then
  /// @param added the part of `answer` in which neither the session nor the voice was awaited: from
  ///   the session's event with the first clause to the voice's request, and from the voice's first
  ///   sound that is played until that has left
  public record Stages(
      Optional<Spread> words,
      Optional<Spread> complete,
      Optional<Spread> text,
      Optional<Spread> sound,
      Optional<Spread> whole,
      Optional<Spread> answer,
      Optional<Spread> added) {}

  /// The talk of both, while the customer was with the agent.
  ///
  /// @param customerWordsPerMinute of the time in which they spoke; empty where that is too short
  /// @param silenceShare of the call's time in which neither of them spoke, 0 to 1
  /// @param lateTicks in which sound was moved too late by us
  /// @param underruns replies whose sound was not made in time
  public record Talk(
      double customerSeconds,
      double agentSeconds,
      OptionalDouble customerWordsPerMinute,
      OptionalDouble agentWordsPerMinute,
      double silenceShare,
      long lateTicks,
      long underruns) {}

  /// Of a call whose sound is not ours.
  ///
  /// @param text from the customer's words to the first text of the reply
  public static CallFigures withoutSound(
      String way, double seconds, Optional<Spread> text, long interruptions) {
    var none = Optional.<Spread>empty();
    var stages = new Stages(none, none, text, none, none, none, none);
    return new CallFigures(
        way, seconds, Optional.empty(), stages, Optional.empty(), interruptions, 0);
  }

  /// In seconds, to two decimals.
  public static double seconds(Duration length) {
    return rounded(length.toMillis() / 1e3);
  }

  /// To two decimals.
  public static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}

package io.parley.voice.call;

import io.parley.voice.call.SpokenReply.SpeechTimes;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;

/// How long things take in one call, and what goes wrong, told to the house's meter. Belongs to the
/// call's actor.
final class Measures {
  private final CallMeter meter;
  private final Instant began;
  private SpeechTimes speech = SpeechTimes.NONE;

  Measures(CallMeter meter, Instant began) {
    this.meter = meter;
    this.began = began;
  }

  /// @param since when the customer fell silent
  void silence(Instant since) {
    speech = speech.endedAt(since);
  }

  /// There are words of what the customer said.
  void words(Instant at) {
    speech = speech.transcribedAt(at);
  }

  /// Sound of a reply has begun, maybe again.
  ///
  /// @param log of the call
  void heard(Optional<SpokenReply> reply, Instant at, Logger log) {
    reply.flatMap(each -> each.heard(speech, at, log)).ifPresent(meter::answered);
  }

  /// @param meant false when it was nothing and the reply went on
  void interrupted(boolean meant) {
    meter.interrupted(meant);
  }

  void ranDry() {
    meter.ranDry();
  }

  void ended(LegStats stats, Instant at) {
    meter.ended(stats, Duration.between(began, at));
  }
}

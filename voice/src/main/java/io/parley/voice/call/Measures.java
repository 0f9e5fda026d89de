package io.parley.voice.call;

import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.voice.call.SpokenReply.SpeechTimes;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.time.Instant;
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

  /// Something was noticed of the sound.
  ///
  /// @param log of the call
  void noticed(CallEvent event, SessionSide session, Logger log) {
    switch (event) {
      case SpeechEnded e -> speech = speech.endedAt(e.since());
      case SoundStarted e ->
          session
              .reply(e.reply())
              .flatMap(reply -> reply.heard(speech, e.at(), log))
              .ifPresent(meter::answered);
      case SoundWaits _ -> meter.ranDry();
      case SpeechStarted _,
          Transcribed _,
          EarChanged _,
          Typed _,
          Keyed _,
          Muted _,
          StopTalking _,
          SoundEnded _,
          ReplyWritten _,
          ReplyFailed _,
          EngineLost _,
          HungUp _,
          Tick _ -> {}
    }
  }

  /// There are words of what the customer said.
  void words(Instant at) {
    speech = speech.transcribedAt(at);
  }

  /// @param meant false when it was nothing and the reply went on
  void interrupted(boolean meant) {
    meter.interrupted(meant);
  }

  void ended(LegStats stats, Instant at) {
    meter.ended(stats, Duration.between(began, at));
  }
}

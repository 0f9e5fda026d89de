package io.parley.voice.call;

import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.voice.call.SpokenReply.SpeechTimes;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/// Measures durations and problems of one call for the [CallMeter]. Belongs to the call's actor.
final class Measures {
  private final CallMeter meter;
  private final Instant began;
  private SpeechTimes speech = SpeechTimes.NONE;

  Measures(CallMeter meter, Instant began) {
    this.meter = meter;
    this.began = began;
  }

  /// Takes an event of the sound.
  ///
  /// @param log of the call
  void noticed(CallEvent event, SessionSide session, Logger log) {
    switch (event) {
      case SpeechEnded e -> speech = speech.endedAt(e.since());
      case SoundStarted e ->
          session
              .reply(e.reply())
              .ifPresent(
                  reply ->
                      reply
                          .heard(speech, e.at(), log)
                          .ifPresent(times -> meter.answered(times, reply.voice().orElse("?"))));
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
          TurnWaits _,
          ConsentAsked _,
          ColleagueAsked _,
          QuestionHeard _,
          ConsentDecided _,
          EngineLost _,
          HungUp _,
          Tick _ -> {}
    }
  }

  /// The customer's words are transcribed.
  void words(Instant at) {
    speech = speech.transcribedAt(at);
  }

  /// @param meant false when it was a false interruption and the reply continued
  void interrupted(boolean meant) {
    meter.interrupted(meant);
  }

  void ended(Legs legs, Instant at) {
    legs.echoReturnLossEnhancements().forEach(meter::echoCancelled);
    meter.ended(legs.stats(), Duration.between(began, at));
  }
}

package io.parley.voice.call;

import io.parley.core.turn.CallAction;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.Step;
import io.parley.voice.call.SpokenReply.SpeechTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;

/// Measures durations and problems of one call for the [CallMeter]. Belongs to the call's actor.
final class Measures {
  private final CallMeter meter;
  private final Instant began;

  /// The prepared reply; 0 for none.
  private int early;

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
          ColleagueWrote _,
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
          TransferBegun _,
          TransferFailed _,
          EngineLost _,
          HungUp _,
          Tick _ -> {}
    }
  }

  /// Follows replies that are prepared early.
  void took(List<CallAction> actions) {
    for (var action : actions)
      switch (action) {
        case CallAction.Prepare prepare -> {
          early = prepare.reply();
          meter.early(CallMeter.Early.PREPARED);
        }
        case CallAction.Say say when say.reply() == early -> settled(CallMeter.Early.ADOPTED);
        case CallAction.Cancel cancel when cancel.reply() == early ->
            settled(CallMeter.Early.DISCARDED);
        case CallAction.Say _,
            CallAction.Cancel _,
            CallAction.TakeUp _,
            CallAction.Speak _,
            CallAction.ReadBack _,
            CallAction.AskConsent _,
            CallAction.Tell _,
            CallAction.ReadOut _,
            CallAction.Leave _,
            CallAction.HandOver _,
            CallAction.AnswerConsent _,
            CallAction.Hold _,
            CallAction.Resume _,
            CallAction.ChangeEngine _,
            CallAction.HangUp _ -> {}
      }
  }

  private void settled(CallMeter.Early fate) {
    early = 0;
    meter.early(fate);
  }

  /// The customer's words are transcribed.
  void words(Instant at) {
    speech = speech.transcribedAt(at);
  }

  /// Words and keys that stop a reply which is heard are an interruption.
  ///
  /// @return the same step
  Step handled(CallEvent event, Phase before, Step step) {
    boolean isSaid = event instanceof Transcribed || event instanceof Keyed;
    boolean isStopped = before == Phase.SPEAKING && step.state().phase() != Phase.SPEAKING;
    if (isSaid && isStopped) meter.interrupted(true);
    return step;
  }

  /// It was a false interruption, and the reply continues.
  void resumed() {
    meter.interrupted(false);
  }

  void ended(Legs legs, Instant at) {
    legs.echoReturnLossEnhancements().forEach(meter::echoCancelled);
    meter.ended(legs.stats(), Duration.between(began, at));
  }
}

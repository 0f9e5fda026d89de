package io.parley.voice.call;

import io.parley.core.quality.TalkTally;
import io.parley.core.session.Modality;
import io.parley.core.turn.CallAction;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.Step;
import io.parley.voice.call.SpokenReply.SpeechTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;

/// Measures durations and problems of one call for the [CallMeter], and who speaks how much.
/// Belongs to the call's actor.
final class Measures {
  private final CallMeter meter;
  private final TalkTally talk;
  private final String way;
  private final Supplier<String> played;
  private final InstantSource clock;

  /// The prepared reply; 0 for none.
  private int early;

  private SpeechTimes speech = SpeechTimes.NONE;

  /// Whether a reply has begun to sound and is not over.
  private boolean isHeard;

  /// @param way by which the call came; @param played the text of the reply that was played
  Measures(
      CallMeter meter, TalkTally talk, String way, Supplier<String> played, InstantSource clock) {
    this.meter = meter;
    this.talk = talk;
    this.way = way;
    this.played = played;
    this.clock = clock;
  }

  /// Takes an event of the sound.
  ///
  /// @param replies finds the one of this number, while it is the current one
  /// @param log of the call
  void noticed(CallEvent event, IntFunction<Optional<SpokenReply>> replies, Logger log) {
    switch (event) {
      case SpeechStarted e -> talk.customerBegins(e.since());
      case SpeechEnded e -> {
        talk.customerEnds(e.since());
        speech = speech.endedAt(e.since());
      }
      case SoundStarted e -> {
        isHeard = true;
        talk.agentBegins(e.at());
        replies.apply(e.reply()).ifPresent(reply -> answers(reply, e.at(), log));
      }
      case SoundWaits e -> {
        silent(e.at());
        meter.ranDry();
      }
      case SoundEnded e -> stopped(e.at());
      case SpeechSuspected _,
          Transcribed _,
          EarChanged _,
          Typed _,
          ColleagueWrote _,
          ColleagueLeads _,
          Keyed _,
          Muted _,
          StopTalking _,
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

  private void answers(SpokenReply reply, Instant at, Logger log) {
    reply
        .heard(speech, at, log)
        .ifPresent(times -> meter.answered(times, reply.voice().orElse("?"), way));
  }

  /// The sound of a reply waits.
  void silent(Instant at) {
    talk.agentEnds(at);
  }

  private void stopped(Instant at) {
    if (!isHeard) return;
    isHeard = false;
    talk.agentEnds(at);
    talk.agentSaid(played.get());
  }

  /// Follows replies that are prepared early, and the words of both.
  void took(List<CallAction> actions) {
    for (var action : actions) {
      talked(action);
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
  }

  private void talked(CallAction action) {
    switch (action) {
      case CallAction.Say say -> {
        if (say.modality() == Modality.SPOKEN) talk.customerSaid(say.words());
      }
      case CallAction.Hold _ -> talk.agentEnds(clock.instant());
      case CallAction.Resume _ -> {
        if (isHeard) talk.agentBegins(clock.instant());
      }
      case CallAction.Cancel _, CallAction.Leave _, CallAction.HangUp _ -> stopped(clock.instant());
      case CallAction.Prepare _,
          CallAction.TakeUp _,
          CallAction.Speak _,
          CallAction.ReadBack _,
          CallAction.AskConsent _,
          CallAction.Tell _,
          CallAction.ReadOut _,
          CallAction.HandOver _,
          CallAction.AnswerConsent _,
          CallAction.ChangeEngine _ -> {}
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
}

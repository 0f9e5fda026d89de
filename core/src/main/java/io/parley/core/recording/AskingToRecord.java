package io.parley.core.recording;

import io.parley.core.session.RecordingAnswer;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.Engine;
import io.parley.core.turn.SpokenConsent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rules of the question whether a call may be recorded: its beginning, the effect of an event,
/// and when a [Tick] is due. It comes before the words that ask the customer for something: the
/// agent's greeting, or a menu of keys that follows the greeting. Words are judged as any consent
/// that is asked aloud: only what begins after the question's last word is an answer. The keys 1
/// and 2 answer from its first word on. Unclear twice, or silence twice, is no consent.
public final class AskingToRecord {
  /// The number of the question's sound, beside those of replies.
  public static final int QUESTION = Integer.MAX_VALUE;

  /// The same of a greeting before it.
  public static final int GREETING = QUESTION - 1;

  static final int ASKS_MAX = 2;
  static final char YES = '1';
  static final char NO = '2';

  /// How long an answer is waited for.
  static final Duration PATIENCE = Duration.ofSeconds(8);

  /// How long the question may take, or one speech of the customer.
  static final Duration LONGEST = Duration.ofSeconds(30);

  private AskingToRecord() {}

  /// @param language of the call, a BCP 47 tag; @param confidenceMin less sure words are unclear
  public record Terms(String language, double confidenceMin) {}

  /// @param mode not [RecordingMode#OFF]
  /// @param greets whether the agent's greeting comes first, for a menu follows the question
  public static AskingStep begin(RecordingMode mode, boolean greets, Instant at) {
    if (mode == RecordingMode.OFF)
      throw new IllegalArgumentException("mode: OFF (expected: one that asks)");
    var state =
        new AskingState(mode, 0, Optional.empty(), Optional.empty(), false, at, Optional.empty());
    return greets ? new AskingStep(state, List.of(new AskingAction.Greet())) : again(state, at);
  }

  public static AskingStep decide(AskingState state, CallEvent event, Terms terms) {
    if (state.answer().isPresent()) return unchanged(state);
    return switch (event) {
      case SoundEnded(var number, var at) -> soundEnded(state, number, at);
      case SpeechStarted(var from, var at) -> unchanged(state.speaks(from, at));
      case SpeechEnded(_, _, var at) -> unchanged(state.falls(at));
      case Transcribed(var words, var at) -> words(state, words, terms, at);
      case Keyed(var key, var at) -> keyed(state, key, at);
      case EngineLost(var engine, var at) ->
          engine == Engine.VOICE ? answer(state, RecordingAnswer.UNANSWERED, at) : look(state, at);
      case HungUp _ -> unchanged(state);
      case SpeechSuspected _,
          EarChanged _,
          Typed _,
          ColleagueWrote _,
          ColleagueLeads _,
          Muted _,
          StopTalking _,
          SoundStarted _,
          SoundWaits _,
          ReplyWritten _,
          ReplyFailed _,
          TurnWaits _,
          ConsentAsked _,
          ColleagueAsked _,
          QuestionHeard _,
          ConsentDecided _,
          TransferBegun _,
          TransferFailed _,
          Tick _ ->
          look(state, event.at());
    };
  }

  /// The time of the next [Tick]; empty once it is decided.
  public static Optional<Instant> due(AskingState state) {
    if (state.answer().isPresent()) return Optional.empty();
    boolean waits = state.heardAt().isPresent() && !state.speaking();
    return Optional.of(state.since().plus(waits ? PATIENCE : LONGEST));
  }

  private static AskingStep soundEnded(AskingState state, int number, Instant at) {
    if (state.isGreeting()) return number == GREETING ? again(state, at) : look(state, at);
    return number == QUESTION ? heard(state, at) : look(state, at);
  }

  private static AskingStep heard(AskingState state, Instant at) {
    return state.mode() == RecordingMode.ANNOUNCED
        ? answer(state, RecordingAnswer.ANNOUNCED, at)
        : unchanged(state.heard(at));
  }

  private static AskingStep words(AskingState state, Transcript words, Terms terms, Instant at) {
    if (!words.isFinal() || words.text().isEmpty()) return look(state, at);
    if (state.mode() == RecordingMode.ANNOUNCED || state.heardAt().isEmpty())
      return unchanged(state);
    // a "yes" into the last words of the question may be for something else
    if (!state.isAfterQuestion())
      return state.asked() < ASKS_MAX ? again(state, at) : unchanged(state);
    var meaning =
        words.confidence() >= terms.confidenceMin()
            ? SpokenConsent.of(words.text(), terms.language(), "")
            : SpokenConsent.UNCLEAR;
    return switch (meaning) {
      case YES -> answer(state, RecordingAnswer.AGREED, at);
      case NO -> answer(state, RecordingAnswer.REFUSED, at);
      case UNCLEAR -> againOrNot(state, at);
    };
  }

  private static AskingStep keyed(AskingState state, char key, Instant at) {
    if (state.mode() == RecordingMode.ASKED && !state.isGreeting()) {
      if (key == YES) return answer(state, RecordingAnswer.AGREED, at);
      if (key == NO) return answer(state, RecordingAnswer.REFUSED, at);
    }
    return look(state, at);
  }

  /// Something else has happened, or time has passed.
  private static AskingStep look(AskingState state, Instant at) {
    if (due(state).filter(due -> !due.isAfter(at)).isEmpty()) return unchanged(state);
    // a question that does not end, or a speech: neither is worth a second one
    boolean waited = state.heardAt().isPresent() && !state.speaking();
    return waited ? againOrNot(state, at) : answer(state, RecordingAnswer.UNANSWERED, at);
  }

  private static AskingStep againOrNot(AskingState state, Instant at) {
    return state.asked() < ASKS_MAX
        ? again(state, at)
        : answer(state, RecordingAnswer.UNANSWERED, at);
  }

  private static AskingStep again(AskingState state, Instant at) {
    return new AskingStep(state.askedAgain(at), List.of(new AskingAction.Say()));
  }

  private static AskingStep answer(AskingState state, RecordingAnswer answer, Instant at) {
    return new AskingStep(state.answered(answer, at), List.of(new AskingAction.Answer(answer)));
  }

  private static AskingStep unchanged(AskingState state) {
    return new AskingStep(state, List.of());
  }
}

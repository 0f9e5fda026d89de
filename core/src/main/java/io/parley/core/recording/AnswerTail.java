package io.parley.core.recording;

import io.parley.core.session.RecordingAnswer;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.Keyed;
import io.parley.core.turn.CallEvent.SpeechEnded;
import io.parley.core.turn.CallEvent.SpeechStarted;
import io.parley.core.turn.CallEvent.SpeechSuspected;
import io.parley.core.turn.CallEvent.Transcribed;
import java.time.Duration;
import java.time.Instant;

/// The rest of the customer's yes or no once [AskingToRecord] has decided: the words of a speech
/// that began before, and, for a moment, the keys that answer, pressed beside a spoken "yes" or
/// twice. They are no words to the agent, and choose nothing from its menu.
///
/// @param decided when
/// @param isSpoken whether words of such a speech may come
public record AnswerTail(Instant decided, boolean isSpoken) {
  /// Where there was no answer.
  public static final AnswerTail NONE = new AnswerTail(Instant.MIN, false);

  static final Duration KEYS = Duration.ofMillis(1_500);

  /// @param state decided; nothing follows an announcement, nor a question that was not answered
  public static AnswerTail of(AskingState state) {
    boolean isGiven =
        state
            .answer()
            .filter(each -> each == RecordingAnswer.AGREED || each == RecordingAnswer.REFUSED)
            .isPresent();
    return isGiven ? new AnswerTail(state.since(), state.speech().isPresent()) : NONE;
  }

  /// Whether the event belongs to the answer, and is none for the floor.
  public boolean has(CallEvent event) {
    if (event instanceof Keyed(var key, var at)) return answers(key) && isWithin(KEYS, at);
    if (event instanceof SpeechStarted(var since, _)) return since.isBefore(decided);
    boolean isOfSpeech =
        event instanceof SpeechEnded
            || event instanceof SpeechSuspected
            || event instanceof Transcribed;
    return isOfSpeech && isSpoken && isWithin(AskingToRecord.LONGEST, event.at());
  }

  private static boolean answers(char key) {
    return key == AskingToRecord.YES || key == AskingToRecord.NO;
  }

  private boolean isWithin(Duration time, Instant at) {
    return at.isBefore(decided.plus(time));
  }

  /// After the event.
  public AnswerTail after(CallEvent event) {
    return event instanceof SpeechStarted(var since, _)
        ? new AnswerTail(decided, since.isBefore(decided))
        : this;
  }
}

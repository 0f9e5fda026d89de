package io.parley.core.turn;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.Transcript;
import java.time.Instant;

/// Events of a call, each at an instant. An event about a reply that is no longer under way is not
/// an error: it was sent before its end was known, and changes nothing.
public sealed interface CallEvent {
  Instant at();

  /// Speech has started.
  ///
  /// @param since when it really began, a little before its detection
  record SpeechStarted(Instant since, Instant at) implements CallEvent {}

  /// @param since when it really ended, a little before its detection
  /// @param cadence how it ended, by its sound
  record SpeechEnded(Instant since, Cadence cadence, Instant at) implements CallEvent {
    public SpeechEnded(Instant since, Instant at) {
      this(since, Cadence.UNKNOWN, at);
    }
  }

  /// The detector begins to hear what may be speech, or no longer does; [SpeechStarted] confirms it
  /// and ends the suspicion.
  record SpeechSuspected(boolean suspected, Instant at) implements CallEvent {}

  record Transcribed(Transcript transcript, Instant at) implements CallEvent {}

  /// Another recogniser listens from now on. Pending transcripts of the previous one will not come.
  record EarChanged(Instant at) implements CallEvent {}

  /// The customer wrote something in between.
  record Typed(String text, Instant at) implements CallEvent {}

  /// A colleague of the company wrote something to the customer.
  record ColleagueWrote(String text, Instant at) implements CallEvent {}

  /// A colleague of the company answers the customer in place of the agent, or no longer does. Also
  /// when words of the customer turn out to be said to a colleague.
  record ColleagueLeads(boolean leads, Instant at) implements CallEvent {}

  /// The customer pressed a key of the telephone.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`
  record Keyed(char key, Instant at) implements CallEvent {}

  /// The microphone was muted, or no longer is.
  record Muted(boolean muted, Instant at) implements CallEvent {}

  /// The customer asked for silence, without words.
  record StopTalking(Instant at) implements CallEvent {}

  /// The reply can be heard: for the first time, or again after [SoundWaits].
  record SoundStarted(int reply, Instant at) implements CallEvent {}

  /// The reply is not over, but its sound has run dry.
  record SoundWaits(int reply, Instant at) implements CallEvent {}

  /// All of the reply was heard.
  record SoundEnded(int reply, Instant at) implements CallEvent {}

  /// The reply's text is complete. Without a voice, that is its end.
  ///
  /// @param expected what it asks the customer for
  record ReplyWritten(int reply, Expectation expected, Instant at) implements CallEvent {
    public ReplyWritten(int reply, Instant at) {
      this(reply, Expectation.FREE, at);
    }
  }

  /// The reply failed: no more of it will come.
  ///
  /// @param withheld whether a content filter is the reason: asking again in the same words will
  ///   not help
  record ReplyFailed(int reply, boolean withheld, Instant at) implements CallEvent {
    public ReplyFailed(int reply, Instant at) {
      this(reply, false, at);
    }
  }

  /// A reply that the session was making when the call began waits for somebody's consent.
  record TurnWaits(Instant at) implements CallEvent {}

  /// The session asks for the customer's consent to a tool call of this reply.
  ///
  /// @param label of the tool, as the customer reads it
  record ConsentAsked(int reply, String call, String label, Instant at) implements CallEvent {}

  /// The session asks a colleague of the company for consent to a tool call of this reply.
  record ColleagueAsked(int reply, String call, Instant at) implements CallEvent {}

  /// The reply's sound so far was heard to its end, with a question, or a line that was told, as
  /// its last words.
  record QuestionHeard(int reply, Instant at) implements CallEvent {}

  /// The session no longer waits for anybody's consent to this call.
  record ConsentDecided(String call, Instant at) implements CallEvent {}

  /// A colleague of the company has the call handed over, which begins now.
  record TransferBegun(Instant at) implements CallEvent {}

  /// The call was to be handed over, by a key of the menu or by a colleague, and the agent still
  /// has it.
  record TransferFailed(Instant at) implements CallEvent {}

  /// No engine of this kind is left. Without a voice, a reply ends when its text is complete.
  record EngineLost(Engine engine, Instant at) implements CallEvent {}

  /// The leg is gone.
  record HungUp(Instant at) implements CallEvent {}

  /// Time has passed: at least until [TurnTaking#due].
  record Tick(Instant at) implements CallEvent {}
}

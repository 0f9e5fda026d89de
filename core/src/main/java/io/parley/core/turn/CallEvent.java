package io.parley.core.turn;

import io.parley.core.speech.Transcript;
import java.time.Instant;

/// What happens in a call, each at an instant. What is told of a reply that is no longer under way
/// is not an error: it was sent before the news arrived, and changes nothing.
public sealed interface CallEvent {
  Instant at();

  /// Somebody speaks.
  ///
  /// @param since when it really began, which is known a little later
  record SpeechStarted(Instant since, Instant at) implements CallEvent {}

  /// @param since when it really ended
  record SpeechEnded(Instant since, Instant at) implements CallEvent {}

  record Transcribed(Transcript transcript, Instant at) implements CallEvent {}

  /// Another recogniser listens from now on. What the one before had not said it never will.
  record EarChanged(Instant at) implements CallEvent {}

  /// The customer wrote something in between.
  record Typed(String text, Instant at) implements CallEvent {}

  /// The customer pressed a key of the telephone.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`
  record Keyed(char key, Instant at) implements CallEvent {}

  /// The microphone was muted, or no longer is.
  record Muted(boolean muted, Instant at) implements CallEvent {}

  /// The customer wants the agent to be quiet, and says nothing.
  record StopTalking(Instant at) implements CallEvent {}

  /// The reply can be heard: for the first time, or again after [SoundWaits].
  record SoundStarted(int reply, Instant at) implements CallEvent {}

  /// The reply is not over, but there is no sound of it to play.
  record SoundWaits(int reply, Instant at) implements CallEvent {}

  /// All of the reply was heard.
  record SoundEnded(int reply, Instant at) implements CallEvent {}

  /// All of the reply's text is there. Where nothing can be said aloud, that is its end.
  record ReplyWritten(int reply, Instant at) implements CallEvent {}

  /// There will be no more of the reply.
  ///
  /// @param withheld whether a content filter is why: asking again in the same words will not help
  record ReplyFailed(int reply, boolean withheld, Instant at) implements CallEvent {
    public ReplyFailed(int reply, Instant at) {
      this(reply, false, at);
    }
  }

  /// None of an engine's kind is left. Without a voice, replies are over when they are written.
  record EngineLost(Engine engine, Instant at) implements CallEvent {}

  /// The leg is gone.
  record HungUp(Instant at) implements CallEvent {}

  /// Time has passed: at least until [TurnTaking#due].
  record Tick(Instant at) implements CallEvent {}
}

package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent;
import io.parley.sessions.Heard;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/// A message to a [CallActor].
sealed interface CallMessage {
  record Control(Wish.Control wish) implements CallMessage {}

  /// Another call of the same session has taken over.
  record Replaced() implements CallMessage {}

  /// The node drains: the call ends when nobody has the floor, at the latest after this time.
  record GoAway(Duration grace) implements CallMessage {}

  record Finish(String why, String log) implements CallMessage {}

  /// One more leg, of any party; it may replace the customer's others.
  record Join(Leg leg, Party party, boolean replaces) implements CallMessage {}

  record Ready(int leg) implements CallMessage {}

  record Told(int leg, LegEvent event) implements CallMessage {}

  record Noticed(CallEvent event) implements CallMessage {}

  record Wrote(int stream, Transcript transcript) implements CallMessage {}

  record EarFailed(int stream, Throwable cause) implements CallMessage {}

  record Deaf(Throwable cause) implements CallMessage {}

  /// @param silent how long nothing has come; empty: something came
  record LineChanged(Optional<Duration> silent) implements CallMessage {}

  /// @param at when the voice brought it
  record Spoke(long clause, Speaking.Piece piece, Instant at) implements CallMessage {}

  record MayGoOn() implements CallMessage {}

  record Due() implements CallMessage {}

  record TooQuiet(int reply) implements CallMessage {}

  /// @param at when it reached the call's node, before it waited for the call
  /// @param taken completed by the call: the reader of the session may go on
  record FromSession(Heard heard, Instant at, CompletableFuture<Done> taken)
      implements CallMessage {}

  record SessionLost(Throwable cause) implements CallMessage {}

  /// The session has refused the customer's words, or a command of the call.
  record Refused(int reply, String reason) implements CallMessage {}

  record Gone(int leg, Leg.Gone how) implements CallMessage {}

  record Look() implements CallMessage {}

  record Press(KeyOrder order, ActorRef<CallGate.KeysPressed> replyTo) implements CallMessage {}

  record ForTransfers(Transfers.Message message) implements CallMessage {}

  record ForRecording(CallRecording.Message message) implements CallMessage {}
}

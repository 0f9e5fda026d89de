package io.parley.voice.call;

import io.parley.core.fault.Stages;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.turn.CallAction;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionUnavailable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/// Sends the call's commands to its session, one after another.
final class SessionCommands {
  private final Conversation conversation;
  private final BiConsumer<Integer, String> refused;
  private CompletionStage<?> last = CompletableFuture.completedStage(null);
  private volatile boolean over;

  /// @param refused receives the reply's number and a reason, in any thread
  SessionCommands(Conversation conversation, BiConsumer<Integer, String> refused) {
    this.conversation = conversation;
    this.refused = refused;
  }

  /// A command without an answer is not sent again.
  void close() {
    over = true;
  }

  /// Sends words, or keys, of the customer.
  void say(String id, CallAction.Say words, Channel channel, Instant at) {
    ask(
        words.reply(),
        words.keys().isEmpty()
            ? new SessionCommand.Say(
                id,
                Party.CUSTOMER,
                words.words(),
                channel,
                Optional.of(words.modality()),
                OptionalDouble.of(words.confidence()),
                at)
            : SessionCommand.Say.keyed(id, words.words(), words.keys(), channel, at));
  }

  /// @param reply for which it is sent; refusals name it
  void ask(int reply, SessionCommand command) {
    last =
        last.thenCompose(_ -> untilAnswered(command))
            .handle(
                (answer, failure) -> {
                  if (failure == null) answered(reply, answer);
                  else refused.accept(reply, Stages.cause(failure).getClass().getSimpleName());
                  return null;
                })
            .exceptionally(_ -> null);
  }

  /// Sends a command, beside those of [#ask]. Words are not lost while the session moves: it
  /// recognises repeated commands.
  ///
  /// @return fails as the session does; with [SessionUnavailable] once these commands are closed
  CompletionStage<Answer> untilAnswered(SessionCommand command) {
    return conversation
        .ask(command)
        .exceptionallyCompose(
            failure -> {
              var cause = Stages.cause(failure);
              return cause instanceof SessionUnavailable && !over
                  ? untilAnswered(command)
                  : CompletableFuture.failedStage(cause);
            });
  }

  private void answered(int reply, Answer answer) {
    switch (answer) {
      case Answer.Stored _ -> {
        // its events bring the rest
      }
      case Answer.Refused(var rejection) -> refused.accept(reply, rejection.reason().name());
      case Answer.Limited _ -> refused.accept(reply, "rate limit");
      case Answer.Damaged _ -> refused.accept(reply, "damaged");
    }
  }
}

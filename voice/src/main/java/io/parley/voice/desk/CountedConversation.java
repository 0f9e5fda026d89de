package io.parley.voice.desk;

import io.parley.core.fault.Stages;
import io.parley.core.limit.RateLimit;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import io.parley.sessions.entry.Refusal;
import io.parley.sessions.entry.Refused;
import io.parley.voice.call.Conversation;
import io.parley.voice.call.ConversationAround;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Counts a visitor's spoken words like typed ones. Interruptions do not count: there is at most
/// one per reply, and the session needs it to know what was heard.
///
/// @param count counts words; fails with [Refused] at the limit
record CountedConversation(
    Conversation conversation, Function<SessionCommand.Say, CompletionStage<Void>> count)
    implements ConversationAround {

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    if (!(command instanceof SessionCommand.Say say)) return conversation.ask(command);
    return count
        .apply(say)
        .thenApply(_ -> Optional.<Answer>empty())
        .exceptionallyCompose(failure -> limited(failure).thenApply(Optional::of))
        .thenCompose(
            limited ->
                limited
                    .<CompletionStage<Answer>>map(CompletableFuture::completedStage)
                    .orElseGet(() -> conversation.ask(command)));
  }

  private static CompletionStage<Answer> limited(Throwable failure) {
    var cause = Stages.cause(failure);
    if (!(cause instanceof Refused refused)
        || !(refused.refusal() instanceof Refusal.Exceeded(_, _, var met)))
      return CompletableFuture.failedStage(cause);
    return CompletableFuture.completedStage(
        new Answer.Limited(
            new RateLimit.Refused(met.policy(), met.quota(), met.window(), met.reset())));
  }
}

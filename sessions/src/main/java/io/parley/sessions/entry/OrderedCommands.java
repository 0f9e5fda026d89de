package io.parley.sessions.entry;

import io.parley.core.session.SessionCommand;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Sends the commands of one client in the order in which they came. Counting one may take a
/// question to the database and counting the next one none, so the end of a session would overtake
/// the message before it. Answers do not wait for each other. Not thread safe.
public final class OrderedCommands {
  private final Entry entry;
  private CompletionStage<?> last = CompletableFuture.completedStage(null);

  public OrderedCommands(Entry entry) {
    this.entry = entry;
  }

  private record Sent(CompletionStage<Answer> answer) {}

  /// Sends a command after those before it, and counts it.
  ///
  /// @return like [Entry#ask]
  public CompletionStage<Answer> ask(
      Visit visit, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    var sent =
        last.thenCompose(_ -> entry.count(visit, command))
            .thenApply(_ -> new Sent(entry.ask(visit.session(), command, requestId, trace)));
    last = sent.handle((_, _) -> null);
    return sent.thenCompose(Sent::answer);
  }
}

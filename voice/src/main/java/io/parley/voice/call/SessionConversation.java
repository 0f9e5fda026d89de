package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.entry.Refused;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// The conversation with a session on any node.
public record SessionConversation(Entry entry, SessionKey key) implements Conversation {
  /// The request id of calls in the log.
  private static final String REQUEST = "call";

  private static final long PAUSE_MILLIS = 500;

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    return entry
        .ask(key, command, REQUEST, Optional.empty())
        .exceptionallyCompose(SessionConversation::unanswered);
  }

  /// A call cannot be told to retry later: under overload it waits a little, and then asks again as
  /// after any missing answer.
  private static CompletionStage<Answer> unanswered(Throwable failure) {
    var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (!(cause instanceof Refused)) return CompletableFuture.failedStage(cause);
    return CompletableFuture.supplyAsync(
        () -> {
          throw new SessionUnavailable("too many requests are under way", cause);
        },
        CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    return entry.sessions().listen(key, after);
  }

  @Override
  public void show(CallShown shown) {
    entry.sessions().showCall(key, shown);
  }

  @Override
  public void prepare(String id, String words) {
    entry.sessions().prepare(key, new Prepare(id, words, entry.clock().instant()));
  }

  @Override
  public void unprepare(String id) {
    entry.sessions().unprepare(key, id);
  }
}

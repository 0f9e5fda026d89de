package io.parley.voice.call;

import io.parley.core.fault.Stages;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.entry.Refusal;
import io.parley.sessions.entry.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A call cannot be told to retry later: while its node is overloaded, its requests are repeated
/// after a pause, as long as the session's answer may take.
///
/// @param later runs the next attempt after the pause
/// @param attemptsMax after which a request fails with [SessionUnavailable]
public record OverloadRetry(Executor later, int attemptsMax) {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// Every half second for 25 s.
  public static final OverloadRetry DEFAULT =
      new OverloadRetry(
          CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS), 50);

  /// @param request a refused one was not carried out
  public <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> request) {
    return ask(request, attemptsMax);
  }

  private <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> request, int attempts) {
    return request
        .get()
        .exceptionallyCompose(
            failure -> {
              var cause = Stages.cause(failure);
              if (!(cause instanceof Refused refused)
                  || !(refused.refusal() instanceof Refusal.Overloaded))
                return CompletableFuture.failedStage(cause);
              if (attempts == 1)
                return CompletableFuture.failedStage(
                    new SessionUnavailable("the node stayed overloaded", cause));
              return CompletableFuture.supplyAsync(() -> ask(request, attempts - 1), later)
                  .thenCompose(next -> next);
            });
  }
}

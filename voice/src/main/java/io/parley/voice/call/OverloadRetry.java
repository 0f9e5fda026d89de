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
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A call cannot be told to retry later: while its node is overloaded, its requests are repeated
/// after a pause, as long as the session's answer may take.
///
/// @param later runs the next attempt after the pause
/// @param attemptsMax after which a request fails with [SessionUnavailable]
/// @param isPassing whether another attempt may succeed after this failure
public record OverloadRetry(Executor later, int attemptsMax, Predicate<Throwable> isPassing) {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// Every half second for 25 s.
  public static final OverloadRetry DEFAULT = new OverloadRetry(pause(), 50);

  /// Around a request that is repeated while its node is overloaded: again while the session does
  /// not answer.
  public static final OverloadRetry LAST =
      new OverloadRetry(pause(), 24, SessionUnavailable.class::isInstance);

  /// For an overloaded node.
  public OverloadRetry(Executor later, int attemptsMax) {
    this(later, attemptsMax, OverloadRetry::isOverloaded);
  }

  private static Executor pause() {
    return CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean isOverloaded(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal() instanceof Refusal.Overloaded;
  }

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
              if (!isPassing.test(cause)) return CompletableFuture.failedStage(cause);
              if (attempts == 1)
                return CompletableFuture.failedStage(
                    new SessionUnavailable("there was no answer, however often asked", cause));
              return CompletableFuture.supplyAsync(() -> ask(request, attempts - 1), later)
                  .thenCompose(next -> next);
            });
  }
}

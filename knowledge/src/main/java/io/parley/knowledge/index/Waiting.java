package io.parley.knowledge.index;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/// Waits in one of our threads for what a port answers on its own. It ends with [#close] rather
/// than by interrupting the thread, which may be writing a file at that moment.
final class Waiting implements AutoCloseable {
  private final CompletableFuture<Object> closed = new CompletableFuture<>();
  private final Duration timeout;

  Waiting(Duration timeout) {
    this.timeout = timeout;
  }

  /// @throws CompletionException with the port's failure, or a [TimeoutException]
  /// @throws RejectedExecutionException after [#close]
  <T> T on(CompletionStage<T> answer) {
    var wanted = answer.toCompletableFuture();
    try {
      CompletableFuture.anyOf(wanted, closed).get(timeout.toMillis(), MILLISECONDS);
      return wanted.join();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RejectedExecutionException refused) throw refused;
      throw new CompletionException(failed.getCause());
    } catch (TimeoutException late) {
      throw new CompletionException(late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    }
  }

  boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public void close() {
    closed.completeExceptionally(new RejectedExecutionException("the knowledge base is closed"));
  }
}

package io.parley.outbound.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The system's resolver, on threads of its own: a name server that stalls blocks neither the
/// caller for longer than a limit, nor the threads that carry virtual ones.
final class SystemResolver implements Resolver {
  /// How many names are resolved at the same time, unless a caller wants more. Further ones wait;
  /// where a caller wants more, they are unknown at once.
  static final int THREADS = 16;

  private static final int WAITING = 256;
  private static final int IDLE_SECONDS = 10;

  private final Duration limit;
  private final ThreadPoolExecutor threads;

  /// @param limit for the caller; a thread may wait for longer
  /// @param names that are resolved at the same time
  SystemResolver(Duration limit, int names) {
    this.limit = limit;
    this.threads =
        new ThreadPoolExecutor(
            Math.min(names, THREADS),
            names,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // a queue would keep more threads than these from being started
            names > THREADS ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("parley-resolver-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    try {
      return CompletableFuture.supplyAsync(() -> ask(host), threads)
          .get(limit.toMillis(), TimeUnit.MILLISECONDS)
          .orThrow();
    } catch (TimeoutException | RejectedExecutionException e) {
      throw caused(new UnknownHostException(host + " was not resolved within " + limit), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw caused(new UnknownHostException(host + " was not resolved: interrupted"), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("resolving " + host + " ended with an error", e);
    }
  }

  private record Answer(List<InetAddress> addresses, UnknownHostException failure) {
    List<InetAddress> orThrow() throws UnknownHostException {
      if (failure != null) throw failure;
      return addresses;
    }
  }

  private static Answer ask(String host) {
    try {
      return new Answer(List.of(InetAddress.getAllByName(host)), null);
    } catch (UnknownHostException e) {
      return new Answer(List.of(), e);
    }
  }

  private static UnknownHostException caused(UnknownHostException failure, Exception cause) {
    failure.initCause(cause);
    return failure;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

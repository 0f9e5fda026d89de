package io.parley.bench.load;

import io.parley.bench.measure.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs members concurrently, each on a virtual thread; an error of one is counted and does not
/// stop the others.
final class Crowd {
  private Crowd() {}

  @FunctionalInterface
  interface Member {
    void run(int number) throws IOException, InterruptedException;
  }

  static void run(int members, Tally tally, Member member) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < members; i++) {
        int number = i;
        running.add(threads.submit(() -> runOne(number, tally, member)));
      }
      awaitAll(running);
    }
  }

  private static void runOne(int number, Tally tally, Member member) {
    try {
      member.run(number);
    } catch (IOException e) {
      tally.error(e.getClass().getSimpleName() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitAll(List<Future<?>> running) throws InterruptedException {
    for (var one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the load driver itself failed", e.getCause());
      }
    }
  }

  /// Waits for all members, so that none is measured while others still connect.
  static void meet(CountDownLatch everybody) throws InterruptedException {
    everybody.countDown();
    everybody.await();
  }
}

package io.parley.http.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The running program. It ends by a signal (SIGTERM, Ctrl-C) or by [#close]; both close everything
/// in order, PostgreSQL last.
final class Program implements AutoCloseable {
  private final Closers closers;
  private final Thread hook;
  private final CountDownLatch ended;
  private final Wiring.Running running;

  private Program(Closers closers, Thread hook, CountDownLatch ended, Wiring.Running running) {
    this.closers = closers;
    this.hook = hook;
    this.ended = ended;
    this.running = running;
  }

  /// Starts everything; blocks until traffic may come. What was started is closed again when
  /// something cannot be.
  ///
  /// @param config complete and resolved
  static Program start(Config config) {
    var closers = new Closers();
    var ended = new CountDownLatch(1);
    var hook =
        new Thread(
            () -> {
              closers.close();
              ended.countDown();
            },
            "shutdown");
    // before anything is started: what a signal finds half started must be closed, too
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return new Program(closers, hook, ended, Wiring.start(config, closers));
    } catch (Throwable failure) {
      closers.close();
      forget(hook);
      throw failure;
    }
  }

  /// For tests: settings over the defaults, the environment left aside.
  static Program start(Map<String, ?> settings) {
    return start(
        ConfigFactory.parseMap(settings)
            .withFallback(ProgramSettings.load(null, Map.of()).config())
            .resolve());
  }

  String banner() {
    return running.banner();
  }

  Wiring.Running running() {
    return running;
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    closers.close();
    forget(hook);
    ended.countDown();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the hook runs already, and finds nothing left to do
      return;
    }
  }
}

package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running program. It ends by a signal (SIGTERM, Ctrl-C), by `POST /drain`, by [#close], or by
/// itself when the cluster removes its node. In every case all parts are closed in order,
/// PostgreSQL last.
final class Program implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  private final Closers closers;
  private final Thread hook;
  private final CompletableFuture<Integer> end;
  private final Wiring.Running running;

  private Program(
      Closers closers, Thread hook, CompletableFuture<Integer> end, Wiring.Running running) {
    this.closers = closers;
    this.hook = hook;
    this.end = end;
    this.running = running;
  }

  /// Starts everything; blocks until the node accepts traffic. If a part cannot start, all started
  /// parts are closed again.
  ///
  /// @param config complete and resolved
  static Program start(Config config) {
    return start(config, Wiring::start, new Closers(), new CompletableFuture<>());
  }

  /// Starts the program's parts, and adds each to the closers.
  @FunctionalInterface
  interface Start {
    /// @param drain ends the program in order, for the management port
    Wiring.Running start(Config config, Closers closers, Runnable drain);
  }

  /// Like `start`, for a process of its own: a signal ends both, in order.
  ///
  /// @throws StoppedWhileStarting when a signal came before everything was started
  static Program startAsProcess(Config config) {
    return startAsProcess(config, Wiring::start);
  }

  /// @param what to start in place of a server
  static Program startAsProcess(Config config, Start what) {
    return startAsProcess(config, what, Signals::onEnd);
  }

  /// @param ends registers the callback that ends the process with an exit code
  static Program startAsProcess(Config config, Start what, Consumer<IntConsumer> ends) {
    var closers = new Closers(Program::overdue);
    var end = new CompletableFuture<Integer>();
    // the main thread ends the process once nothing is being started
    ends.accept(
        code -> {
          end.complete(code);
          closers.close();
        });
    try {
      return start(config, what, closers, end);
    } catch (Throwable failure) {
      if (end.isDone()) throw new StoppedWhileStarting(end.join(), failure);
      throw failure;
    }
  }

  private static Program start(
      Config config, Start what, Closers closers, CompletableFuture<Integer> end) {
    var hook = new Thread(() -> close(end, closers), "shutdown");
    // registered before anything is started: half-started parts must be closed, too
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      var program =
          new Program(closers, hook, end, what.start(config, closers, () -> drain(end, closers)));
      program.running.nodeEnded().thenRun(program::removed);
      return program;
    } catch (ConfigException wrong) {
      undo(closers, hook);
      throw ProgramSettings.wrong(wrong, config);
    } catch (Throwable failure) {
      undo(closers, hook);
      throw failure;
    }
  }

  /// For tests: settings over the defaults, without the environment.
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

  /// @return the exit code of the process
  int awaitEnd() {
    return end.join();
  }

  @Override
  public void close() {
    close(end, closers);
    forget(hook);
  }

  private static void close(CompletableFuture<Integer> end, Closers closers) {
    end.complete(ExitCode.ENDED);
    closers.close();
  }

  /// For the management port. Closing runs in its own thread because it waits for the very request
  /// that asked for it.
  private static void drain(CompletableFuture<Integer> end, Closers closers) {
    Thread.ofPlatform().name("drain").start(() -> close(end, closers));
  }

  private static void overdue(String closing) {
    LOG.error(
        "closing {} takes longer than parley.shutdown.deadline allows: the process ends without it",
        closing);
    Runtime.getRuntime().halt(ExitCode.FAULT);
  }

  /// The rest of the cluster declared this node dead: its supervisor should restart it.
  private void removed() {
    if (end.complete(ExitCode.FAULT)) LOG.error("the cluster removed this node; its process ends");
  }

  private static void undo(Closers closers, Thread hook) {
    closers.close();
    forget(hook);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the shutdown hook is already running");
    }
  }
}

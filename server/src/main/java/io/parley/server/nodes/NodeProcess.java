package io.parley.server.nodes;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node in its own process and terminal session: a Ctrl-C reaches only the supervisor. Once the
/// node has been ready, it is restarted after every unexpected end, with growing pauses.
public final class NodeProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration PAUSE_FIRST = Duration.ofMillis(500);
  private static final Duration PAUSE_LAST = Duration.ofSeconds(30);
  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final long LOG_BYTES_MAX = 16L << 20;

  /// How the program's sentence about a failed start begins.
  private static final String SENTENCE = "parley: ";

  private final NodePlan plan;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final CompletableFuture<Void> watched = new CompletableFuture<>();
  private volatile Process process;

  private NodeProcess(NodePlan plan, Process process) {
    this.plan = plan;
    this.process = process;
  }

  /// Starts it; returns at once.
  ///
  /// @throws NodeFailure when the process cannot be created
  public static NodeProcess start(NodePlan plan) {
    var node = new NodeProcess(plan, launch(plan));
    Thread.ofVirtual().name(plan.name()).start(node::watchToTheEnd);
    return node;
  }

  /// Blocks until it accepts traffic.
  ///
  /// @throws java.util.concurrent.CompletionException of a [NodeFailure] when it ended before
  public void awaitReady() {
    ready.join();
  }

  private static Process launch(NodePlan plan) {
    try {
      Files.createDirectories(plan.log().getParent());
      Files.deleteIfExists(plan.addresses());
      roll(plan);
      var command = new ArrayList<>(List.of("setsid", "--wait"));
      command.addAll(plan.command());
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()))
              .start();
      tell(process, plan);
      return process;
    } catch (IOException e) {
      throw new NodeFailure(
          "%s cannot be run: %s (expected: Linux with setsid, and a directory that can be written)"
              .formatted(plan.name(), e.getMessage()),
          e);
    }
  }

  private static void tell(Process process, NodePlan plan) {
    try {
      process.getOutputStream().write(plan.line().getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // it ended at once; its log says why
      LOG.debug("{} does not listen", plan.name(), e);
    }
  }

  /// One earlier log is kept, so that logs do not fill the disk over many starts.
  private static void roll(NodePlan plan) throws IOException {
    var log = plan.log();
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX)
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void watchToTheEnd() {
    try {
      watch();
    } catch (RuntimeException | Error fault) {
      ready.completeExceptionally(fault);
      LOG.error("{} is no longer supervised", plan.name(), fault);
    } finally {
      watched.complete(null);
    }
  }

  private void watch() {
    if (!awaitFirst()) return;
    var pause = PAUSE_FIRST;
    while (true) {
      long since = System.nanoTime();
      awaitEnd();
      if (closing.isDone()) return;
      if (System.nanoTime() - since >= STABLE.toNanos()) pause = PAUSE_FIRST;
      LOG.warn(
          "{} ended with {}; it is started again in {} ms",
          plan.name(),
          process.exitValue(),
          pause.toMillis());
      if (!relaunched(pause)) return;
      pause = longer(pause);
    }
  }

  /// @return false when it never became ready
  private boolean awaitFirst() {
    while (!Files.exists(plan.addresses())) {
      var ended = process.onExit();
      CompletableFuture.anyOf(timer(LOOK), ended, closing).join();
      if (ended.isDone()) {
        ready.completeExceptionally(endedEarly());
        return false;
      }
      if (closing.isDone()) return false;
    }
    ready.complete(null);
    return true;
  }

  private boolean relaunched(Duration firstPause) {
    for (var pause = firstPause; !closedWithin(pause); pause = longer(pause)) {
      try {
        process = launch(plan);
        return true;
      } catch (NodeFailure failure) {
        LOG.warn("{}", failure.getMessage());
      }
    }
    return false;
  }

  private NodeFailure endedEarly() {
    var said = "";
    try (var lines = Files.lines(plan.log())) {
      said =
          lines
              .filter(line -> line.startsWith(SENTENCE))
              .reduce("", (_, last) -> last.substring(SENTENCE.length()));
    } catch (IOException e) {
      LOG.debug("{} cannot be read", plan.log(), e);
    }
    return new NodeFailure(
        "%s ended with %d while it started: %s"
            .formatted(
                plan.name(), process.exitValue(), said.isEmpty() ? "see " + plan.log() : said));
  }

  private void awaitEnd() {
    CompletableFuture.anyOf(process.onExit(), closing).join();
  }

  private boolean closedWithin(Duration pause) {
    CompletableFuture.anyOf(timer(pause), closing).join();
    return closing.isDone();
  }

  private static CompletableFuture<Void> timer(Duration pause) {
    return new CompletableFuture<Void>().completeOnTimeout(null, pause.toMillis(), MILLISECONDS);
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(PAUSE_LAST) < 0 ? twice : PAUSE_LAST;
  }

  /// Stops it, waits until it has ended, and kills it when it does not. It is not restarted.
  @Override
  public void close() {
    closing.complete(null);
    watched.join();
    // not `Process.destroy`: that also closes its input, which means that the supervisor has ended
    process.toHandle().destroy();
    if (hasEndedWithin(plan.stopTimeout())) {
      letGo();
      return;
    }
    LOG.warn("{}, process {}, did not end; it is killed", plan.name(), process.pid());
    process.destroyForcibly();
    process.onExit().join();
  }

  private void letGo() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("{} left something unread", plan.name(), e);
    }
  }

  private boolean hasEndedWithin(Duration timeout) {
    return process
        .onExit()
        .thenApply(_ -> true)
        .completeOnTimeout(false, timeout.toMillis(), MILLISECONDS)
        .join();
  }
}

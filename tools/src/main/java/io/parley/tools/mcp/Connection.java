package io.parley.tools.mcp;

import io.parley.core.tool.source.SourcePrompt;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one connection: connects, reads the list, reads it again when it changed, and connects
/// again after a loss, with growing pauses.
final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LAST_PAUSE = Duration.ofMinutes(2);
  private static final Duration STABLE_AFTER = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LISTS = Duration.ofSeconds(1);
  private static final int DOUBLINGS_MAX = 8;

  private final McpSettings settings;
  private final Connector connector;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  // released when the list changed, the stream ended, or all is to end
  private final Semaphore signals = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Offer offer = Offer.NOTHING;
  private volatile List<SourcePrompt> prompts = List.of();
  private volatile List<String> refusals = List.of();
  private volatile McpClient client;
  private volatile McpFailure problem =
      new McpFailure(Kind.UNREACHABLE, "the server has not been reached yet");
  private volatile Thread keeper;

  /// Connects once.
  interface Connector {
    McpClient connect(Runnable changed) throws McpFailure, InterruptedException;
  }

  private Connection(McpSettings settings, Connector connector) {
    this.settings = settings;
    this.connector = connector;
  }

  static Connection open(McpSettings settings, Connector connector) {
    var connection = new Connection(settings, connector);
    connection.keeper = Thread.ofVirtual().name("mcp-" + settings.name()).start(connection::keep);
    return connection;
  }

  Offer offer() {
    return offer;
  }

  List<SourcePrompt> prompts() {
    return prompts;
  }

  List<String> refusals() {
    return refusals;
  }

  CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  Optional<String> problem() {
    return client == null ? Optional.of(problem.getMessage()) : Optional.empty();
  }

  /// @throws McpFailure when there is none: nothing was sent
  McpClient client() throws McpFailure {
    var open = client;
    if (open == null) throw new McpFailure(Kind.UNREACHABLE, problem.getMessage(), problem);
    return open;
  }

  private void keep() {
    int failures = 0;
    try {
      while (true) {
        long begun = System.nanoTime();
        var before = problem;
        problem = once();
        boolean wasOpen = client != null;
        client = null;
        ready.completeExceptionally(problem);
        failures = System.nanoTime() - begun > STABLE_AFTER.toNanos() ? 1 : failures + 1;
        // once for each problem, not for each attempt
        if (wasOpen || !problem.getMessage().equals(before.getMessage()))
          LOG.warn("no connection to {}: {}", settings.name(), problem.getMessage());
        pause(pause(failures));
      }
    } catch (InterruptedException e) {
      LOG.debug("the connection to {} is given up", settings.name(), e);
    } catch (RuntimeException | Error e) {
      LOG.error("the connection to {} failed with an error", settings.name(), e);
      problem = new McpFailure(Kind.UNREACHABLE, "the connection failed with an error", e);
    } finally {
      client = null;
      ready.completeExceptionally(new McpFailure(Kind.UNREACHABLE, "the source was closed"));
    }
  }

  /// Connects, and stays until the connection is lost.
  private McpFailure once() throws InterruptedException {
    signals.drainPermits();
    try (var connected = connector.connect(signals::release)) {
      read(connected);
      client = connected;
      ready.complete(null);
      LOG.info(
          "{} has {} tools, revision {}",
          settings.name(),
          offer.specs().size(),
          connected.agreed().revision().date());
      var listener =
          Thread.ofVirtual().name("mcp-listen-" + settings.name()).start(() -> listen(connected));
      try {
        follow(connected);
      } finally {
        listener.interrupt();
      }
      return new McpFailure(Kind.LOST, "the server ended the connection");
    } catch (McpFailure failure) {
      return failure;
    }
  }

  /// Reads the list when it changed, at most once in a while, and from time to time.
  private void follow(McpClient connected) throws McpFailure, InterruptedException {
    while (connected.isOpen()) {
      boolean told = signals.tryAcquire(settings.refresh().toNanos(), TimeUnit.NANOSECONDS);
      if (!connected.isOpen()) return;
      if (told) pause(BETWEEN_LISTS);
      signals.drainPermits();
      read(connected);
    }
  }

  private void read(McpClient connected) throws McpFailure, InterruptedException {
    var list = connected.tools();
    if (connected.has("prompts")) prompts = connected.prompts();
    else prompts = List.of();
    boolean withResources = settings.resources() && connected.has("resources");
    offer = Offer.of(list, withResources, settings);
    if (!list.refusals().equals(refusals)) {
      refusals = list.refusals();
      if (!refusals.isEmpty())
        LOG.warn("{} has tools that are not offered: {}", settings.name(), refusals);
    }
  }

  private void listen(McpClient connected) {
    try {
      while (connected.isOpen()) {
        connected.listen();
        signals.release();
        pause(BETWEEN_LISTS);
      }
    } catch (McpFailure failure) {
      // not every server has such a stream; the list is read from time to time anyway
      LOG.debug("{} sends no notices: {}", settings.name(), failure.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration pause(int failures) {
    long doubled = FIRST_PAUSE.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
    long most = Math.min(doubled, LAST_PAUSE.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /// Ends early, by an interruption, when the source is closed.
  private void pause(Duration time) throws InterruptedException {
    if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) throw new InterruptedException();
  }

  @Override
  public void close() {
    closed.countDown();
    keeper.interrupt();
  }
}

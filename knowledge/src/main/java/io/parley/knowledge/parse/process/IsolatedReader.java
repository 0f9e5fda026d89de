package io.parley.knowledge.parse.process;

import io.parley.core.knowledge.DocumentReader;
import io.parley.core.knowledge.ReaderFailure.Category;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.PageFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Reads every file in a process of its own.
public final class IsolatedReader implements DocumentReader, AutoCloseable {
  private static final long TEMPORARY_BYTES_MAX = 512L << 20;

  private final ParseSettings settings;
  private final ScheduledExecutorService timer;
  private final ThreadPoolExecutor threads;
  private final Spares spares;
  private final Set<ParserProcess> working = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private IsolatedReader(ParseSettings settings) {
    this.settings = settings;
    this.timer =
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("parse-timer-", 0).factory());
    this.threads =
        new ThreadPoolExecutor(
            settings.processes(),
            settings.processes(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(settings.waiting()),
            Thread.ofPlatform().daemon().name("parse-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    this.spares = new Spares(settings, Sandbox.find(TEMPORARY_BYTES_MAX), timer);
  }

  /// Starts no process before the first file.
  public static IsolatedReader create(ParseSettings settings) {
    return new IsolatedReader(settings);
  }

  @Override
  public CompletionStage<Reading> read(String name, Optional<String> type, byte[] bytes) {
    return parse(new FileInput(name, type, bytes)).thenApply(Parsed::reading);
  }

  /// The same with what a page says to crawlers. The stage fails with a [ParseFailure] alone.
  public CompletionStage<Parsed> parse(FileInput file) {
    if (file.bytes().length > settings.fileBytes())
      return CompletableFuture.completedStage(
          new Parsed(
              new Reading.Refused(
                  Reading.Reason.TOO_LARGE,
                  "it has %,d bytes; expected: at most %,d. Split it."
                      .formatted(file.bytes().length, settings.fileBytes())),
              PageFacts.NONE));
    try {
      long asked = System.nanoTime();
      return CompletableFuture.supplyAsync(() -> inTime(file, asked), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedStage(
          closed
              ? closed(e)
              : overloaded(
                  "%d files wait to be parsed already; expected: fewer."
                      .formatted(settings.waiting()),
                  e));
    }
  }

  /// Spare processes now.
  int spareCount() {
    return spares.count();
  }

  /// The processes of the files under way, for tests.
  List<ProcessHandle> working() {
    return working.stream().flatMap(process -> ProcessHandle.of(process.pid()).stream()).toList();
  }

  private Parsed inTime(FileInput file, long asked) {
    if (closed) throw closed(null);
    if (System.nanoTime() - asked > settings.waitMax().toNanos())
      throw overloaded(
          "it waited %s s to be parsed, because other files came before."
              .formatted(settings.waitMax().toSeconds()),
          null);
    try {
      return inProcess(file);
    } catch (ParseFailure failure) {
      throw closed ? closed(failure) : failure;
    }
  }

  private static ParseFailure overloaded(String detail, Throwable cause) {
    return new ParseFailure(Category.OVERLOADED, detail + " Send it again later.", cause);
  }

  private Parsed inProcess(FileInput file) {
    try (var process = spares.take()) {
      working.add(process);
      try {
        // a process that was killed by `close` says nothing about the file
        var parsed = closed ? null : process.parse(file, timer);
        if (closed) throw closed(null);
        return parsed;
      } finally {
        working.remove(process);
      }
    }
  }

  private static ParseFailure closed(Throwable cause) {
    return new ParseFailure(Category.CLOSED, "this node is shutting down", cause);
  }

  /// Files under way are given up; no process is left.
  @Override
  public void close() {
    closed = true;
    // the waiting ones see that it is closed
    threads.shutdown();
    working.forEach(ParserProcess::kill);
    spares.close();
    timer.shutdownNow();
  }
}

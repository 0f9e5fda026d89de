package io.parley.knowledge.parse.process;

import io.parley.core.knowledge.ReaderFailure.Category;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.PageFacts;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process for one file.
final class ParserProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParserProcess.class);
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private static final Duration END_MAX = Duration.ofSeconds(2);

  /// With which a JVM ends by `ExitOnOutOfMemoryError`.
  private static final int OUT_OF_MEMORY = 3;

  /// Killed, by the kernel when the machine has no memory left.
  private static final int KILLED = 128 + 9;

  private final Process process;
  private final Path directory;
  private final ParseSettings settings;
  private volatile boolean timedOut;

  private ParserProcess(Process process, Path directory, ParseSettings settings) {
    this.process = process;
    this.directory = directory;
    this.settings = settings;
  }

  /// Starts it; returns at once.
  ///
  /// @throws ParseFailure when it cannot be started
  static ParserProcess start(ParseSettings settings, Sandbox sandbox) {
    Path directory = null;
    try {
      directory = Files.createTempDirectory("parley-parse-" + ProcessHandle.current().pid() + "-");
      var builder = new ProcessBuilder(ParserCommand.of(settings, sandbox, directory));
      builder.directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
      // no secrets of this process
      builder.environment().clear();
      builder.environment().put("LANG", "C.UTF-8");
      return new ParserProcess(builder.start(), directory, settings);
    } catch (IOException e) {
      if (directory != null) delete(directory);
      throw new ParseFailure(
          Category.UNAVAILABLE,
          "the process that parses a file cannot be started: "
              + e.getMessage()
              + " (expected: a temporary directory that can be written, and free processes)",
          e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Blocks until there is a result, or the time is over.
  ///
  /// @throws ParseFailure when the process did not start
  Parsed parse(FileInput file, ScheduledExecutorService timer) {
    var in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    awaitReady(in, timer);
    var deadline = timer.schedule(this::timeOut, settings.time().toMillis(), TimeUnit.MILLISECONDS);
    try {
      var out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
      Frames.writeFile(out, file, settings.limits());
      return Frames.readAnswer(in, settings.limits());
    } catch (IOException e) {
      // its end says more than the broken pipe
      LOG.debug("process {} gave no answer", process.pid(), e);
      return new Parsed(ended(), PageFacts.NONE);
    } finally {
      deadline.cancel(false);
    }
  }

  /// The result tells of the fault; no wait is longer than the file's time.
  private Reading.Refused ended() {
    var ownEnd = endsByItself();
    kill();
    var exit = process.onExit().join().exitValue();
    if (timedOut)
      return costly(
          "it took longer than %.1f s; expected: less. Split the file."
              .formatted(settings.time().toMillis() / 1000.0));
    if (exit == OUT_OF_MEMORY || (exit == KILLED && ownEnd))
      return costly(
          "it needs more memory than %d MiB; expected: less. Split the file."
              .formatted(settings.heapBytes() >> 20));
    return new Reading.Refused(
        Reading.Reason.DAMAGED,
        "its parser ended with code %d; expected: a whole file. Save it again with its program."
            .formatted(exit));
  }

  /// Its output is closed a moment before it ends; a process that goes on wrote a wrong answer.
  private boolean endsByItself() {
    return process
        .onExit()
        .thenApply(_ -> true)
        .completeOnTimeout(false, END_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static Reading.Refused costly(String detail) {
    return new Reading.Refused(Reading.Reason.TOO_COSTLY, detail);
  }

  private void awaitReady(DataInputStream in, ScheduledExecutorService timer) {
    var deadline = timer.schedule(this::kill, START_MAX.toMillis(), TimeUnit.MILLISECONDS);
    try {
      if (in.read() == Frames.READY) return;
      kill();
      throw notStarted(null);
    } catch (IOException e) {
      throw notStarted(e);
    } finally {
      deadline.cancel(false);
    }
  }

  private ParseFailure notStarted(IOException cause) {
    return new ParseFailure(
        Category.UNAVAILABLE,
        "the process that parses a file ended with code %d before it read the file (expected:"
                .formatted(process.onExit().join().exitValue())
            + " memory for another JVM)",
        cause);
  }

  private void timeOut() {
    timedOut = true;
    kill();
  }

  /// A parse under way ends with a result that is no result.
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Kills it with its children, and removes all that it wrote.
  @Override
  public void close() {
    kill();
    process.onExit().join();
    delete(directory);
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be removed", directory, e);
    }
  }
}

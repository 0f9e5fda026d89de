package io.parley.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// onnxruntime unpacks its libraries into a temporary directory and removes it when the JVM ends in
/// order; a killed JVM leaves it. On Linux a process that uses such a library has it in its memory
/// map, so directories that are in no map and not being unpacked are removed.
final class LeftLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(LeftLibraries.class);
  private static final String PREFIX = "onnxruntime-java";

  /// Unpacking takes a second; this is ample.
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Path temporary;
  private final Path processes;

  /// @param processes the system's `/proc`
  LeftLibraries(Path temporary, Path processes) {
    this.temporary = temporary;
    this.processes = processes;
  }

  static LeftLibraries ofThisMachine() {
    return new LeftLibraries(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/proc"));
  }

  /// Failures are logged, and the directory stays.
  void remove(Instant now) {
    try {
      var left = left(now);
      if (left.isEmpty()) return;
      var mapped = mapped();
      for (var directory : left)
        if (mapped.stream().noneMatch(line -> line.contains(directory + "/"))) delete(directory);
    } catch (IOException e) {
      LOG.warn("libraries of processes that ended cannot be removed: {}", e.toString());
    }
  }

  private List<Path> left(Instant now) throws IOException {
    try (var found = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      return StreamSupport.stream(found.spliterator(), false)
          .filter(Files::isDirectory)
          .filter(directory -> isOlder(directory, now))
          .toList();
    }
  }

  private static boolean isOlder(Path directory, Instant now) {
    try {
      return Files.isWritable(directory)
          && Files.getLastModifiedTime(directory).toInstant().isBefore(now.minus(FRESH));
    } catch (IOException e) {
      LOG.debug("{} is gone: {}", directory, e.toString());
      return false;
    }
  }

  /// Lines of the memory maps of all processes that this user may inspect. Other users' directories
  /// are not this user's to remove.
  private List<String> mapped() throws IOException {
    try (var all = Files.newDirectoryStream(processes, "[0-9]*")) {
      return StreamSupport.stream(all.spliterator(), false)
          .flatMap(process -> lines(process.resolve("maps")))
          .filter(line -> line.contains(PREFIX))
          .toList();
    }
  }

  private static Stream<String> lines(Path maps) {
    try {
      return Files.readAllLines(maps).stream();
    } catch (IOException e) {
      // it has ended, or belongs to another user
      LOG.debug("{} cannot be read: {}", maps, e.toString());
      return Stream.empty();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (var file : files) Files.deleteIfExists(file);
    }
    Files.deleteIfExists(directory);
  }
}

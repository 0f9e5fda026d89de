package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An S3-compatible object store that belongs to this process: a child process with a class path of
/// its own, restarted on the same port when it dies, ended by [#close] and also when this process
/// is killed.
public final class LocalObjectStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalObjectStore.class);
  private static final String PROGRAM = "io.parley.s3.S3Server";

  private final DataDirectory data;
  private final ObjectStoreSettings settings;
  private final Program program;
  private final Restarter restarter;
  private volatile ObjectStoreProcess process;

  private LocalObjectStore(
      DataDirectory data, ObjectStoreSettings settings, Program program, ObjectStoreProcess first) {
    this.data = data;
    this.settings = settings.withPort(first.port());
    this.program = program;
    this.process = first;
    this.restarter =
        Restarter.of("the object store", first.ended(), this::startAgain, Restarter.Pauses.USUAL);
  }

  /// Starts it, which takes about a second. Throws `StartFailure` when it does not come up.
  ///
  /// @param classPath of its program: directories of jars, directories of classes, or jars
  public static LocalObjectStore start(
      DataDirectory data, ObjectStoreSettings settings, List<Path> classPath) {
    return start(data, settings, classPath, List.of());
  }

  /// @param options additional ones for its JVM
  public static LocalObjectStore start(
      DataDirectory data,
      ObjectStoreSettings settings,
      List<Path> classPath,
      List<String> options) {
    var joined =
        classPath.stream()
            .map(LocalObjectStore::entry)
            .collect(Collectors.joining(File.pathSeparator));
    var program = new Program(joined, options);
    return new LocalObjectStore(data, settings, program, launch(data, settings, program));
  }

  private record Program(String classPath, List<String> options) {
    Program {
      options = List.copyOf(options);
    }
  }

  private static ObjectStoreProcess launch(
      DataDirectory data, ObjectStoreSettings settings, Program program) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.options());
    command.addAll(
        List.of(
            "-Xmx" + settings.heapMebibytes() + "m",
            "-XX:+UseSerialGC",
            // out of memory ends the process, which is noticed and repaired, instead of leaving a
            // server that does not answer
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            program.classPath(),
            PROGRAM,
            "--directory",
            data.objects().toString(),
            "--port",
            Integer.toString(settings.port())));
    var process =
        ObjectStoreProcess.start(command, data.secrets().objectStore(), settings.startTimeout());
    LOG.info(
        "the object store, process {}, listens on 127.0.0.1:{}",
        process.handle().pid(),
        process.port());
    return process;
  }

  private CompletionStage<?> startAgain() {
    process = launch(data, settings, program);
    return process.ended();
  }

  private static String entry(Path path) {
    if (!Files.exists(path)) {
      throw new StartFailure(
          Kind.NOT_UP,
          "%s does not exist (expected: the object store's program; build Parley again)"
              .formatted(path));
    }
    var jars = jarsIn(path);
    return jars.isEmpty() ? path.toString() : jars;
  }

  /// One by one and sorted: a `*` has the directory's order, which no start-up cache knows.
  private static String jarsIn(Path path) {
    if (!Files.isDirectory(path)) return "";
    try (var files = Files.list(path)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its address, the same for as long as this object lives.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + settings.port());
  }

  public ObjectStoreKeys keys() {
    return data.secrets().objectStore();
  }

  /// The current process.
  ProcessHandle process() {
    return process.handle();
  }

  /// Ends it and waits until it has ended. Calling it again does nothing.
  @Override
  public void close() {
    restarter.close();
    process.stop(settings.stopTimeout());
  }
}

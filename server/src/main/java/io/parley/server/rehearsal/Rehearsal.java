package io.parley.server.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.server.rehearsal.Layout.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/// Makes the start-up caches of a run layout, and the vectors of what every new installation
/// embeds, unless existing ones were made from the same JDK, options and jars. All processes work
/// in a temporary directory under the layout, on free ports, and have ended afterwards.
public final class Rehearsal {
  /// System property of a rehearsed server: the file that it writes the vectors to that it makes.
  public static final String VECTORS = "parley.rehearsal.vectors";

  private static final Duration START = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /// Thanks, a question for the help centre, a tool: typical requests of first customers.
  private static final List<String> WORDS =
      List.of("Hello!", "How can I pay?", "Where is my order?", "Thank you");

  private final Layout layout;
  private final Path stage;

  private Rehearsal(Layout layout, Path stage) {
    this.layout = layout;
    this.stage = stage;
  }

  /// @param args the run layout's directory
  public static void main(String[] args) {
    System.exit(run(new Layout(Path.of(args[0]).toAbsolutePath()), System.out));
  }

  private static int run(Layout layout, PrintStream out) {
    try {
      var key = CacheKey.of(jdk(), layout);
      if (Files.exists(layout.key()) && Files.readString(layout.key()).equals(key)) return 0;
      Files.deleteIfExists(layout.key());
      if (!jdkCan()) {
        out.println("Parley will start without a cache: this JDK makes none (" + jdk() + ").");
        return 0;
      }
      long began = System.nanoTime();
      var stage = Files.createTempDirectory(layout.root(), "rehearsal-");
      try {
        new Rehearsal(layout, stage).perform();
      } finally {
        delete(stage);
      }
      Files.writeString(layout.key(), key);
      out.printf(
          "Rehearsed a start in %d s: the next ones are quicker.%n",
          Duration.ofNanos(System.nanoTime() - began).toSeconds());
      return 0;
    } catch (RehearsalFailure | IOException e) {
      out.println("The start-up cache cannot be made: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  static Path jdk() {
    return Path.of(System.getProperty("java.home"));
  }

  static Path java() {
    return jdk().resolve("bin").resolve("java");
  }

  /// Virtual machines other than HotSpot have no such option, and do not start with it.
  private static boolean jdkCan() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(java().toString(), "-XX:+PrintFlagsFinal", "-version")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var flags = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 && flags.contains("AOTCacheOutput");
  }

  /// The object store's beside the server's, whose JVM writes its cache with one thread.
  private void perform() throws IOException, InterruptedException, RehearsalFailure {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var store = threads.submit(this::objectStore);
      place(Part.SERVER, server());
      place(Part.OBJECT_STORE, store.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RehearsalFailure failure) throw failure;
      throw new RehearsalFailure("the object store cannot be rehearsed: " + e.getCause(), e);
    }
  }

  private void place(Part part, Path cache) throws IOException {
    Files.move(
        cache,
        layout.cache(part),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path server() throws IOException, InterruptedException, RehearsalFailure {
    var data = stage.resolve("data");
    var vectors = stage.resolve("vectors.bin");
    var settings =
        Map.of(
            "PARLEY_HTTP_PORT", "0", "PARLEY_MANAGEMENT_PORT", "0", "PARLEY_DATA", data.toString());
    try (var server =
        RehearsedProcess.start(
            layout,
            Part.SERVER,
            stage,
            List.of("@" + layout.options(), "-D" + VECTORS + "=" + vectors),
            List.of("io.parley.server.Main"),
            settings)) {
      try {
        visit(server, data.resolve("addresses.json"));
        await(server, () -> server.output().contains("passages have their vectors"));
      } catch (IOException | ExecutionException | TimeoutException e) {
        throw server.failure("the rehearsal of a chat failed: " + e.getMessage(), e);
      }
      server.process().destroy();
      var cache = server.cache();
      Files.move(vectors, layout.vectors(), StandardCopyOption.REPLACE_EXISTING);
      return cache;
    }
  }

  private static void visit(RehearsedProcess server, Path addresses)
      throws IOException,
          InterruptedException,
          ExecutionException,
          TimeoutException,
          RehearsalFailure {
    await(server, () -> Files.exists(addresses));
    var bound = new ObjectMapper().readTree(Files.readAllBytes(addresses));
    var ready = URI.create(bound.get("management").asText() + "/health/ready");
    try (var visitor = new Visitor(URI.create(bound.get("http").asText()))) {
      await(server, () -> visitor.finds(ready));
      for (var page : List.of("/", "/openapi.json", "/docs")) visitor.finds(URI.create(page));
      visitor.chat(WORDS);
    }
  }

  /// Its parent stops it by closing its input, and it answers unsigned requests with 403: enough to
  /// load its server and its XML.
  private Path objectStore() throws IOException, InterruptedException, RehearsalFailure {
    try (var store =
        RehearsedProcess.start(
            layout,
            Part.OBJECT_STORE,
            stage,
            List.of("-XX:+UseSerialGC"),
            List.of(
                "io.parley.s3.S3Server",
                "--directory",
                stage.resolve("objects").toString(),
                "--port",
                "0"),
            Map.of())) {
      try (var keys = store.process().outputWriter(StandardCharsets.UTF_8)) {
        keys.write("a-key-of-the-rehearsal a-secret-of-the-rehearsal\n");
        keys.flush();
        await(store, () -> store.output().contains("s3-listening "));
        var port = store.output().split("s3-listening ", 2)[1].strip().split("\\s", 2)[0];
        try (var visitor = new Visitor(URI.create("http://127.0.0.1:" + port))) {
          visitor.finds(URI.create("/bucket/key"));
        }
      }
      return store.cache();
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(RehearsedProcess process, Condition condition)
      throws IOException, InterruptedException, RehearsalFailure {
    long until = System.nanoTime() + START.toNanos();
    while (!holds(condition)) {
      if (process.ends(BETWEEN_LOOKS)) throw process.failure("it ended before it was up", null);
      if (System.nanoTime() > until)
        throw process.failure(
            "it is not up (expected: within %d s)".formatted(START.toSeconds()), null);
    }
  }

  private static boolean holds(Condition condition) throws IOException, InterruptedException {
    try {
      return condition.holds();
    } catch (ConnectException e) {
      return false;
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

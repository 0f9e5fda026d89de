package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A [ChildParley] in a process group of its own, as a shell would start it on a terminal.
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final String url;
  private final String endpoint;

  private final Path data;

  private ChildJvm(Process process, Path data) throws IOException {
    this.process = process;
    this.data = data;
    this.output = process.inputReader();
    url = await("database ");
    endpoint = await("objects ");
  }

  /// Returns when both of its servers run.
  static ChildJvm start(Path data) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            "setsid",
            // a background job of a shell inherits that interrupts are ignored; a foreground one
            // does not
            "env",
            "--default-signal=INT",
            java,
            // it ends before the second compiler pays off
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ChildParley.class.getName(),
            data.toString());
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(), data);
  }

  String url() {
    return url;
  }

  String endpoint() {
    return endpoint;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// The process of its object store. PostgreSQL is an orphan.
  ProcessHandle objectStore() {
    var children = process.children().toList();
    assertThat(children).hasSize(1);
    return children.getFirst();
  }

  /// Like Ctrl-C: the signal goes to every process in the group.
  void interruptGroup() throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  /// SIGKILL.
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Reads on until a line begins like this, and returns what comes after it.
  String await(String beginning) throws IOException {
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) return line.substring(beginning.length());
    }
    throw new AssertionError("the child ended before it printed: " + beginning);
  }

  /// Lets it end its draining, and waits for its end.
  int finish() throws IOException {
    process.getOutputStream().close();
    return process.onExit().join().exitValue();
  }

  /// Leaves no process running, not even those of the killed child.
  @Override
  public void close() throws IOException {
    kill();
    var cluster =
        new PostgresCluster(PostgresBinaries.in(data.resolve("cache")), data.resolve("postgres"));
    assertThat(cluster.stop(Duration.ofSeconds(30))).isTrue();
  }
}

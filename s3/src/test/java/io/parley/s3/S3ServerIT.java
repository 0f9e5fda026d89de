package io.parley.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process, as its parent meets it. That objects are kept is tested from the
/// parent's side, with a real client.
class S3ServerIT {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path temp;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNothingRunning() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void it_tells_its_port_and_ends_when_its_input_closes() throws Exception {
    var server = start("--directory", temp.toString());
    tellKeys(server);
    var port = port(server);
    assertThat(get(port)).isEqualTo(403);

    server.getOutputStream().close();

    assertThat(exitCode(server)).isZero();
  }

  @Test
  void it_ends_on_sigterm() throws Exception {
    var server = start("--directory", temp.toString());
    tellKeys(server);
    port(server);
    // the process's own destroy() would close its input as well
    server.toHandle().destroy();
    assertThat(exitCode(server)).isEqualTo(TERMINATED);
  }

  @Test
  void it_does_not_start_without_keys() throws Exception {
    var server = start("--directory", temp.toString());
    server.getOutputStream().close();
    assertFailed(server, "s3-failed no keys on standard input");
  }

  @Test
  void a_taken_port_is_a_sentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var port = Integer.toString(taken.getLocalPort());
      var server = start("--directory", temp.toString(), "--port", port);
      tellKeys(server);
      assertFailed(server, "s3-failed port " + port + " on 127.0.0.1 is in use");
    }
  }

  @Test
  void a_directory_that_cannot_be_used_is_a_sentence() throws Exception {
    var file = Files.writeString(temp.resolve("file"), "");
    var server = start("--directory", file.toString());
    tellKeys(server);
    assertFailed(server, "s3-failed cannot use the directory " + file);
  }

  private Process start(String... args) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                S3Server.class.getName()));
    command.addAll(List.of(args));
    var process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static void tellKeys(Process server) throws IOException {
    server.getOutputStream().write("access secret\n".getBytes(UTF_8));
    server.getOutputStream().flush();
  }

  private static int port(Process server) throws IOException {
    try (var lines = server.inputReader(UTF_8)) {
      var line = lines.readLine();
      assertThat(line).startsWith("s3-listening ");
      return Integer.parseInt(line.substring("s3-listening ".length()));
    }
  }

  /// The status of a request that is not signed.
  private static int get(int port) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static void assertFailed(Process server, String sentence) throws IOException {
    try (var lines = server.errorReader(UTF_8)) {
      assertThat(lines.readLine()).startsWith(sentence);
    }
    assertThat(exitCode(server)).isEqualTo(2);
  }

  private static int exitCode(Process server) {
    return server.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
  }
}

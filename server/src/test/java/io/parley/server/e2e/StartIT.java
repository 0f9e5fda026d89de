package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Failed starts are explained in one sentence; other obstacles are handled.
class StartIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int REFUSED = 2;

  /// 128 and the number of SIGTERM.
  private static final int TERMINATED = 143;

  @TempDir Path data;
  @TempDir Path models;

  /// The tests of the settings cover which ones are refused, and how.
  @Test
  void a_wrong_setting_fails_the_start_with_one_sentence_and_no_side_effects() throws Exception {
    var output = refuses(Map.of("PARLEY_HTTP_PORT", "99999"));
    assertThat(output.lines())
        .contains("parley: PARLEY_HTTP_PORT, parley.http.port: 99999 (expected: 0 to 65535)");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void a_port_in_use_fails_the_start_and_leaves_no_process() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      var output = refuses(Map.of("PARLEY_HTTP_PORT", port));
      assertThat(output).contains("PARLEY_HTTP_PORT, parley.http.port: " + port);
    }
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void a_second_server_on_the_same_data_is_refused_and_newer_data_is_not_touched()
      throws Exception {
    assertThat(refuses(SERVER.data(), Map.of()))
        .contains(SERVER.data().getFileName().toString(), "process ");
    var version = data.resolve("VERSION");
    Files.writeString(version, "9999\n");
    assertThat(refuses(Map.of())).contains("newer");
    assertThat(version).hasContent("9999");
  }

  @Test
  @Tag("long")
  void stopped_while_its_models_load_it_shuts_down_cleanly() throws Exception {
    // the built-in model's vectors came with the build; those of a model in files are made here
    var settings =
        Files.writeString(
            models.resolve("parley.conf"),
            """
            parley.embedder {
              kind = onnx
              onnx { model = "%s", tokenizer = "%s" }
            }
            """
                .formatted(
                    unpacked("all-minilm-l6-v2-q.onnx"),
                    unpacked("all-minilm-l6-v2-q-tokenizer.json")));
    try (var server =
        ServerProcess.startFirst(data, Map.of(), List.of("--config", settings.toString()))) {
      assertThat(server.log()).doesNotContain("passages have their vectors");
      assertThat(server.stop()).isEqualTo(TERMINATED);
      assertThat(server.log()).doesNotContain("ERROR", "terminate called");
    }
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void stopped_while_it_starts_it_leaves_no_process() throws Exception {
    var log = Files.createTempFile("parley-", ".log");
    var process = ServerProcess.launch(data, Map.of(), log, List.of());
    await().atMost(PATIENCE).until(() -> Files.exists(data.resolve("postgres/postmaster.pid")));
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
    assertThat(Files.readString(log)).doesNotContain("an internal error prevented");
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  @Tag("long")
  void messages_are_there_in_order_after_a_restart() throws Exception {
    Caller.Session session;
    try (var server = ServerProcess.startFirst(data, Map.of("PARLEY_MODEL", "scripted"))) {
      session = Caller.start(server);
      Caller.with(session.token()).say(server, session, "m1", "remember me");
      await()
          .atMost(PATIENCE)
          .until(() -> Caller.with(session.token()).events(server, session).size() == 4);
      assertThat(server.stop()).isEqualTo(TERMINATED);
    }
    try (var server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "scripted"))) {
      var events = Caller.with(session.token()).events(server, session);
      assertThat(events).hasSize(4);
      assertThat(events.get(1).at("/event/text").asText()).isEqualTo("remember me");
    }
  }

  private String refuses(Map<String, String> settings) throws IOException, InterruptedException {
    return refuses(data, settings);
  }

  /// @return its whole output
  private static String refuses(Path at, Map<String, String> settings)
      throws IOException, InterruptedException {
    var log = Files.createTempFile("parley-", ".log");
    var process = ServerProcess.launch(at, settings, log, List.of());
    var ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    var output = Files.readString(log);
    assertThat(ended).as("it exits by itself:%n%s", output).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(REFUSED);
    assertThat(output).as("no stack trace").doesNotContain("\tat ");
    return output;
  }

  private Path unpacked(String resource) throws IOException {
    var file = models.resolve(resource);
    try (var in = StartIT.class.getResourceAsStream("/" + resource)) {
      Files.copy(in, file);
    }
    return file;
  }
}

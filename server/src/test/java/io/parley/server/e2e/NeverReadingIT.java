package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.http.session.TestSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that never read lose their connection and do not affect others.
@Tag("long")
class NeverReadingIT {
  private static final int READERS = 500;
  private static final int TURNS = 100;
  private static final int RECEIVE_BUFFER = 4_096;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // too slow, or (on a slower machine) idle for too long
  private static final Pattern CUT =
      Pattern.compile(
          "parley_sockets_closed_total\\{code=\"\\d+\",reason=\"(?:reader-too-slow|idle)\"}"
              + " (\\d+)");

  @TempDir Path data;

  @Test
  void five_hundred_readers_that_never_read_are_cut_off_and_another_session_continues()
      throws Exception {
    // a heap too small for unbounded buffers
    var settings = Map.of("PARLEY_MODEL", "scripted", "JAVA_TOOL_OPTIONS", "-Xmx320m");
    var deaf = new ArrayList<Socket>();
    var done = new AtomicBoolean();
    try (var server = ServerProcess.start(data, settings);
        var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var loud = Caller.start(server);
      for (int i = 0; i < READERS; i++) deaf.add(connectDeaf(server, loud));
      await().atMost(PATIENCE).until(() -> open(server) == READERS);
      var talking =
          CompletableFuture.runAsync(
              () -> {
                try (var socket = TestSocket.open(http, uri(server, loud), loud.token())) {
                  socket.upTo("caught-up");
                  for (int turn = 0; !done.get(); turn++)
                    turn(socket, "m" + turn, "x".repeat(8_000));
                }
              },
              threads);

      var quiet = Caller.start(server);
      try (var socket = TestSocket.open(http, uri(server, quiet), quiet.token())) {
        socket.upTo("caught-up");
        int turns = 0;
        while (turns < TURNS || cut(server) < READERS) {
          turn(socket, "q" + turns, "hello");
          turns++;
          assertThat(talking.isCompletedExceptionally()).isFalse();
        }
        done.set(true);
        talking.join();
        await().atMost(PATIENCE).until(() -> open(server) == 1);
        assertThat(Caller.with(quiet.token()).events(server, quiet)).isNotEmpty();
      }
      assertThat(server.log()).doesNotContain("OutOfMemoryError");
    } finally {
      for (var socket : deaf) socket.close();
    }
  }

  private static void turn(TestSocket socket, String id, String text) {
    socket.send("{\"type\":\"say\",\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text));
    var event = socket.next("event");
    while (!event.at("/event/kind").asText().equals("reply-completed"))
      event = socket.next("event");
  }

  /// Completes the handshake and never reads again.
  private static Socket connectDeaf(ServerProcess server, Caller.Session session)
      throws IOException {
    var at = server.http("/");
    var socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
    var request =
        List.of(
            "GET /v1/sessions/%s/socket HTTP/1.1".formatted(session.id()),
            "Host: " + at.getHost() + ":" + at.getPort(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: parley.v1, bearer." + session.token(),
            "",
            "");
    socket
        .getOutputStream()
        .write(String.join("\r\n", request).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static int open(ServerProcess server) throws IOException, InterruptedException {
    return number(server, Pattern.compile("parley_readers_open (\\d+)"));
  }

  private static int cut(ServerProcess server) throws IOException, InterruptedException {
    return number(server, CUT);
  }

  private static int number(ServerProcess server, Pattern metric)
      throws IOException, InterruptedException {
    var found = metric.matcher(server.metrics());
    int sum = 0;
    while (found.find()) sum += Integer.parseInt(found.group(1));
    return sum;
  }

  private static URI uri(ServerProcess server, Caller.Session session) {
    var path = server.http("/v1/sessions/" + session.id() + "/socket").toString();
    return URI.create(path.replace("http:", "ws:"));
  }
}

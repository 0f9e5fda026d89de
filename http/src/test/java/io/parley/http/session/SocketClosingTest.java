package io.parley.http.session;

import static io.parley.http.session.SessionSocketTest.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.Heard;
import io.parley.sessions.ReaderTooSlow;
import io.parley.sessions.SessionUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every close code of the protocol, each with its `closing` frame before.
class SocketClosingTest {
  private EdgeServer server = EdgeServer.start();
  private SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart(String overrides) {
    server.close();
    server = EdgeServer.start(overrides);
    key = server.startSession();
  }

  static void closes(TestSocket socket, int code, String problem) {
    var closing = socket.next("closing");
    assertThat(closing.path("code").asInt()).isEqualTo(code);
    assertThat(closing.path("problem").path("type").asText()).isEqualTo(problem);
    assertThat(socket.closeCode()).isEqualTo(code);
  }

  @Test
  void a_missing_token_is_4401() {
    try (var socket = server.socket(key, "")) {
      closes(socket, 4401, "/problems/token-missing");
    }
  }

  @Test
  void an_expired_token_is_4401() {
    var old = server.tokens.issue(key, Instant.now().minus(Duration.ofDays(2))).token();
    try (var socket = server.socket(key, old)) {
      closes(socket, 4401, "/problems/token-expired");
    }
  }

  @Test
  void a_token_that_expires_unrenewed_is_4401() {
    var life = Duration.ofHours(24).minusSeconds(5);
    var token = server.tokens.issue(key, Instant.now().minus(life)).token();
    try (var socket = server.socket(key, token);
        var renewed = server.socket(key, token)) {
      renewed.upTo("caught-up");
      renewed.send("{\"type\":\"renew\",\"token\":\"%s\"}".formatted(server.token(key)));
      closes(socket, 4401, "/problems/token-expired");
      renewed.send("{\"type\":\"ping\",\"at\":1}");
      assertThat(renewed.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void a_token_of_another_session_does_not_renew() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      var other = server.token(server.startSession());
      socket.send("{\"type\":\"renew\",\"token\":\"%s\"}".formatted(other));
      assertThat(socket.next("rejected").path("problem").path("type").asText())
          .isEqualTo("/problems/token-invalid");
    }
  }

  @Test
  void missing_and_foreign_sessions_are_4404() {
    var absent = new SessionKey(TenantId.DEFAULT, new SessionId("nobody"));
    try (var socket = server.socket(absent, server.token(absent))) {
      closes(socket, 4404, "/problems/session-not-found");
    }
    try (var socket = server.socket(key, server.token(absent))) {
      closes(socket, 4404, "/problems/session-not-found");
    }
    try (var socket = server.socket(key, "not-one-of-our-tokens")) {
      closes(socket, 4404, "/problems/session-not-found");
    }
  }

  @Test
  void a_frame_of_64_kib_is_accepted_and_one_byte_more_is_1009() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send(padded(128 * 1024));
      assertThat(socket.next().path("type").asText()).isEqualTo("pong");
      socket.send(padded(128 * 1024 + 1));
      closes(socket, 1009, "/problems/frame-too-large");
    }
  }

  @Test
  void a_fragmented_message_has_the_same_limit() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      var whole = padded(40_000);
      socket.raw().sendText(whole.substring(0, 10_000), false).join();
      socket.raw().sendText(whole.substring(10_000), true).join();
      assertThat(socket.next().path("type").asText()).isEqualTo("pong");
      socket.raw().sendText("x".repeat(80_000), false).join();
      socket.raw().sendText("x".repeat(80_000), true).join();
      closes(socket, 1009, "/problems/frame-too-large");
    }
  }

  @Test
  void ten_invalid_frames_in_a_row_are_1008() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      for (int i = 0; i < 9; i++) socket.send("not json");
      socket.send("{\"type\":\"ping\",\"at\":1}");
      for (int i = 0; i < 9; i++) socket.send("{\"type\":\"dance\"}");
      for (int i = 0; i < 18; i++) socket.next("rejected");
      socket.send("{\"type\":\"say\"}");
      closes(socket, 1008, "/problems/bad-frames");
    }
  }

  @Test
  void a_binary_frame_is_1003() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.raw().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
      closes(socket, 1003, "/problems/not-text");
    }
  }

  @Test
  void too_many_frames_are_4429() {
    restart("parley.http.socket { frame-burst = 5, frames-per-second = 1 }");
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      for (int i = 0; i < 6; i++) socket.send("{\"type\":\"ping\",\"at\":1}");
      closes(socket, 4429, "/problems/too-many-frames");
    }
  }

  @Test
  void an_idle_socket_is_4408() {
    restart("parley.http.socket.idle-timeout = 300ms");
    try (var socket = server.socket(key, server.token(key))) {
      closes(socket, 4408, "/problems/idle");
    }
  }

  @Test
  void a_slow_reader_is_1013() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      server.sessions.failReaders(key, new ReaderTooSlow(256));
      closes(socket, 1013, "/problems/reader-too-slow");
    }
  }

  @Test
  void an_unavailable_session_is_1013() {
    server.sessions.failWith(new SessionUnavailable("no answer in time", null));
    try (var socket = server.socket(key, server.token(key))) {
      closes(socket, 1013, "/problems/unavailable");
    }
  }

  @Test
  void too_many_sockets_are_1013() {
    restart("parley.http.readers { max = 10, per-address-max = 1 }");
    try (var one = server.socket(key, server.token(key))) {
      one.upTo("caught-up");
      try (var two = server.socket(key, server.token(key))) {
        closes(two, 1013, "/problems/overloaded");
      }
    }
    Awaitility.await().untilAsserted(() -> assertThat(server.readers.count()).isZero());
    try (var three = server.socket(key, server.token(key))) {
      three.upTo("caught-up");
    }
  }

  @Test
  void a_bug_is_1011_without_details() {
    server.sessions.failWith(new IllegalStateException("internal secret"));
    try (var socket = server.socket(key, server.token(key))) {
      var closing = socket.next("closing");
      assertThat(closing.toString()).doesNotContain("secret", "Exception", "parley.");
      assertThat(socket.closeCode()).isEqualTo(1011);
    }
  }

  @Test
  void a_rating_after_the_archive_is_sent_before_closing() {
    server.sessions.perform(
        key, new SessionCommand.End(Optional.empty(), "done", Party.CUSTOMER, "", Instant.now()));
    server.sessions.archive(key, "ref");
    server.sessions.perform(
        key, new SessionCommand.Rate("r", Party.CUSTOMER, 5, Optional.empty(), Instant.now()));
    server.sessions.archive(key, "ref");
    try (var late = server.socket(key, server.token(key))) {
      assertThat(late.upTo("caught-up").toString()).contains("\"rated\"", "\"score\":5");
      assertThat(late.next("closing").path("code").asInt()).isEqualTo(1000);
    }
  }

  @Test
  void an_archived_session_is_sent_completely_and_closed_with_1000() {
    try (var live = server.socket(key, server.token(key))) {
      live.upTo("caught-up");
      live.send("{\"type\":\"end\",\"id\":\"e\",\"reason\":\"done\"}");
      assertThat(live.next("accepted").path("id").asText()).isEqualTo("e");
      server.sessions.archive(key, "ref");
      closes(live, 1000, "");
    }
    try (var late = server.socket(key, server.token(key))) {
      closes(late, 1000, "");
    }
    try (var knowsAll = server.socket(key, server.token(key), 3)) {
      assertThat(knowsAll.next().path("type").asText()).isEqualTo("caught-up");
      closes(knowsAll, 1000, "");
    }
  }

  @Test
  void an_ended_session_that_is_archived_late_is_closed_with_1000() {
    restart("parley.http.readers.ended-linger = 200ms");
    server.sessions.perform(
        key, new SessionCommand.End(Optional.empty(), "done", Party.CUSTOMER, "", Instant.now()));
    try (var socket = server.socket(key, server.token(key));
        var behind = server.socket(key, server.token(key), 2)) {
      closes(socket, 1000, "");
      closes(behind, 1000, "");
    }
  }

  @Test
  void a_draining_node_gives_a_delay_and_closes_with_1001() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      var gone = server.readers.drain(EdgeServer.PATIENCE);
      assertThat(socket.next().toString())
          .isEqualTo("{\"type\":\"draining\",\"reconnectAfterMs\":250}");
      closes(socket, 1001, "");
      gone.toCompletableFuture()
          .orTimeout(EdgeServer.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
      assertThatThrownBy(() -> server.socket(key, server.token(key)))
          .hasCauseInstanceOf(WebSocketHandshakeException.class)
          .cause()
          .extracting(refused -> ((WebSocketHandshakeException) refused).getResponse())
          .satisfies(
              response -> {
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
              });
    }
  }

  @Test
  void the_clients_close_frame_is_answered_with_its_code() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.raw().sendClose(4000, "bye").join();
      assertThat(socket.closeCode()).isEqualTo(4000);
      Awaitility.await().untilAsserted(() -> assertThat(server.sessions.readers(key)).isZero());
    }
  }

  @Test
  void a_control_ping_is_answered_between_messages() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.raw().sendPing(ByteBuffer.wrap(new byte[] {7})).join();
      assertThat(socket.pong().get()).isEqualTo((byte) 7);
    }
  }

  @Test
  void a_vanished_client_leaves_no_reader_behind() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      assertThat(server.readers.count()).isEqualTo(1);
    }
    Awaitility.await().untilAsserted(() -> assertThat(server.readers.count()).isZero());
    // two sockets that close by themselves, in any order
    Awaitility.await().untilAsserted(() -> assertThat(server.sessions.readers(key)).isZero());
  }

  @Test
  void a_client_that_reads_nothing_is_cut_off() throws IOException {
    restart("parley.http.socket.close-timeout = 300ms");
    try (var client = new Socket()) {
      client.setReceiveBufferSize(4_096);
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      client.getOutputStream().write(handshake().getBytes(StandardCharsets.US_ASCII));
      Awaitility.await().until(() -> server.sessions.readers(key) == 1);
      // more than all buffers hold
      var text = "x".repeat(60_000);
      for (int i = 0; i < 250; i++) server.sessions.tell(key, new Heard.Delta(1, 1, 0, text));
      server.sessions.failReaders(key, new ReaderTooSlow(256));
      Awaitility.await().untilAsserted(() -> assertThat(server.readers.count()).isZero());
    }
  }

  private String handshake() {
    return """
    GET /v1/sessions/%s/socket HTTP/1.1\r
    Host: 127.0.0.1:%d\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
    Sec-WebSocket-Version: 13\r
    Authorization: Bearer %s\r
    \r
    """
        .formatted(key.session(), server.port(), server.token(key));
  }

  @Test
  void pages_of_other_sites_are_refused_before_the_handshake() {
    assertThat(handshake("https://evil.example")).isEqualTo(403);
    assertThat(handshake("https://shop.example")).isEqualTo(101);
    assertThat(handshake("http://127.0.0.1:" + server.port())).isEqualTo(101);
  }

  private int handshake(String origin) {
    var builder =
        server
            .client
            .newWebSocketBuilder()
            .header("Origin", origin)
            .subprotocols("parley.v1", "bearer." + server.token(key));
    try (var socket = TestSocket.open(builder, server.socketUri(key, 0))) {
      socket.upTo("caught-up");
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  @Test
  void a_token_in_the_header_opens_the_socket_too() {
    var builder =
        server.client.newWebSocketBuilder().header("Authorization", "Bearer " + server.token(key));
    try (var socket = TestSocket.open(builder, server.socketUri(key, 0))) {
      socket.upTo("caught-up");
      assertThat(socket.subprotocol()).isEmpty();
    }
  }

  @Test
  void a_client_of_another_protocol_is_refused_with_an_explanation() {
    var builder = server.client.newWebSocketBuilder().subprotocols("chat");
    assertThatThrownBy(() -> TestSocket.open(builder, server.socketUri(key, 0)))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    var plain = server.call("GET", "/v1/sessions/" + key.session() + "/socket", "");
    assertThat(plain.statusCode()).isEqualTo(426);
    assertThat(plain.headers().firstValue("Upgrade")).contains("websocket");
  }

  private static String padded(int bytes) {
    var empty = "{\"type\":\"ping\",\"at\":1,\"pad\":\"\"}";
    return "{\"type\":\"ping\",\"at\":1,\"pad\":\"" + "x".repeat(bytes - empty.length()) + "\"}";
  }

  @Test
  void an_end_command_is_answered_before_closing() {
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
      socket.send(say("a", "hello"));
      socket.send("{\"type\":\"end\",\"id\":\"e\"}");
      assertThat(socket.next("accepted").path("id").asText()).isEqualTo("a");
      assertThat(socket.next("accepted").path("id").asText()).isEqualTo("e");
    }
  }
}

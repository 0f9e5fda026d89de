package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.tenant.SessionKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server with capacity for two calls, and offers whose browsers never connect.
class OfferPlacesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String OFFER =
      """
      v=0
      o=- 1 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0
      m=audio 9 UDP/TLS/RTP/SAVPF 111
      a=ice-ufrag:abcd
      a=ice-pwd:abcdefghijklmnopqrstuv
      a=fingerprint:sha-256 %s
      a=setup:actpass
      a=mid:0
      a=sendrecv
      a=rtcp-mux
      a=rtpmap:111 opus/48000/2
      """
          .formatted("AB:".repeat(31) + "AB");

  private VoiceServer server;

  @BeforeEach
  void start() throws IOException {
    server = new VoiceServer("parley.voice.calls-max = 2");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void the_oldest_offer_is_replaced_by_the_next_one_and_by_a_socket() throws Exception {
    var keys = sessions(4);
    var first = offered(keys[0]);
    var second = offered(keys[1]);
    var third = offered(keys[2]);
    assertThat(there(first, keys[0])).isFalse();
    assertThat(there(second, keys[1])).isTrue();
    assertThat(there(third, keys[2])).isTrue();

    var socket = socket(keys[3]);
    await().atMost(PATIENCE).until(() -> server.webRtc.stats().calls() == 1);
    assertThat(there(second, keys[1])).isFalse();
    assertThat(there(third, keys[2])).isTrue();
    assertThat(server.calls.count()).isEqualTo(2);
    socket.abort();
  }

  @Test
  void repeated_offers_of_one_client_exclude_nobody() throws Exception {
    var stranger = sessions(5);
    for (int i = 0; i < 50; i++) offered(stranger[i % 5]);
    var socket = socket(sessions(1)[0]);
    for (int i = 0; i < 10; i++) offered(stranger[i % 5]);
    assertThat(socket.isInputClosed()).isFalse();
    assertThat(server.calls.count()).isEqualTo(2);
    socket.abort();
  }

  @Test
  void one_address_cannot_occupy_all_calls() throws Exception {
    server.close();
    server =
        new VoiceServer(
            "parley.voice.calls-max = 50", "parley.http.visitors.calls-per-address-max = 2");
    var keys = sessions(4);
    offered(keys[0]);
    offered(keys[1]);
    var refused = offer(keys[2]);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("too many calls come from this address");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    // its capacity is free again as soon as its call is over
    server.webRtc.giveWay();
    await().atMost(PATIENCE).until(() -> offer(keys[3]).statusCode() == 201);
  }

  @Test
  void a_connected_call_is_not_replaced() throws Exception {
    var keys = sessions(3);
    var one = socket(keys[0]);
    var other = socket(keys[1]);
    var refused = offer(keys[2]);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("overloaded");
    one.abort();
    other.abort();
    await().atMost(PATIENCE).until(() -> server.calls.count() == 0);
    assertThat(offer(keys[2]).statusCode()).isEqualTo(201);
  }

  @Test
  void a_call_over_webrtc_ends_when_its_token_is_revoked() throws Exception {
    var keys = sessions(2);
    offered(keys[0]);
    offered(keys[1]);
    var revoked =
        server.edge.call(
            "DELETE",
            "/v1/sessions/" + keys[0].session() + "/tokens",
            "",
            "Authorization",
            "Bearer " + EdgeServer.AGENT);
    assertThat(revoked.statusCode()).isEqualTo(204);
    await().atMost(PATIENCE).until(() -> server.calls.count() == 1);
    assertThat(offer(keys[0]).statusCode()).as("with a later token").isEqualTo(201);
  }

  @Test
  void a_repeated_ice_restart_gets_the_same_answer() throws Exception {
    var key = sessions(1)[0];
    var location = offered(key);
    var fragment = "a=ice-ufrag:efgh\r\na=ice-pwd:0123456789abcdefghijkl\r\n";
    var restarted = patch(location, key, fragment);
    assertThat(restarted.statusCode()).isEqualTo(200);
    var again = patch(location, key, fragment);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(restarted.body()).contains("a=ice-ufrag:");
    assertThat(again.headers().firstValue("ETag"))
        .isEqualTo(restarted.headers().firstValue("ETag"))
        .isPresent();
    var candidate = fragment + "a=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n";
    assertThat(patch(location, key, candidate).statusCode()).isEqualTo(204);
  }

  private SessionKey[] sessions(int count) {
    var keys = new SessionKey[count];
    for (int i = 0; i < count; i++) keys[i] = server.edge.startSession();
    return keys;
  }

  /// @return the location of the call
  private String offered(SessionKey key) throws IOException, InterruptedException {
    var answer = offer(key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> offer(SessionKey key) throws IOException, InterruptedException {
    var path = "/v1/sessions/" + key.session().value() + "/voice?language=en";
    return send("POST", path, key, "application/sdp", OFFER);
  }

  private HttpResponse<String> patch(String location, SessionKey key, String fragment)
      throws IOException, InterruptedException {
    return send("PATCH", location, key, "application/trickle-ice-sdpfrag", fragment);
  }

  /// Whether the call exists.
  private boolean there(String location, SessionKey key) throws IOException, InterruptedException {
    var told = send("POST", location, key, "application/json", "{\"type\":\"stop-talking\"}");
    assertThat(told.statusCode()).isIn(204, 404);
    return told.statusCode() == 204;
  }

  private HttpResponse<String> send(
      String method, String path, SessionKey key, String type, String body)
      throws IOException, InterruptedException {
    return server.edge.client.send(
        HttpRequest.newBuilder(URI.create("http" + address(path)))
            .header("Authorization", "Bearer " + server.edge.token(key))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private WebSocket socket(SessionKey key) {
    var path = "/v1/sessions/" + key.session().value() + "/voice/socket?language=en";
    return server
        .edge
        .client
        .newWebSocketBuilder()
        .subprotocols("parley.audio.v1", "bearer." + server.edge.token(key))
        .buildAsync(URI.create("ws" + address(path)), new WebSocket.Listener() {})
        .join();
  }

  private String address(String path) {
    return "://127.0.0.1:" + server.port.address().getPort() + path;
  }
}

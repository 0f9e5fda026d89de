package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import io.parley.http.tls.TestCertificates;
import io.parley.operations.trace.OtlpCollector;
import io.parley.operations.trace.OtlpCollector.Seen;
import io.parley.server.e2e.LocalNodes.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A cluster of two nodes as an operator starts it, with certificates between the nodes and with a
/// collector of the test: peers without a certificate are refused, and one trace leads from the
/// request on one node to the tool on the other, without message texts. Operators see and change
/// the cluster from either node.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EncryptedNodesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "Xanthippe";
  private static final String QUESTION = "I am " + NAME + ". How do I send shoes back?";

  @TempDir static Path data;
  @TempDir static Path files;

  private static TestCertificates certificates;
  private static OtlpCollector collector;
  private static LocalNodes cluster;

  @BeforeAll
  static void start() throws Exception {
    certificates = TestCertificates.in(files);
    // Pekko reads no other kinds of keys
    certificates.sign("parley", "RSA", 30);
    collector = OtlpCollector.start();
    cluster =
        LocalNodes.start(
            data,
            2,
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                "PARLEY_CLUSTER_TLS_CERTIFICATE", certificates.certificate("parley").toString(),
                "PARLEY_CLUSTER_TLS_KEY", certificates.key("parley").toString(),
                "PARLEY_CLUSTER_TLS_AUTHORITY", certificates.authority().toString()));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) cluster.close();
    if (collector != null) collector.close();
  }

  @BeforeEach
  void together() {
    cluster.awaitAllUp();
  }

  // the last one: afterwards a node starts again
  @Test
  @Order(Integer.MAX_VALUE)
  void operators_see_and_change_a_cluster_from_any_of_its_nodes() throws Exception {
    OperatorsOfNodes.seeAndChange(cluster);
  }

  @Test
  void a_turn_is_one_trace_over_both_nodes_without_message_texts() throws Exception {
    var session = started(cluster.nodes().getFirst());
    // the session is on one of the two nodes, remote to the other
    for (var node : cluster.nodes()) said(node, session);
    var turn =
        collector.await(
            "a turn that was asked for on the other node",
            span ->
                span.name().equals("parley.turn")
                    && span.attribute("gen_ai.conversation.id").equals(session.id())
                    && parent(span).stream().anyMatch(asked -> !asked.node().equals(span.node())));
    collector.await("its tool", span -> isCall(span, turn, "execute_tool kb.search"));
    collector.await("its model", span -> isCall(span, turn, "chat offline"));
    var request = parent(turn).getFirst();
    assertThat(request.name()).isEqualTo("POST /v1/sessions/{id}/messages");
    assertThat(request.parent()).isEmpty();

    saidOverASocket(cluster.nodes().getFirst(), session);
    var frame = collector.awaitNamed("frame say");
    collector.await("the frame's turn", span -> span.parent().equals(frame.id()));

    var told = collector.text();
    assertThat(told).contains(session.id()).doesNotContain(NAME).doesNotContain("shoes");
    assertThat(told).doesNotContain(reply(cluster.nodes().getFirst(), session));

    collector.goAway();
    for (var node : cluster.nodes()) said(node, session);
    await().atMost(PATIENCE).until(() -> logs(cluster.nodes()).contains("traces are lost"));
    assertThat(logs(cluster.nodes()).lines().filter(line -> line.contains("traces are lost")))
        .hasSizeLessThanOrEqualTo(cluster.nodes().size());
    assertThat(logs(cluster.nodes())).doesNotContain("Failed to export");
  }

  @Test
  void nodes_accept_only_peers_with_a_certificate_of_their_authority() throws Exception {
    // twelve sessions are spread over both nodes, and each node is asked for all of them
    var first = cluster.nodes().getFirst();
    for (int i = 0; i < 12; i++) {
      var session = Caller.start(first);
      for (var node : cluster.nodes())
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> Caller.with(session.token()).events(node, session));
    }
    var metrics = HttpRequest.newBuilder(first.management().resolve("/metrics")).build();
    assertThat(HttpClient.newHttpClient().send(metrics, BodyHandlers.ofString()).body())
        .containsPattern(
            "parley_certificate_remaining_seconds\\{port=\"cluster\"} (?:[1-9].*E6|2[0-9]{6})");
    int port = Integer.parseInt(first.cluster().replaceFirst(".*:", ""));
    assertThatThrownBy(() -> greeted(port, certificates.client()))
        .as("a peer without a certificate")
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> greeted(port, SSLContext.getDefault()))
        .isInstanceOf(IOException.class);
    try (var plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
      plain.setSoTimeout((int) PATIENCE.toMillis());
      plain.getOutputStream().write("AKKA\1".getBytes(StandardCharsets.US_ASCII));
      var answer = plain.getInputStream().readAllBytes();
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("AKKA");
    }
  }

  /// In TLS 1.3 a client learns only from its first read that it was refused.
  private static void greeted(int port, SSLContext context) throws IOException {
    try (var socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      socket.getOutputStream().write("AKKA\1".getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() < 0) throw new IOException("hung up");
    }
  }

  private int count;

  private String id() {
    return "m" + ++count;
  }

  private static boolean isCall(Seen span, Seen turn, String name) {
    return span.name().equals(name)
        && span.parent().equals(turn.id())
        && span.trace().equals(turn.trace())
        && span.node().equals(turn.node());
  }

  private static List<Seen> parent(Seen of) {
    return collector.spans().stream().filter(span -> span.id().equals(of.parent())).toList();
  }

  private void saidOverASocket(Node node, Caller.Session session) {
    var uri = node.http("/v1/sessions/" + session.id() + "/socket?after=0");
    var ws = URI.create(uri.toString().replace("http:", "ws:"));
    try (var client = HttpClient.newHttpClient();
        var socket = TestSocket.open(client, ws, session.token())) {
      socket.next("caught-up");
      socket.send("{\"type\":\"say\",\"id\":\"%s\",\"text\":\"%s\"}".formatted(id(), QUESTION));
      var event = socket.next("event");
      while (!event.at("/event/kind").asText().equals("reply-completed"))
        event = socket.next("event");
    }
  }

  /// In a new cluster, shards are still moving.
  private static Caller.Session started(Node node) {
    var session = new AtomicReference<Caller.Session>();
    await().atMost(PATIENCE).untilAsserted(() -> session.set(Caller.start(node)));
    return session.get();
  }

  /// Repeats the message until it is answered; repeating is safe.
  private void said(Node node, Caller.Session session) {
    var id = id();
    var caller = Caller.with(session.token());
    var said = new AtomicLong();
    await().atMost(PATIENCE).untilAsserted(() -> said.set(caller.say(node, session, id, QUESTION)));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                replies(node, session).stream()
                    .anyMatch(event -> event.get("seq").asLong() > said.get()));
  }

  /// The beginning of the newest reply.
  private static String reply(Node node, Caller.Session session)
      throws IOException, InterruptedException {
    var text = replies(node, session).getLast().at("/event/text").asText();
    return text.substring(0, Math.min(text.length(), 20));
  }

  private static List<JsonNode> replies(Node node, Caller.Session session)
      throws IOException, InterruptedException {
    return Caller.with(session.token()).events(node, session).stream()
        .filter(event -> event.at("/event/kind").asText().equals("reply-completed"))
        .toList();
  }

  private static String logs(List<Node> nodes) throws IOException {
    var logs = new StringBuilder();
    for (int i = 1; i <= nodes.size(); i++)
      logs.append(Files.readString(data.resolve("nodes/" + i + ".log"))).append('\n');
    return logs.toString().lines().collect(Collectors.joining("\n"));
  }
}

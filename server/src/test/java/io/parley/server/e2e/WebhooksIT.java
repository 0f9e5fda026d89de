package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.core.webhook.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A webhook on the built program, whose receiver is out of order at first. Sessions of other tests
/// are told, too.
class WebhooksIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final String ALL = "/v1/organisation/webhooks";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Received requests.
  private record Came(String id, String timestamp, String signatures, String body) {
    boolean isSignedBy(String secret) {
      return WebhookSignature.isValid(
          secret, id, timestamp, body.getBytes(UTF_8), signatures, Instant.now());
    }

    boolean isAbout(String session) {
      return body.contains("\"session\":\"" + session + "\"");
    }
  }

  private final List<Came> came = new CopyOnWriteArrayList<>();
  private volatile int status = 500;
  private HttpServer receiver;

  @BeforeEach
  void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", this::take);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      came.add(
          new Came(
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private String wish() {
    return "{\"url\": \"http://127.0.0.1:%d/hook\", \"kinds\": [\"session-started\"]}"
        .formatted(receiver.getAddress().getPort());
  }

  @Test
  void a_receiver_that_is_back_gets_what_it_missed_signed_and_in_order() throws Exception {
    var made = OPERATOR.post(SERVER, ALL, wish(), 201);
    var one = ALL + "/" + made.get("id").asText();
    try {
      var secret = made.get("secret").asText();
      assertThat(OPERATOR.post(SERVER, one + "/test", "{}", 200).path("status").asInt())
          .isEqualTo(500);
      assertThat(came).hasSize(1).allMatch(test -> test.body().contains("\"type\":\"test\""));

      var session = Caller.start(SERVER).id();
      await().atMost(PATIENCE).until(() -> came.size() > 1);
      status = 204;
      await().atMost(PATIENCE).until(() -> isDelivered(one, session));
      assertThat(came).allMatch(each -> each.isSignedBy(secret));
      var failed = came.get(1);
      assertThat(came.stream().filter(each -> each.id().equals(failed.id())).count())
          .as("the message that failed, under its id")
          .isGreaterThan(1);
      var told = came.stream().filter(each -> each.isAbout(session)).findFirst().orElseThrow();
      assertThat(JSON.readTree(told.body()).at("/data/channel").asText()).isEqualTo("web");

      var other = OPERATOR.post(SERVER, one + "/secret", "{}", 200).get("secret").asText();
      var next = Caller.start(SERVER).id();
      await().atMost(PATIENCE).until(() -> isDelivered(one, next));
      var last = came.stream().filter(each -> each.isAbout(next)).findFirst().orElseThrow();
      assertThat(last.isSignedBy(secret) && last.isSignedBy(other)).isTrue();
      assertThat(SERVER.metrics()).contains("parley_webhooks_attempts_seconds_count");
    } finally {
      OPERATOR.delete(SERVER, one, 204);
    }
  }

  private static boolean isDelivered(String webhook, String session) throws Exception {
    for (JsonNode each : OPERATOR.get(SERVER, webhook + "/deliveries").get("deliveries"))
      if (each.at("/data/session").asText().equals(session))
        return each.path("state").asText().equals("delivered");
    return false;
  }
}

package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls out over HTTP, dialled by Vonage: from the order over webhooks and sound to the end. One
/// server for all; each test calls another number.
class VonageCallsOutTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OUR = "+493023125999";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @TempDir static Path files;

  private static MadeVonage vonage;
  private static VoiceServer server;
  private static OrderedCalls orders;

  private final String number = "+4930231252%02d".formatted(NUMBERS.getAndIncrement());

  @BeforeAll
  static void start() throws Exception {
    vonage = new MadeVonage();
    server =
        new VoiceServer(
            """
            parley.telephony {
              public-url = "https://voice.shop.example"
              %s
              outbound {
                by = vonage, from = ["%s"], prefixes = ["+49"], per-second = 1000, at-once = 1000
                hours = "00:00-24:00", days = [mon, tue, wed, thu, fri, sat, sun]
                machine { pause = 500ms, silence-max = 20s, decide-max = 30s }
              }
            }
            """
                .formatted(vonage.settings(files), OUR),
            "",
            new ToneVoice());
    orders = new OrderedCalls(server);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    vonage.close();
  }

  /// A test that failed may have left requests for its own number.
  private JsonNode dialled(JsonNode ordered) throws Exception {
    var asked = vonage.api.next();
    while (!asked.body().at("/to/0/number").asText().equals(number.substring(1)))
      asked = vonage.api.next();
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/calls");
    var token = SignedJWT.parse(asked.credential().substring("Bearer ".length()));
    assertThat(token.verify(new RSASSAVerifier((RSAPublicKey) vonage.keys.getPublic()))).isTrue();
    assertThat(token.getJWTClaimsSet().getStringClaim("application_id")).isEqualTo("app");
    orders.awaitPlaced(ordered);
    return asked.body();
  }

  /// Path and query of one of the addresses that were given.
  private static String path(JsonNode dialled, String field) {
    var uri = URI.create(dialled.path(field).path(0).asText());
    assertThat(uri.getHost()).isEqualTo("voice.shop.example");
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static String body(JsonNode dialled, String call, String more) {
    return "{\"from\":\"%s\",\"to\":\"%s\",\"uuid\":\"%s\"%s}"
        .formatted(
            dialled.at("/from/number").asText(), dialled.at("/to/0/number").asText(), call, more);
  }

  private static void event(JsonNode dialled, String call, String status) {
    var body = body(dialled, call, ",\"status\":\"%s\"".formatted(status));
    assertThat(vonage.webhook(server, path(dialled, "event_url"), body).statusCode())
        .isEqualTo(204);
  }

  private static String answer(JsonNode dialled, String call) {
    var path = path(dialled, "answer_url");
    return vonage.webhook(server, path, body(dialled, call, "")).body();
  }

  private static List<String> kinds(JsonNode ordered) {
    return OrderedCalls.kinds(orders.call(ordered));
  }

  @Test
  void a_person_who_answers_talks_with_the_agent() throws Exception {
    var ordered = orders.ordered(number, ",\"agent\":\"support\",\"language\":\"de\",\"ring\":20");
    var dialled = dialled(ordered);
    assertThat(dialled.at("/from/number").asText()).isEqualTo(OUR.substring(1));
    assertThat(dialled.path("ringing_timer").asInt()).isEqualTo(20);
    assertThat(dialled.path("answer_method").asText()).isEqualTo("POST");
    assertThat(path(dialled, "answer_url")).contains("order=" + ordered.path("id").asText());
    var call = vonage.call();
    event(dialled, call, "started");
    event(dialled, call, "ringing");
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("ringing");
    event(dialled, call, "answered");

    var line = vonage.connected(server, answer(dialled, call));
    MadeLine.speak((_, loud) -> line.send(MadeVonage.sound(loud)));
    orders.awaitState(ordered, "answered");
    await().atMost(PATIENCE).until(() -> line.played() > 0);

    // our own socket is a leg with events of its own
    var socket = "{\"uuid\":\"of-the-socket\",\"to\":\"wss://x\",\"status\":\"completed\"}";
    vonage.webhook(server, path(dialled, "event_url"), socket);
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("answered");
    line.hangUp();
    event(dialled, call, "completed");
    orders.awaitState(ordered, "ended");
    assertThat(kinds(ordered))
        .startsWith("requested", "dialling", "placed", "ringing", "picked-up");
  }

  @Test
  void a_call_that_nobody_takes_ends_by_its_status() throws Exception {
    var ordered = orders.ordered(number, "");
    event(dialled(ordered), vonage.call(), "timeout");
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("no-answer");
  }

  @Test
  void a_call_is_hung_up_while_it_rings() throws Exception {
    var ordered = orders.ordered(number, "");
    var dialled = dialled(ordered);
    var call = vonage.call();
    event(dialled, call, "ringing");
    assertThat(orders.hangUp(ordered).statusCode()).isEqualTo(200);
    var asked = vonage.api.next();
    assertThat(asked.method() + " " + asked.path()).isEqualTo("PUT /v1/calls/" + call);
    assertThat(asked.body().path("action").asText()).isEqualTo("hangup");
    event(dialled, call, "cancelled");
    assertThat(kinds(ordered)).endsWith("cancelling", "cancelled");
  }

  @Test
  void a_machine_that_vonage_has_heard_is_hung_up() throws Exception {
    var ordered = orders.ordered(number, "");
    var dialled = dialled(ordered);
    var call = vonage.call();
    var line = vonage.connected(server, answer(dialled, call));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // it may come before the leg is listened to, and again
              event(dialled, call, "machine");
              return orders.call(ordered).path("state").asText().equals("ended");
            });
    assertThat(kinds(ordered)).contains("machine hung-up").noneMatch(k -> k.startsWith("answered"));
    await().atMost(PATIENCE).until(() -> line.codes.equals(List.of(1000)));
  }

  @Test
  void a_query_that_was_changed_opens_nothing() throws Exception {
    var ordered = orders.ordered(number, "");
    var dialled = dialled(ordered);
    var path = path(dialled, "answer_url");
    var body = body(dialled, vonage.call(), "");
    var other = body.replace(number.substring(1), "4930231259999");
    assertThat(vonage.webhook(server, path, other).body())
        .as("the order of another number")
        .isEqualTo("[]");
    var unknown = path.replace(ordered.path("id").asText(), "0".repeat(32));
    assertThat(vonage.webhook(server, unknown, body).body()).isEqualTo("[]");
    assertThat(vonage.webhook(server, path.replace("default", "N%20O"), body).body())
        .as("no tenant at all")
        .isEqualTo("[]");
  }
}

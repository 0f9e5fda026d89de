package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.http.json.JsonText;
import io.parley.http.session.MadeTwilioApi.Placed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls out over HTTP, dialled by Twilio: orders, their course by reports, persons and machines
/// that answer, and the do-not-call list. One server for all; each test calls another number.
class CallsOutTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OUR = "+493023125999";
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static MadeTwilioApi api;
  private static VoiceServer server;
  private static OrderedCalls orders;

  private MadeTwilio twilio;
  private final String number = "+4930231250%02d".formatted(NUMBERS.getAndIncrement());

  @BeforeAll
  static void start() throws IOException {
    api = new MadeTwilioApi();
    server =
        new VoiceServer(
            MadeTwilio.SETTINGS
                + api.settings()
                + """
                parley.telephony.outbound {
                  by = twilio, from = ["%s"], prefixes = ["+49"], per-second = 1000, at-once = 1000
                  hours = "00:00-24:00", days = [mon, tue, wed, thu, fri, sat, sun]
                  machine { action = message, pause = 500ms, greeting-max = 1s }
                }
                """
                    .formatted(OUR),
            "",
            new ToneVoice());
    orders = new OrderedCalls(server);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    api.close();
  }

  @BeforeEach
  void open() {
    twilio = new MadeTwilio(server.port.address().getPort());
  }

  @AfterEach
  void close() {
    twilio.close();
  }

  // --- requests ---------------------------------------------------------------------------------

  private static HttpResponse<String> send(
      String method, String path, String token, String key, String body) {
    return orders.send(method, path, token, key, body);
  }

  private JsonNode ordered(String more) {
    return orders.ordered(number, more);
  }

  private static String body(String to, String more) {
    return OrderedCalls.body(to, more);
  }

  private static JsonNode call(JsonNode ordered) {
    return orders.call(ordered);
  }

  private static List<String> kinds(JsonNode call) {
    return OrderedCalls.kinds(call);
  }

  // --- Twilio -----------------------------------------------------------------------------------

  private void report(Placed placed, String status) {
    var form = new HashMap<>(form(placed));
    form.put("CallStatus", status);
    form.put("CallDuration", "12");
    assertThat(twilio.webhook(placed.path("StatusCallback"), form).statusCode()).isEqualTo(204);
  }

  /// A test that failed may have left calls of its own number.
  private Placed dialled(JsonNode ordered) {
    var placed = api.next();
    while (!placed.form().text("To").equals(Optional.of(number))) placed = api.next();
    orders.awaitPlaced(ordered);
    return placed;
  }

  private static Map<String, String> form(Placed placed) {
    return Map.of(
        "CallSid", placed.sid(),
        "AccountSid", MadeTwilioApi.ACCOUNT,
        "From", placed.form().text("From").orElseThrow(),
        "To", placed.form().text("To").orElseThrow(),
        "Direction", "outbound-api");
  }

  /// Somebody answers: Twilio asks what to do, and opens the stream.
  private void pickUp(Placed placed) {
    report(placed, "in-progress");
    var answer = twilio.webhook(placed.path("Url"), form(placed)).body();
    assertThat(answer).contains("<Stream");
    twilio.dial("/v1/telephony/twilio/media").start(placed.sid(), MadeTwilio.passIn(answer));
  }

  /// A person, who says something short and listens.
  private void talks(JsonNode ordered) {
    twilio.speak(20, true);
    twilio.speak(40, false);
    orders.awaitState(ordered, "answered");
    await().atMost(PATIENCE).until(() -> twilio.played() > 0);
  }

  @Test
  void a_person_who_answers_talks_with_the_agent_who_knows_the_context() {
    var ordered =
        ordered(
            """
            ,"agent":"support","language":"de","ring":20,"context":{"order":"1042"}\
            """);
    assertThat(ordered.path("from").asText()).isEqualTo(OUR);
    var placed = dialled(ordered);
    assertThat(placed.form().text("Timeout")).contains("20");
    report(placed, "ringing");
    assertThat(call(ordered).path("state").asText()).isEqualTo("ringing");
    pickUp(placed);
    talks(ordered);

    var session = session(ordered);
    var started = started(session);
    assertThat(started.visitor()).as("the company's session").isEmpty();
    assertThat(started.metadata())
        .containsEntry("context.order", "1042")
        .containsEntry("order", ordered.path("id").asText())
        .containsEntry("caller", number)
        .containsEntry("number", OUR)
        .containsEntry("language", "de");
    assertThat(greeting(session)).isEqualTo("Hier ist Larch & Lace.");

    twilio.send("{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{}}");
    report(placed, "completed");
    orders.awaitState(ordered, "ended");
    assertThat(kinds(call(ordered)))
        .startsWith("requested", "dialling", "placed", "ringing", "picked-up")
        .contains("answered " + session.session().value());
  }

  @Test
  void the_orders_own_words_are_the_first() {
    var ordered = ordered(",\"language\":\"de\",\"opening\":\"Ihr Paket ist da.\"");
    pickUp(dialled(ordered));
    talks(ordered);
    assertThat(greeting(session(ordered))).isEqualTo("Ihr Paket ist da.");
  }

  @Test
  void an_opening_that_nobody_would_listen_to_is_refused() {
    var answer =
        orders.order(
            UUID.randomUUID().toString(),
            body(number, ",\"opening\":\"%s\"".formatted("x".repeat(601))));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("opening");
  }

  @Test
  void a_person_whom_the_agent_hands_over_in_vain_comes_back_to_it() {
    var ordered = ordered(",\"language\":\"de\"");
    var placed = dialled(ordered);
    pickUp(placed);
    talks(ordered);
    var to = TransferAddress.of("+4940123456");
    var order = new TransferOrder("back", "sales", "Sales", to, TransferMode.BLIND, "");
    var outcome = server.calls.transfer(session(ordered), order, PATIENCE).toCompletableFuture();
    assertThat(outcome.join()).contains(new TransferOutcome.Accepted());
    twilio.send("{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{}}");
    orders.awaitState(ordered, "ended");
    var form = new HashMap<>(form(placed));
    form.put("DialCallStatus", "no-answer");
    var asked = server.network.returns.getLast();
    var answer = twilio.webhook(asked.getRawPath() + "?" + asked.getRawQuery(), form).body();
    try (var again = new MadeTwilio(server.port.address().getPort())) {
      again.dial("/v1/telephony/twilio/media").start(placed.sid(), MadeTwilio.passIn(answer));
      await().atMost(PATIENCE).until(() -> again.played() > 0);
    }
  }

  private static SessionKey session(JsonNode ordered) {
    return new SessionKey(TenantId.DEFAULT, new SessionId(call(ordered).path("session").asText()));
  }

  /// The session's second event.
  private static String greeting(SessionKey key) {
    var events = server.edge.sessions.read(key, 0, 2).toCompletableFuture().join();
    return ((Said) events.getLast().event()).text();
  }

  private static SessionStarted started(SessionKey key) {
    var events = server.edge.sessions.read(key, 0, 1).toCompletableFuture().join();
    return (SessionStarted) events.getFirst().event();
  }

  @Test
  void a_machine_gets_the_message_behind_its_beep() {
    var ordered = ordered(",\"message\":\"Please call us back.\"");
    var placed = dialled(ordered);
    pickUp(placed);
    twilio.speak(60, true);
    twilio.speak(10, false);
    assertThat(twilio.played()).isZero();
    twilio.beep(20);
    twilio.speak(5, false);
    await().atMost(PATIENCE).until(() -> twilio.played() >= 200);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              twilio.confirm();
              return twilio.isClosed();
            });
    assertThat(twilio.closeCode()).isEqualTo(1000);
    orders.awaitState(ordered, "ended");
    assertThat(kinds(call(ordered))).contains("machine message-left");
    assertThat(call(ordered).has("session")).isFalse();
  }

  @Test
  void a_machine_is_hung_up_without_a_message() {
    var ordered = ordered("");
    pickUp(dialled(ordered));
    twilio.speak(53, true);
    assertThat(twilio.closeCode()).isEqualTo(1000);
    orders.awaitState(ordered, "ended");
    assertThat(kinds(call(ordered)))
        .contains("machine hung-up")
        .noneMatch(k -> k.startsWith("answered"));
  }

  @Test
  void nobody_answers() {
    var ordered = ordered("");
    report(dialled(ordered), "busy");
    assertThat(call(ordered).path("state").asText()).isEqualTo("busy");
  }

  @Test
  void the_same_order_calls_once() {
    var key = UUID.randomUUID().toString();
    var first = orders.order(key, body(number, ""));
    dialled(JsonText.object(first.body()));
    int count = api.count();
    var again = orders.order("\"" + key + "\"", body(number, ""));
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(JsonText.object(again.body()).path("id"))
        .isEqualTo(JsonText.object(first.body()).path("id"));
    assertThat(orders.order(key, body(number, ",\"ring\":20")).statusCode()).isEqualTo(422);
    assertThat(api.count()).isEqualTo(count);
  }

  @Test
  void a_call_is_hung_up_while_it_rings() {
    var ordered = ordered("");
    var placed = dialled(ordered);
    report(placed, "ringing");
    assertThat(orders.hangUp(ordered).statusCode()).isEqualTo(200);
    assertThat(api.nextEnd()).isEqualTo(placed.sid() + " completed");
    report(placed, "canceled");
    assertThat(kinds(call(ordered))).endsWith("cancelling", "cancelled");
  }

  @Test
  void rules_refuse_by_name_and_nothing_is_dialled() {
    int count = api.count();
    for (var refused :
        Map.of(
                "+49112", "emergency",
                "+499001123456", "premium",
                "+4930", "impossible",
                "+442079460000", "not-allowed")
            .entrySet()) {
      var answer = orders.order(UUID.randomUUID().toString(), body(refused.getKey(), ""));
      assertThat(answer.statusCode()).isEqualTo(201);
      var json = JsonText.object(answer.body());
      assertThat(kinds(json)).containsExactly("requested", "refused " + refused.getValue());
      assertThat(json.path("detail").asText()).contains("expected");
    }
    assertThat(api.count()).isEqualTo(count);
  }

  @Test
  void a_number_on_the_list_is_not_called_until_an_operator_removes_it() {
    var path = "/v1/do-not-call/" + number;
    assertThat(send("PUT", path, EdgeServer.AGENT, "", "{\"note\":\"asked us\"}").statusCode())
        .isEqualTo(200);
    var listed = send("GET", "/v1/do-not-call?limit=1000", EdgeServer.AGENT, "", "");
    assertThat(listed.body()).contains(number, "asked us", "\"by\":\"agent\"");
    assertThat(kinds(ordered(""))).containsExactly("requested", "refused do-not-call");
    assertThat(send("DELETE", path, EdgeServer.AGENT, "", "").statusCode()).isEqualTo(403);
    assertThat(send("DELETE", path, EdgeServer.OPERATOR, "", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", path, EdgeServer.AGENT, "", "").statusCode()).isEqualTo(404);
    assertThat(kinds(ordered(""))).startsWith("requested").doesNotContain("refused do-not-call");
    api.next();
  }

  @Test
  void malformed_orders_are_told_what_was_expected() {
    assertThat(orders.order("", body(number, "")).body()).contains("Idempotency-Key is missing");
    for (var wrong :
        Map.of(
                body("03023125000", ""), "to: the number has no plus",
                body(number, ",\"from\":\"+493023125111\""), "parley.telephony.outbound.from",
                body(number, ",\"agent\":\"nobody\""), "there is no such agent",
                body(number, ",\"language\":\"German!\""), "language of another form",
                body(number, ",\"ring\":3"), "ring is out of range",
                body(number, ",\"context\":{\"a b\":\"x\"}"), "context has a name of another form")
            .entrySet()) {
      var answer = orders.order(UUID.randomUUID().toString(), wrong.getKey());
      assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(400);
      assertThat(answer.body()).contains(wrong.getValue()).doesNotContain(number);
    }
  }

  @Test
  void only_staff_calls() {
    assertThat(send("POST", "/v1/calls", "", "k", body(number, "")).statusCode()).isEqualTo(401);
    assertThat(send("GET", "/v1/calls", "x", "", "").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/v1/calls/1", EdgeServer.AGENT, "", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/v1/calls?after=1", EdgeServer.AGENT, "", "").statusCode())
        .isEqualTo(400);
    assertThat(send("GET", "/v1/calls?state=gone", EdgeServer.AGENT, "", "").statusCode())
        .isEqualTo(400);
  }

  @Test
  void the_list_shows_calls_by_state() {
    var ordered = ordered("");
    report(dialled(ordered), "no-answer");
    var listed = send("GET", "/v1/calls?state=no-answer", EdgeServer.OPERATOR, "", "");
    assertThat(listed.body()).contains(ordered.path("id").asText(), number);
    assertThat(send("GET", "/v1/calls?state=busy", EdgeServer.OPERATOR, "", "").body())
        .doesNotContain(number);
  }

  @Test
  void without_a_provider_nobody_is_called() throws IOException {
    try (var other = new VoiceServer("")) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + other.port.address().getPort() + "/v1/calls"))
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + EdgeServer.AGENT)
              .header("Idempotency-Key", "k")
              .POST(HttpRequest.BodyPublishers.ofString(body(number, "")))
              .build();
      var answer =
          other.edge.client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("calls-out-off", "parley.telephony.outbound.by");
    }
  }
}

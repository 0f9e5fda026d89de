package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Calls out over HTTP, dialled by Telnyx: from the order over webhooks and sound to the end. One
/// server for all; each test calls another number.
class TelnyxCallsOutTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OUR = "+493023125999";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static MadeTelnyx telnyx;
  private static VoiceServer server;
  private static OrderedCalls orders;

  private final String number = "+4930231251%02d".formatted(NUMBERS.getAndIncrement());

  @BeforeAll
  static void start() throws Exception {
    telnyx = new MadeTelnyx();
    server =
        new VoiceServer(
            """
            parley.telephony {
              public-url = "https://voice.shop.example"
              %s
              outbound {
                by = telnyx, from = ["%s"], prefixes = ["+49"], per-second = 1000, at-once = 1000
                hours = "00:00-24:00", days = [mon, tue, wed, thu, fri, sat, sun]
                machine { pause = 500ms, silence-max = 20s, decide-max = 30s }
              }
            }
            """
                .formatted(telnyx.settings(), OUR),
            "",
            new ToneVoice());
    orders = new OrderedCalls(server);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    telnyx.close();
  }

  /// A webhook about the call that was asked for.
  private static void event(JsonNode dialled, String call, String type, String more) {
    var fields =
        """
        "call_control_id":"%s","client_state":"%s","from":"%s","to":"%s","direction":"outgoing"%s\
        """
            .formatted(
                call,
                dialled.path("client_state").asText(),
                dialled.path("from").asText(),
                dialled.path("to").asText(),
                more);
    assertThat(telnyx.event(server, type, fields).statusCode()).isEqualTo(200);
  }

  private static MadeLine pickUp(JsonNode dialled, String call) {
    event(dialled, call, "call.initiated", "");
    event(dialled, call, "call.answered", "");
    var line = telnyx.line(server, dialled.path("stream_auth_token").asText());
    line.send(MadeTelnyx.start(call));
    return line;
  }

  private JsonNode dialled(JsonNode ordered) {
    var dialled = dialled();
    orders.awaitPlaced(ordered);
    return dialled;
  }

  /// A test that failed may have left requests for its own number.
  private JsonNode dialled() {
    var asked = telnyx.api.next();
    while (!asked.body().path("to").asText().equals(number)) asked = telnyx.api.next();
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v2/calls");
    assertThat(asked.credential()).isEqualTo("Bearer k");
    return asked.body();
  }

  private static List<String> kinds(JsonNode ordered) {
    return OrderedCalls.kinds(orders.call(ordered));
  }

  @Test
  void a_person_who_answers_talks_with_the_agent() {
    var ordered = orders.ordered(number, ",\"agent\":\"support\",\"language\":\"de\",\"ring\":20");
    var dialled = dialled(ordered);
    assertThat(dialled.path("from").asText()).isEqualTo(OUR);
    assertThat(dialled.path("connection_id").asText()).isEqualTo("1494");
    assertThat(dialled.path("timeout_secs").asInt()).isEqualTo(20);
    assertThat(dialled.path("time_limit_secs").asInt()).isEqualTo(65 * 60);
    assertThat(dialled.path("stream_url").asText())
        .isEqualTo("wss://voice.shop.example/v1/telephony/telnyx/media");
    assertThat(dialled.path("webhook_url").asText())
        .isEqualTo("https://voice.shop.example" + MadeTelnyx.EVENTS);
    var state = Base64.getDecoder().decode(dialled.path("client_state").asText());
    assertThat(new String(state, StandardCharsets.UTF_8))
        .contains(ordered.path("id").asText())
        .doesNotContain(number);

    var call = telnyx.call();
    var line = pickUp(dialled, call);
    MadeLine.speak((chunk, loud) -> line.send(MadeTelnyx.media(chunk, loud)));
    orders.awaitState(ordered, "answered");
    await().atMost(PATIENCE).until(() -> line.played() > 0);

    line.send(MadeTelnyx.stop());
    event(dialled, call, "call.hangup", ",\"hangup_cause\":\"normal_clearing\"");
    orders.awaitState(ordered, "ended");
    assertThat(kinds(ordered)).startsWith("requested", "dialling", "placed", "picked-up");
  }

  @Test
  void a_call_that_nobody_takes_ends_by_its_cause() {
    var ordered = orders.ordered(number, "");
    var dialled = dialled(ordered);
    event(dialled, telnyx.call(), "call.hangup", ",\"hangup_cause\":\"user_busy\"");
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("busy");
  }

  @Test
  void a_call_that_is_cleared_before_anybody_answers_was_not_answered() {
    var ordered = orders.ordered(number, "");
    event(dialled(), telnyx.call(), "call.hangup", ",\"hangup_cause\":\"normal_clearing\"");
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("no-answer");
  }

  @Test
  void a_call_whose_sound_failed_is_hung_up() {
    var ordered = orders.ordered(number, "");
    var dialled = dialled();
    var call = telnyx.call();
    event(dialled, call, "call.answered", "");
    event(dialled, call, "streaming.failed", ",\"failure_reason\":\"connection_failed\"");
    assertThat(telnyx.api.next().path())
        .isEqualTo("/v2/calls/" + call.replace(":", "%3A") + "/actions/hangup");
    event(dialled, call, "call.hangup", ",\"hangup_cause\":\"normal_clearing\"");
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("ended");
  }

  @Test
  void a_full_node_dials_nobody_and_the_order_waits() {
    int asked = telnyx.api.count();
    int taken = 0;
    while (server.calls.reserve()) taken++;
    try {
      var ordered = orders.ordered(number, "");
      assertThat(kinds(ordered)).containsExactly("requested");
      assertThat(telnyx.api.count()).isEqualTo(asked);
      assertThat(orders.hangUp(ordered).statusCode()).isEqualTo(200);
    } finally {
      for (; taken > 0; taken--) server.calls.forgo();
    }
  }

  @Test
  void a_call_is_hung_up_while_it_rings() {
    var ordered = orders.ordered(number, "");
    var dialled = dialled(ordered);
    var call = telnyx.call();
    event(dialled, call, "call.initiated", "");
    assertThat(orders.hangUp(ordered).statusCode()).isEqualTo(200);
    assertThat(telnyx.api.next().path())
        .isEqualTo("/v2/calls/" + call.replace(":", "%3A") + "/actions/hangup");
    event(dialled, call, "call.hangup", ",\"hangup_cause\":\"originator_cancel\"");
    assertThat(kinds(ordered)).endsWith("cancelling", "cancelled");
  }

  @Test
  void a_machine_that_telnyx_has_heard_is_hung_up() {
    var ordered = orders.ordered(number, "");
    var dialled = dialled(ordered);
    var call = telnyx.call();
    pickUp(dialled, call);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // it may come before the leg is listened to, and again
              event(dialled, call, "call.machine.detection.ended", ",\"result\":\"machine\"");
              return orders.call(ordered).path("state").asText().equals("ended");
            });
    assertThat(kinds(ordered)).contains("machine hung-up").noneMatch(k -> k.startsWith("answered"));
    assertThat(telnyx.api.next().path()).endsWith("/actions/hangup");
  }

  @Test
  void an_order_whose_answer_was_lost_is_in_doubt_until_its_webhooks_come() {
    telnyx.losesAnswers = true;
    try {
      var ordered = orders.ordered(number, "");
      var dialled = dialled();
      assertThat(kinds(ordered)).containsExactly("requested", "dialling");
      event(dialled, telnyx.call(), "call.initiated", "");
      assertThat(kinds(ordered)).containsExactly("requested", "dialling", "placed");
      event(dialled, telnyx.call(), "call.hangup", ",\"hangup_cause\":\"timeout\"");
      assertThat(orders.call(ordered).path("state").asText()).isEqualTo("no-answer");
    } finally {
      telnyx.losesAnswers = false;
    }
  }
}

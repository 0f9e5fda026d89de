package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.MadeTwilioApi.Placed;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls out in which Twilio listens and speaks: it tells of machines that have answered, and
/// speaks the message for them. One server for all; each test calls another number.
class TwilioRelayOutTest {
  private static final String OUR = "+493023125999";
  private static final String MESSAGE = ",\"language\":\"de\",\"message\":\"Rufen Sie uns an.\"";
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static MadeTwilioApi api;
  private static VoiceServer server;
  private static OrderedCalls orders;

  private final String number = "+4930231251%02d".formatted(NUMBERS.getAndIncrement());
  private MadeTwilio twilio;

  @BeforeAll
  static void start() throws IOException {
    api = new MadeTwilioApi();
    server =
        new VoiceServer(
            "parley.telephony.twilio.mode = relay\n"
                + MadeTwilio.SETTINGS
                + api.settings()
                + """
                parley.telephony.outbound {
                  by = twilio, from = ["%s"], prefixes = ["+49"], per-second = 1000, at-once = 1000
                  hours = "00:00-24:00", days = [mon, tue, wed, thu, fri, sat, sun]
                  machine.action = message
                }
                """
                    .formatted(OUR));
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

  private JsonNode ordered(String more) {
    return orders.ordered(number, more);
  }

  private static List<String> kinds(JsonNode ordered) {
    return OrderedCalls.kinds(orders.call(ordered));
  }

  private static Map<String, String> form(Placed placed) {
    return Map.of(
        "CallSid",
        placed.sid(),
        "AccountSid",
        MadeTwilioApi.ACCOUNT,
        "From",
        OUR,
        "To",
        placed.form().text("To").orElseThrow(),
        "Direction",
        "outbound-api");
  }

  private void report(Placed placed, String status) {
    var form = new HashMap<>(form(placed));
    form.put("CallStatus", status);
    form.put("CallDuration", "12");
    assertThat(twilio.webhook(placed.path("StatusCallback"), form).statusCode()).isEqualTo(204);
  }

  /// Somebody or something has answered, and Twilio talks.
  private Placed answered(JsonNode ordered) {
    var placed = api.next();
    while (!placed.form().text("To").equals(Optional.of(number))) placed = api.next();
    orders.awaitPlaced(ordered);
    report(placed, "in-progress");
    var answer = twilio.webhook(placed.path("Url"), form(placed)).body();
    assertThat(answer).contains("<ConversationRelay");
    twilio.dial("/v1/telephony/twilio/relay");
    twilio.send(
        """
        {"type":"setup","sessionId":"VX1","callSid":"%s","customParameters":{"pass":"%s"}}\
        """
            .formatted(
                placed.sid(), answer.replaceAll("(?s).*name=\"pass\" value=\"([^\"]+)\".*", "$1")));
    orders.awaitState(ordered, "answered");
    return placed;
  }

  private static Map<String, String> verdict(Placed placed, String word) {
    return Map.of(
        "CallSid",
        placed.sid(),
        "AccountSid",
        MadeTwilioApi.ACCOUNT,
        "AnsweredBy",
        word,
        "MachineDetectionDuration",
        "4100");
  }

  private HttpResponse<String> heard(Placed placed, String word) {
    return twilio.webhook(placed.path("AsyncAmdStatusCallback"), verdict(placed, word));
  }

  @Test
  void twilio_listens_beside_the_conversation_and_a_person_talks_on() {
    var ordered = ordered("");
    var placed = answered(ordered);
    assertThat(placed.form().text("MachineDetection")).contains("DetectMessageEnd");
    assertThat(placed.form().text("AsyncAmd")).contains("true");
    assertThat(heard(placed, "human").statusCode()).isEqualTo(204);
    assertThat(heard(placed, "unknown").statusCode()).isEqualTo(204);
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("answered");
    assertThat(twilio.isClosed()).isFalse();
  }

  @Test
  void a_machine_is_hung_up_without_a_message() {
    var ordered = ordered("");
    var placed = answered(ordered);
    assertThat(heard(placed, "machine_end_beep").statusCode()).isEqualTo(204);
    assertThat(api.nextEnd()).isEqualTo(placed.sid() + " completed");
    report(placed, "completed");
    orders.awaitState(ordered, "ended");
    assertThat(kinds(ordered)).endsWith("machine hung-up", "cancelling", "ended 12");
  }

  @Test
  void a_machine_gets_the_message_by_twilios_voice() {
    var ordered = ordered(MESSAGE);
    var placed = answered(ordered);
    heard(placed, "machine_end_silence");
    var said = api.nextEnd();
    assertThat(said)
        .startsWith(placed.sid() + " <?xml")
        .contains("<Say language=\"de-DE\">Rufen Sie uns an.</Say>");
    var next =
        said.replaceAll("(?s).*<Redirect method=\"POST\">(.+)</Redirect>.*", "$1")
            .replace("&amp;", "&")
            .replace(MadeTwilio.PUBLIC, "");
    assertThat(twilio.webhook(next, form(placed), MadeTwilio.sign("another")).statusCode())
        .isEqualTo(403);
    assertThat(kinds(ordered)).noneMatch(kind -> kind.startsWith("machine"));
    assertThat(twilio.webhook(next, form(placed)).body()).contains("<Hangup/>");
    report(placed, "completed");
    orders.awaitState(ordered, "ended");
    assertThat(kinds(ordered)).endsWith("machine message-left", "ended 12");
  }

  @Test
  void a_machine_that_hangs_up_within_the_message_has_not_got_it() {
    var ordered = ordered(MESSAGE);
    var placed = answered(ordered);
    heard(placed, "machine_end_other");
    api.nextEnd();
    report(placed, "completed");
    orders.awaitState(ordered, "ended");
    assertThat(kinds(ordered)).endsWith("machine message-failed", "ended 12");
  }

  @Test
  void a_fax_gets_no_message() {
    var ordered = ordered(MESSAGE);
    var placed = answered(ordered);
    heard(placed, "fax");
    assertThat(api.nextEnd()).isEqualTo(placed.sid() + " completed");
    assertThat(kinds(ordered)).contains("machine message-failed");
  }

  @Test
  void a_verdict_that_twilio_has_not_signed_is_none() {
    var ordered = ordered("");
    var placed = answered(ordered);
    var forged =
        twilio.webhook(
            placed.path("AsyncAmdStatusCallback"),
            verdict(placed, "machine_end_beep"),
            MadeTwilio.sign("another"));
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(kinds(ordered)).noneMatch(kind -> kind.startsWith("machine"));
    assertThat(orders.call(ordered).path("state").asText()).isEqualTo("answered");
  }
}

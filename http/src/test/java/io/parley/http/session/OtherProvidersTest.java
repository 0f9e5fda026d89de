package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.session.SessionCommand;
import io.parley.http.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls by Telnyx and Vonage, over their real wire formats against a real call.
class OtherProvidersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NUMBER = "+493012345";

  private MadeTelnyx telnyx;
  private MadeVonage vonage;
  private VoiceServer server;

  @BeforeEach
  void start() throws Exception {
    telnyx = new MadeTelnyx();
    vonage = new MadeVonage();
    server =
        new VoiceServer(
            """
            parley.telephony {
              public-url = "https://voice.shop.example"
              numbers = [{ number = "%s", language = en }]
              %s
              %s
            }
            """
                .formatted(NUMBER, telnyx.settings(), MadeVonage.settings()),
            "",
            new LoudVoice());
  }

  @AfterEach
  void stop() throws IOException {
    telnyx.close();
    vonage.close();
    server.close();
  }

  private void awaitWords() {
    await()
        .atMost(PATIENCE)
        .until(() -> server.session.asked.stream().anyMatch(SessionCommand.Say.class::isInstance));
    var said = (SessionCommand.Say) server.session.asked.getFirst();
    assertThat(said.text()).isEqualTo(LoudVoice.WORDS);
    assertThat(said.channel().value()).isEqualTo("phone");
  }

  // --- Telnyx -----------------------------------------------------------------------------------

  private HttpResponse<String> event(String type, String to) {
    return telnyx.event(
        server,
        type,
        """
        "call_control_id":"v3:abc","from":"+4940111","to":"%s","direction":"incoming"\
        """
            .formatted(to));
  }

  /// The pass in the command that answers a new call.
  private String pass() {
    event("call.initiated", NUMBER);
    return telnyx.api.next().body().path("stream_auth_token").asText();
  }

  @Test
  void telnyx_is_told_to_answer_and_its_frames_may_come_in_another_order() {
    assertThat(event("call.initiated", NUMBER).statusCode()).isEqualTo(200);
    var command = telnyx.api.next();
    assertThat(command.path()).isEqualTo("/v2/calls/v3%3Aabc/actions/answer");
    assertThat(command.body().path("stream_url").asText())
        .isEqualTo("wss://voice.shop.example/v1/telephony/telnyx/media");
    assertThat(command.body().path("stream_bidirectional_codec").asText()).isEqualTo("PCMU");

    var line = telnyx.line(server, command.body().path("stream_auth_token").asText());
    line.send(MadeTelnyx.start("v3:abc"));
    MadeLine.speak(
        (chunk, loud) -> {
          // each two pieces change places
          int number = chunk % 2 == 1 ? chunk + 1 : chunk - 1;
          line.send(MadeTelnyx.media(number, loud));
        });
    awaitWords();
    event("call.hangup", NUMBER);
    line.send(MadeTelnyx.stop());
    await().atMost(PATIENCE).until(() -> line.codes.equals(List.of(1000)));
    assertThat(telnyx.api.count()).as("a caller who hung up is not hung up").isEqualTo(1);
  }

  @Test
  void telnyx_is_told_to_end_a_call_whose_socket_broke() {
    var line = telnyx.line(server, pass());
    line.send(MadeTelnyx.start("v3:abc"));
    await().atMost(PATIENCE).until(() -> server.calls.count() == 1);
    line.lose();
    var command = telnyx.api.next();
    assertThat(command.path()).isEqualTo("/v2/calls/v3%3Aabc/actions/hangup");
  }

  @Test
  void telnyx_is_told_to_end_a_call_whose_sound_failed() {
    event("call.initiated", NUMBER);
    var answer = telnyx.api.next().body();
    assertThat(answer.has("time_limit_secs")).as("not a field of this command").isFalse();
    var state = answer.path("client_state").asText();
    var foreign = "\"call_control_id\":\"v3:abc\",\"failure_reason\":\"connection_failed\"";
    telnyx.event(server, "streaming.failed", foreign);
    assertThat(telnyx.api.count()).as("of another program").isEqualTo(1);
    telnyx.event(server, "streaming.failed", foreign + ",\"client_state\":\"%s\"".formatted(state));
    assertThat(telnyx.api.next().path()).isEqualTo("/v2/calls/v3%3Aabc/actions/hangup");
  }

  @Test
  void telnyx_is_told_to_reject_an_unknown_number_and_reports_are_taken() {
    event("call.initiated", "+4999");
    var command = telnyx.api.next();
    assertThat(command.path()).endsWith("/actions/reject");
    assertThat(command.body().path("cause").asText()).isEqualTo("CALL_REJECTED");
    event("call.hangup", NUMBER);
    assertThat(server.reported).hasSize(2);
    assertThat(server.reported.getLast()).contains("OVER");
    assertThat(telnyx.api.count()).isEqualTo(1);
  }

  @Test
  void strangers_cannot_pass_for_telnyx() {
    var timestamp = Long.toString(Instant.now().getEpochSecond());
    assertThat(telnyx.post(server, "{}", timestamp, telnyx.sign(timestamp + "|{} ")).statusCode())
        .isEqualTo(403);
    assertThat(MadeTwilio.refused(() -> telnyx.line(server, "x"))).isEqualTo(403);
    var pass = pass();
    var line = telnyx.line(server, pass);
    line.send(MadeTelnyx.start("v3:other"));
    await().atMost(PATIENCE).until(() -> line.codes.equals(List.of(1008)));
    assertThat(MadeTwilio.refused(() -> telnyx.line(server, pass))).isEqualTo(403);
  }

  @Test
  void a_node_that_drains_has_telnyx_reject_a_call_as_busy() {
    server.edge.readers.drain(Duration.ZERO);
    event("call.initiated", NUMBER);
    var command = telnyx.api.next();
    assertThat(command.path()).endsWith("/actions/reject");
    assertThat(command.body().path("cause").asText()).isEqualTo("USER_BUSY");
  }

  // --- Vonage -----------------------------------------------------------------------------------

  private HttpResponse<String> asked(String body, String token) {
    return vonage.webhook(server, MadeVonage.ANSWER, body, token);
  }

  private static String ringing(String to) {
    return "{\"from\":\"4940111\",\"to\":\"%s\",\"uuid\":\"u-1\",\"conversation_uuid\":\"CON-1\"}"
        .formatted(to);
  }

  @Test
  void vonage_is_connected_and_sends_linear_sound() {
    var answer = vonage.webhook(server, MadeVonage.ANSWER, ringing("493012345"));
    assertThat(answer.statusCode()).isEqualTo(200);
    var endpoint = JsonText.object("{\"ncco\":" + answer.body() + "}").at("/ncco/0/endpoint/0");
    assertThat(endpoint.path("content-type").asText()).isEqualTo("audio/l16;rate=16000");
    assertThat(endpoint.at("/headers").toString().length()).as("Vonage's limit").isLessThan(512);
    assertThat(URI.create(endpoint.path("uri").asText()).getHost()).isEqualTo("voice.shop.example");

    var line = vonage.connected(server, answer.body());
    MadeLine.speak((_, loud) -> line.send(MadeVonage.sound(loud)));
    awaitWords();
    line.hangUp();
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
  }

  @Test
  void vonages_unknown_numbers_get_nothing_to_do() {
    assertThat(vonage.webhook(server, MadeVonage.ANSWER, ringing("4999")).body()).isEqualTo("[]");
  }

  @Test
  void strangers_cannot_pass_for_vonage() {
    var body = ringing("493012345");
    var now = Instant.now();
    assertThat(asked(body, "Bearer x").statusCode()).isEqualTo(403);
    assertThat(asked(body + " ", MadeVonage.token(body, "app", now)).statusCode()).isEqualTo(403);
    assertThat(asked(body, MadeVonage.token(body, "other", now)).statusCode()).isEqualTo(403);
    assertThat(asked(body, MadeVonage.token(body, "app", now.minusSeconds(600))).statusCode())
        .as("replayed")
        .isEqualTo(403);
    var unsigned = MadeVonage.token(body, "app", now).replaceFirst("\\.[^.]*$", ".AAAA");
    assertThat(asked(body, unsigned).statusCode()).isEqualTo(403);
    assertThat(MadeTwilio.refused(() -> vonage.line(server, "/v1/telephony/vonage/media?pass=x")))
        .isEqualTo(403);
  }
}

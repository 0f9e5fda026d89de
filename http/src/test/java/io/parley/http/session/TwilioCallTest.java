package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.session.Channel;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls by Twilio's Media Streams, from the webhook to the end, and strangers who try to make
/// some.
class TwilioCallTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String VOICE = "/v1/telephony/twilio/voice";
  private static final String MEDIA = "/v1/telephony/twilio/media";

  private VoiceServer server;
  private MadeTwilio twilio;

  @BeforeEach
  void start() throws IOException {
    server = new VoiceServer(MadeTwilio.SETTINGS, "", new ToneVoice());
    twilio = new MadeTwilio(server.port.address().getPort());
  }

  @AfterEach
  void stop() throws IOException {
    twilio.close();
    server.close();
  }

  @Test
  void a_call_is_greeted_heard_interrupted_and_ended() {
    twilio.dial(MEDIA).start(MadeTwilio.CALL, twilio.pass());
    await().atMost(PATIENCE).until(() -> twilio.played() > 0);
    var key = server.edge.sessions.keys().iterator().next();
    var view = server.edge.sessions.view(key).toCompletableFuture().join().orElseThrow();
    assertThat(view.channel()).isEqualTo(Channel.PHONE);

    // the caller speaks into the greeting
    twilio.speak(60, true);
    assertThat(twilio.next("event", "clear").path("streamSid").asText()).isEqualTo("MZ1");
    twilio.speak(60, false);
    await().atMost(PATIENCE).until(() -> said() != null);
    assertThat(said().text()).isEqualTo(LoudVoice.WORDS);
    assertThat(said().channel()).isEqualTo(Channel.PHONE);
    assertThat(said().modality()).contains(Modality.SPOKEN);

    twilio.send("{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"dtmf\":{\"digit\":\"5\"}}");
    twilio.send("{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{}}");
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
    assertThat(twilio.closeCode()).isEqualTo(1000);
    await().atMost(PATIENCE).until(() -> server.calls.count() == 0);
  }

  private SessionCommand.Say said() {
    return server.session.asked.stream()
        .filter(SessionCommand.Say.class::isInstance)
        .map(SessionCommand.Say.class::cast)
        .findFirst()
        .orElse(null);
  }

  @Test
  void the_answer_connects_the_call_with_our_public_address() {
    var answer = twilio.webhook(VOICE, MadeTwilio.ringing(MadeTwilio.NUMBER));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/xml");
    assertThat(answer.body())
        .contains("<Connect><Stream url=\"wss://voice.shop.example" + MEDIA + "\">");
  }

  @Test
  void an_unknown_number_is_rejected() {
    assertThat(twilio.webhook(VOICE, MadeTwilio.ringing("+4999")).body())
        .contains("<Reject reason=\"rejected\"/>");
    assertThat(twilio.webhook(VOICE, Map.of("To", MadeTwilio.NUMBER)).body())
        .as("a call without an id")
        .contains("<Reject");
  }

  @Test
  void while_the_node_drains_the_caller_hears_that_it_is_busy() {
    server.edge.readers.drain(Duration.ZERO);
    assertThat(twilio.webhook(VOICE, MadeTwilio.ringing(MadeTwilio.NUMBER)).body())
        .contains("<Reject reason=\"busy\"/>");
  }

  @Test
  void a_call_that_we_placed_gets_the_agent_of_its_order_or_is_ended() {
    var form = Map.of("CallSid", MadeTwilio.CALL, "Direction", "outbound-api", "To", "+4940");
    assertThat(twilio.webhook(VOICE + "?tenant=default&agent=support&language=de", form).body())
        .contains("<Stream");
    assertThat(twilio.webhook(VOICE + "?tenant=default&agent=unknown&language=", form).body())
        .contains("<Hangup/>");
  }

  @Test
  void forged_requests_get_403_and_nothing_else() {
    var form = MadeTwilio.ringing(MadeTwilio.NUMBER);
    for (var forged : new String[] {"", "x", MadeTwilio.sign(MadeTwilio.PUBLIC + VOICE)}) {
      var answer = twilio.webhook(VOICE, form, forged);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(MadeTwilio.refused(() -> twilio.dial(MEDIA, "x"))).isEqualTo(403);
    assertThat(MadeTwilio.refused(() -> twilio.dial("/v1/telephony/twilio/relay", "")))
        .isEqualTo(403);
    assertThat(server.edge.sessions.count()).isZero();
  }

  @Test
  void a_pass_is_for_its_call_and_for_one_stream() {
    var pass = twilio.pass();
    twilio.dial(MEDIA).start("CA" + "8".repeat(32), pass);
    assertThat(twilio.closeCode()).as("another call's stream").isEqualTo(1008);
    twilio.dial(MEDIA).start(MadeTwilio.CALL, pass);
    assertThat(twilio.closeCode()).as("a pass that was shown before").isEqualTo(1008);
    twilio.dial(MEDIA).start(MadeTwilio.CALL, "e30." + pass);
    assertThat(twilio.closeCode()).isEqualTo(1008);
    assertThat(server.edge.sessions.count()).isZero();
  }

  @Test
  void a_stream_that_lies_about_its_format_or_sends_no_frames_of_twilio_ends() {
    twilio.dial(MEDIA).send("{\"event\":\"media\",\"media\":{}}");
    assertThat(twilio.closeCode()).isEqualTo(1002);
    twilio
        .dial(MEDIA)
        .send(
            """
            {"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","mediaFormat":\
            {"encoding":"audio/opus","sampleRate":48000,"channels":2}},"streamSid":"MZ1"}\
            """);
    assertThat(twilio.closeCode()).isEqualTo(1002);
    twilio.dial(MEDIA).send("x".repeat(200_000));
    assertThat(twilio.closeCode()).isEqualTo(1002);
  }

  @Test
  void a_socket_on_which_nothing_comes_is_closed() throws IOException {
    stop();
    server =
        new VoiceServer(
            "parley.telephony.start-timeout = 1s\n" + MadeTwilio.SETTINGS, "", new ToneVoice());
    twilio = new MadeTwilio(server.port.address().getPort());
    twilio.dial(MEDIA);
    assertThat(twilio.closeCode()).isEqualTo(1008);
  }

  @Test
  void reports_are_taken_when_they_are_signed() {
    var status = Map.of("CallSid", MadeTwilio.CALL, "CallStatus", "completed");
    assertThat(twilio.webhook("/v1/telephony/twilio/status", status).statusCode()).isEqualTo(204);
    assertThat(server.reported).hasSize(1);
    assertThat(server.reported.getFirst()).contains("COMPLETED").contains(MadeTwilio.CALL);
    var recording =
        Map.of(
            "CallSid",
            MadeTwilio.CALL,
            "RecordingSid",
            "RE" + "1".repeat(32),
            "RecordingStatus",
            "completed");
    assertThat(twilio.webhook("/v1/telephony/twilio/recording", recording).statusCode())
        .isEqualTo(204);
    assertThat(server.reported).hasSize(2);
    assertThat(twilio.webhook("/v1/telephony/twilio/status", status, "x").statusCode())
        .isEqualTo(403);
    assertThat(server.reported).hasSize(2);
  }

  @Test
  void a_body_that_is_signed_by_its_hash_is_accepted() {
    var form = Map.of("CallSid", MadeTwilio.CALL);
    var path = "/v1/telephony/twilio/status?bodySHA256=" + sha256("CallSid=" + MadeTwilio.CALL);
    assertThat(twilio.webhook(path, form, MadeTwilio.sign(MadeTwilio.PUBLIC + path)).statusCode())
        .isEqualTo(204);
    assertThat(
            twilio
                .webhook(path, Map.of("CallSid", "CA1"), MadeTwilio.sign(MadeTwilio.PUBLIC + path))
                .statusCode())
        .isEqualTo(403);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  @Test
  void without_credentials_there_is_nothing() throws IOException {
    stop();
    server = new VoiceServer("");
    twilio = new MadeTwilio(server.port.address().getPort());
    for (var path :
        new String[] {VOICE, "/v1/telephony/telnyx/events", "/v1/telephony/vonage/answer"})
      assertThat(twilio.webhook(path, Map.of()).statusCode()).isEqualTo(404);
    assertThat(MadeTwilio.refused(() -> twilio.dial(MEDIA))).isEqualTo(404);
  }
}

package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.sessions.Heard;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.keypad.Pressed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A caller through ConversationRelay, with the real rules of a session.
class TwilioRelayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String RELAY = "/v1/telephony/twilio/relay";
  private static final String CONNECTED = "/v1/telephony/twilio/connected";
  private static final String DIALLED = "/v1/telephony/twilio/dialled";

  /// The query of these, which tells whose call it is.
  private static final String WHOSE = "?tenant=default&agent=support&language=de";

  private static final String TARGET = "+4940123456";
  private static final String TARGETS =
      """
      parley.telephony.transfer.targets = [
        { name = sales, label = Sales, number = "%s", modes = [blind, attended] }
      ]
      """
          .formatted(TARGET);

  private static final String REPLY = "Ihre Bestellung ist unterwegs. Sie kommt morgen an.";

  private VoiceServer server;
  private MadeTwilio twilio;

  @BeforeEach
  void start() throws IOException {
    server =
        new VoiceServer("parley.telephony.twilio.mode = relay\n" + MadeTwilio.SETTINGS + TARGETS);
    twilio = new MadeTwilio(server.port.address().getPort());
  }

  @AfterEach
  void stop() throws IOException {
    twilio.close();
    server.close();
  }

  private void setup(String pass) {
    setup(twilio, pass);
  }

  private static void setup(MadeTwilio by, String pass) {
    by.dial(RELAY);
    by.send(
        """
        {"type":"setup","sessionId":"VX1","callSid":"%s","from":"+4940111","to":"%s",\
        "direction":"inbound","customParameters":{"pass":"%s"}}\
        """
            .formatted(MadeTwilio.CALL, MadeTwilio.NUMBER, pass));
  }

  private SessionKey key() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.edge.sessions.keys().stream()
                    .anyMatch(key -> server.edge.sessions.readers(key) == 1));
    return server.edge.sessions.keys().iterator().next();
  }

  private <T extends SessionEvent> Optional<T> event(SessionKey key, Class<T> kind) {
    return server.edge.sessions.read(key, 0, 100).toCompletableFuture().join().stream()
        .map(RecordedEvent::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((_, last) -> last);
  }

  @Test
  void the_answer_has_twilio_greet_in_the_agents_language() {
    var body =
        twilio.webhook("/v1/telephony/twilio/voice", MadeTwilio.ringing(MadeTwilio.NUMBER)).body();
    assertThat(body)
        .contains("<ConversationRelay url=\"wss://voice.shop.example" + RELAY + "\"")
        .contains("language=\"de-DE\"")
        .contains("welcomeGreeting=\"Hallo!\"")
        .contains("dtmfDetection=\"true\"")
        .contains("events=\"speaker-events\"")
        .doesNotContain("voice=\"\"");
  }

  @Test
  void words_are_answered_and_an_interruption_cuts_the_reply_to_what_was_heard() {
    setup(twilio.pass());
    var key = key();
    twilio.send(
        """
        {"type":"prompt","voicePrompt":"Wo ist meine Bestellung?","lang":"de-DE","last":true}\
        """);
    await().atMost(PATIENCE).until(() -> event(key, TurnEvent.TurnStarted.class).isPresent());
    var said = event(key, Said.class).orElseThrow();
    assertThat(said.channel()).isEqualTo(Channel.PHONE);
    assertThat(said.mode()).isEqualTo(Modality.SPOKEN);

    server.edge.sessions.perform(
        key,
        new SessionCommand.CompleteReply(
            1, 1, REPLY, List.of(), 10, 5, Usage.unpriced("m", 1, 1), false, Instant.now()));
    assertThat(twilio.next("type", "text").path("token").asText())
        .isEqualTo("Ihre Bestellung ist unterwegs. ");
    var last = twilio.next("type", "text");
    assertThat(last.path("last").asBoolean()).isTrue();

    twilio.send(
        """
        {"type":"interrupt","utteranceUntilInterrupt":"Ihre Bestellung ist unterwegs. Sie",\
        "durationUntilInterruptMs":"1460"}\
        """);
    await().atMost(PATIENCE).until(() -> event(key, TurnEvent.ReplyCut.class).isPresent());
    assertThat(event(key, TurnEvent.ReplyCut.class).orElseThrow().heard())
        .isEqualTo("Ihre Bestellung ist unterwegs. Sie");

    twilio.send("{\"type\":\"dtmf\",\"digit\":\"4\"}");
    twilio.send("{\"type\":\"dtmf\",\"digit\":\"2\"}");
    twilio.send("{\"type\":\"dtmf\",\"digit\":\"#\"}");
    await().atMost(PATIENCE).until(() -> event(key, Said.class).orElseThrow().text().equals("42#"));
    assertThat(event(key, Said.class).orElseThrow().mode()).isEqualTo(Modality.KEYED);

    server.edge.sessions.perform(
        key, new SessionCommand.End(Optional.empty(), "resolved", Party.HUMAN, "", Instant.now()));
    assertThat(twilio.next("type", "end").path("handoffData").asText())
        .isEqualTo("{\"reason\":\"resolved\"}");
    assertThat(twilio.closeCode()).isEqualTo(1000);
    await().atMost(PATIENCE).until(() -> server.edge.readers.count() == 0);
  }

  @Test
  void the_next_word_of_a_caller_ends_a_call_of_a_stopped_organisation() {
    setup(twilio.pass());
    var key = key();
    server.edge.edge.entry().stopped().are(Set.of(key.tenant()));
    twilio.send("{\"type\":\"prompt\",\"voicePrompt\":\"Hallo?\",\"last\":true}");
    assertThat(twilio.next("type", "end").path("handoffData").asText())
        .isEqualTo("{\"reason\":\"not-served\"}");
    assertThat(event(key, TurnEvent.TurnStarted.class)).isEmpty();
  }

  @Test
  void a_call_counts_among_its_organisations_calls_until_it_is_over() {
    var one = new QuotaPlan(Map.of(QuotaKind.CALLS, 1L));
    server.edge.quotas.plansAre(Map.of(TenantId.DEFAULT, one));
    setup(twilio.pass());
    var key = key();
    int port = server.port.address().getPort();
    try (var second = new MadeTwilio(port)) {
      setup(second, second.pass());
      assertThat(second.closeCode()).isEqualTo(1000);
      assertThat(server.edge.sessions.readers(key)).isEqualTo(1);
    }
    twilio.close();
    await().atMost(PATIENCE).until(() -> server.edge.readers.count() == 0);
    try (var third = new MadeTwilio(port)) {
      setup(third, third.pass());
      await().atMost(PATIENCE).until(() -> server.edge.sessions.readers(key) == 1);
    }
  }

  @Test
  void when_twilio_hangs_up_the_reader_leaves() {
    setup(twilio.pass());
    var key = key();
    twilio.close();
    await().atMost(PATIENCE).until(() -> server.edge.sessions.readers(key) == 0);
    await().atMost(PATIENCE).until(() -> server.edge.readers.count() == 0);
  }

  @Test
  void a_draining_node_ends_the_conversation() {
    setup(twilio.pass());
    key();
    server.edge.readers.drain(Duration.ZERO);
    assertThat(twilio.next("type", "end").path("handoffData").asText()).contains("draining");
  }

  @Test
  void a_node_that_drains_lets_the_agent_finish() {
    setup(twilio.pass());
    var key = key();
    twilio.send("{\"type\":\"prompt\",\"voicePrompt\":\"Wo ist sie?\",\"last\":true}");
    await().atMost(PATIENCE).until(() -> event(key, TurnEvent.TurnStarted.class).isPresent());
    server.edge.sessions.tell(key, new Heard.Delta(1, 1, 0, "Hier ist sie. Gut", List.of()));
    assertThat(twilio.next("type", "text").path("token").asText()).isEqualTo("Hier ist sie. ");
    server.edge.readers.drain(PATIENCE);
    var whole = "Hier ist sie. Gut so.";
    server.edge.sessions.perform(
        key,
        new SessionCommand.CompleteReply(
            1, 1, whole, List.of(), 10, 5, Usage.unpriced("m", 1, 1), false, Instant.now()));
    assertThat(twilio.next("type", "text").path("token").asText()).isEqualTo("Gut so. ");
    assertThat(twilio.next("type", "end").path("handoffData").asText())
        .isEqualTo("{\"reason\":\"draining\"}");
  }

  @Test
  void a_call_that_has_left_a_node_goes_on_in_its_session_at_another_one() {
    setup(twilio.pass());
    var key = key();
    twilio.close();
    await().atMost(PATIENCE).until(() -> server.edge.readers.count() == 0);
    twilio = new MadeTwilio(server.port.address().getPort());
    var moved = next(CONNECTED, "HandoffData", "{\"reason\":\"draining\"}");
    assertThat(moved).contains("<ConversationRelay").doesNotContain("welcomeGreeting");
    setup(moved.replaceAll("(?s).*name=\"pass\" value=\"([^\"]+)\".*", "$1"));
    await().atMost(PATIENCE).until(() -> server.edge.sessions.readers(key) == 1);
    twilio.send("{\"type\":\"prompt\",\"voicePrompt\":\"Und jetzt?\",\"last\":true}");
    await()
        .atMost(PATIENCE)
        .until(() -> event(key, Said.class).orElseThrow().text().equals("Und jetzt?"));
    assertThat(server.edge.sessions.count()).isEqualTo(1);
  }

  private boolean isHungUp(SessionKey key) {
    return server.calls.hangUp(key).toCompletableFuture().join().orElseThrow();
  }

  @Test
  void a_call_that_staff_hang_up_ends_for_twilio() {
    setup(twilio.pass());
    var key = key();
    assertThat(isHungUp(key)).isTrue();
    assertThat(twilio.next("type", "end").path("handoffData").asText()).contains("hung-up");
    await().atMost(PATIENCE).until(() -> !isHungUp(key));
  }

  @Test
  void keys_are_pressed_by_twilio_once_for_each_order() {
    setup(twilio.pass());
    var key = key();
    var order = new KeyOrder("k1", "12#");
    for (int time = 0; time < 2; time++)
      assertThat(server.calls.pressKeys(key, order).toCompletableFuture().join())
          .contains(new Pressed(true, "12#"));
    server.calls.pressKeys(key, new KeyOrder("k2", "0")).toCompletableFuture().join();
    assertThat(twilio.next("type", "sendDigits").path("digits").asText()).isEqualTo("12#");
    assertThat(twilio.next("type", "sendDigits").path("digits").asText()).isEqualTo("0");
  }

  private Optional<TransferOutcome> transfer(SessionKey key, TransferMode mode) {
    var order =
        new TransferOrder("the key", "sales", "Sales", TransferAddress.of(TARGET), mode, "");
    return server.calls.transfer(key, order, PATIENCE).toCompletableFuture().join();
  }

  /// Twilio's question how the call goes on.
  private String next(String path, String name, String value) {
    var form = new HashMap<>(MadeTwilio.ringing(MadeTwilio.NUMBER));
    form.put("CallStatus", "in-progress");
    form.put(name, value);
    return twilio.webhook(path, form).body();
  }

  @Test
  void a_transfer_ends_the_relay_and_twilio_dials_the_target_that_is_named() {
    setup(twilio.pass());
    assertThat(transfer(key(), TransferMode.BLIND)).contains(new TransferOutcome.Accepted());
    var handoff = twilio.next("type", "end").path("handoffData").asText();
    assertThat(handoff).isEqualTo("{\"reason\":\"transfer\",\"target\":\"sales\"}");
    assertThat(twilio.closeCode()).isEqualTo(1000);
    var action = MadeTwilio.PUBLIC + DIALLED + WHOSE.replace("&", "&amp;");
    assertThat(next(CONNECTED, "HandoffData", handoff))
        .contains("<Dial action=\"%s\">%s</Dial>".formatted(action, TARGET));
    assertThat(next(DIALLED, "DialCallStatus", "completed")).contains("<Hangup/>");
    assertThat(server.network.transfers).isEmpty();
  }

  @Test
  void a_call_goes_on_as_it_began_although_its_number_leads_elsewhere_by_now() {
    var form = new HashMap<>(MadeTwilio.ringing("+499999999"));
    form.put("HandoffData", "{\"reason\":\"transfer\",\"target\":\"sales\"}");
    form.put("DialCallStatus", "busy");
    assertThat(twilio.webhook(CONNECTED + WHOSE, form).body()).contains("<Dial");
    assertThat(twilio.webhook(DIALLED + WHOSE, form).body()).contains("<ConversationRelay");
    assertThat(twilio.webhook(CONNECTED, form).body()).contains("<Hangup/>");
    var asked = "/v1/telephony/twilio/voice" + WHOSE;
    assertThat(twilio.webhook(asked, form).body()).as("a call that rings").contains("<Reject");
  }

  @Test
  void when_nobody_answers_the_caller_is_back_with_the_agent_in_the_same_session() {
    setup(twilio.pass());
    var key = key();
    transfer(key, TransferMode.BLIND);
    assertThat(twilio.closeCode()).isEqualTo(1000);
    await().atMost(PATIENCE).until(() -> server.edge.sessions.readers(key) == 0);
    for (var status : List.of("busy", "failed", "canceled", "no-answer"))
      assertThat(next(DIALLED, "DialCallStatus", status))
          .as(status)
          .contains(
              "<Connect action=\"%s\">"
                  .formatted(MadeTwilio.PUBLIC + CONNECTED + WHOSE.replace("&", "&amp;")))
          .contains("cannot connect you");
    var back = next(DIALLED, "DialCallStatus", "no-answer");
    setup(back.replaceAll("(?s).*name=\"pass\" value=\"([^\"]+)\".*", "$1"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                event(key, Said.class)
                    .filter(said -> said.by() == Party.BOT)
                    .filter(said -> said.text().contains("cannot connect you"))
                    .isPresent());
    twilio.send("{\"type\":\"prompt\",\"voicePrompt\":\"Schade.\",\"last\":true}");
    await()
        .atMost(PATIENCE)
        .until(() -> event(key, Said.class).orElseThrow().text().equals("Schade."));
    assertThat(transfer(key, TransferMode.BLIND)).contains(new TransferOutcome.Accepted());
    assertThat(server.edge.sessions.count()).isEqualTo(1);
  }

  @Test
  void nothing_is_dialled_that_the_rule_of_targets_does_not_name() {
    setup(twilio.pass());
    assertThat(transfer(key(), TransferMode.ATTENDED))
        .contains(new TransferOutcome.Returned(TransferOutcome.Reason.NOT_POSSIBLE));
    for (var name : List.of("+49190012345", "Sales", "sales "))
      assertThat(
              next(
                  CONNECTED,
                  "HandoffData",
                  "{\"reason\":\"transfer\",\"target\":\"%s\"}".formatted(name)))
          .as(name)
          .contains("<ConversationRelay")
          .doesNotContain("<Dial");
    assertThat(next(CONNECTED, "HandoffData", "{\"reason\":\"resolved\"}")).contains("<Hangup/>");
    var forged =
        twilio.webhook(
            CONNECTED, MadeTwilio.ringing(MadeTwilio.NUMBER), MadeTwilio.sign("another"));
    assertThat(forged.statusCode()).isEqualTo(403);
  }

  @Test
  void a_wrong_pass_and_other_messages_end_it() {
    setup("e30.0");
    assertThat(twilio.closeCode()).isEqualTo(1008);
    twilio.dial(RELAY).send("{\"type\":\"prompt\",\"voicePrompt\":\"hi\"}");
    assertThat(twilio.closeCode()).isEqualTo(1002);
    assertThat(server.edge.sessions.count()).isZero();
  }
}

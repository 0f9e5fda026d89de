package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Accepted;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call by Twilio that is handed over: by its REST API, or to a colleague whose call comes back
/// by a second stream.
class TwilioTransferTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String VOICE = "/v1/telephony/twilio/voice";
  private static final String STATUS = "/v1/telephony/twilio/status";
  private static final String MEDIA = "/v1/telephony/twilio/media";
  private static final String TARGET = "+4940123456";

  /// The node's own address.
  private static final String NODE = "node-1.voice.shop.example";

  /// Of the agent, in frames of 20 ms. Nobody is called before it has said its words to the end.
  private static final int CLAUSE = 50;

  private VoiceServer server;
  private MadeTwilio caller;
  private MadeTwilio colleague;

  @BeforeEach
  void start() throws IOException {
    var settings = "parley.telephony.node-url = \"https://" + NODE + "\"\n" + MadeTwilio.SETTINGS;
    server = new VoiceServer(settings, "", new ToneVoice(CLAUSE));
    caller = new MadeTwilio(server.port.address().getPort());
    colleague = new MadeTwilio(server.port.address().getPort());
    caller.dial(MEDIA).start(MadeTwilio.CALL, caller.pass());
    await().atMost(PATIENCE).until(() -> caller.played() > 0);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    colleague.close();
    server.close();
  }

  private CompletableFuture<Optional<TransferOutcome>> transfer(TransferMode mode) {
    var order =
        new TransferOrder(
            "the key", "sales", "Sales", TransferAddress.of(TARGET), mode, "Order 1042 is late.");
    return server.calls.transfer(session(), order, PATIENCE).toCompletableFuture();
  }

  private SessionKey session() {
    return server.edge.sessions.keys().iterator().next();
  }

  /// Twilio's report about the call that was placed.
  private static Map<String, String> placed(String status) {
    return Map.of(
        "CallSid",
        PlacedCalls.CALL,
        "Direction",
        "outbound-api",
        "From",
        MadeTwilio.NUMBER,
        "To",
        TARGET,
        "CallStatus",
        status);
  }

  private void colleagueAnswers() {
    await().atMost(PATIENCE).until(() -> !server.network.orders.isEmpty());
    var answer =
        colleague
            .webhook(VOICE + "?tenant=default&agent=-&language=", placed("in-progress"))
            .body();
    assertThat(answer).contains("<Stream");
    colleague.dial(MEDIA).start(PlacedCalls.CALL, MadeTwilio.passIn(answer));
  }

  @Test
  void blind_the_call_is_redirected_to_the_number() {
    var outcome = transfer(TransferMode.BLIND);
    assertThat(outcome.join()).contains(new Accepted());
    assertThat(server.network.transfers).containsExactly(MadeTwilio.CALL + " to " + TARGET);
    caller.send("{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{}}");
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
    assertThat(server.session.newest.reason()).contains("transferred");
  }

  /// The answer to Twilio when it has dialled the target of a call that was handed over.
  private String afterHandover(String status) {
    var asked = server.network.returns.getLast();
    assertThat(asked).hasHost(URI.create(MadeTwilio.PUBLIC).getHost());
    var form = new HashMap<>(MadeTwilio.ringing(MadeTwilio.NUMBER));
    form.put("CallStatus", "in-progress");
    form.put("DialCallStatus", status);
    return caller.webhook(asked.getRawPath() + "?" + asked.getRawQuery(), form).body();
  }

  @Test
  void blind_a_caller_whose_target_does_not_answer_comes_back_to_the_agent() {
    assertThat(transfer(TransferMode.BLIND).join()).contains(new Accepted());
    caller.send("{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{}}");
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
    var answer = afterHandover("no-answer");
    assertThat(answer).contains("<Stream");
    var again = new MadeTwilio(server.port.address().getPort());
    try (again) {
      again.dial(MEDIA).start(MadeTwilio.CALL, MadeTwilio.passIn(answer));
      await().atMost(PATIENCE).until(() -> again.played() > 0);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  server.edge.sessions.read(session(), 0, 100).toCompletableFuture().join().stream()
                      .map(RecordedEvent::event)
                      .anyMatch(TwilioTransferTest::saysThatNobodyIsThere));
      assertThat(server.edge.sessions.count()).as("the same session").isEqualTo(1);
      assertThat(server.session.newest.isOver()).isFalse();
    }
  }

  private static boolean saysThatNobodyIsThere(SessionEvent event) {
    return event instanceof Said said
        && said.by() == Party.BOT
        && said.text().contains("cannot connect you");
  }

  @Test
  void blind_a_caller_whose_target_has_talked_to_them_does_not_come_back() {
    assertThat(transfer(TransferMode.BLIND).join()).contains(new Accepted());
    assertThat(afterHandover("completed")).contains("<Hangup/>").doesNotContain("<Stream");
  }

  @Test
  void a_node_that_drains_has_the_call_connected_anew_before_its_socket_ends() {
    server.calls.drain(Duration.ZERO, Duration.ZERO);
    assertThat(caller.closeCode()).isEqualTo(1000);
    var shared = MadeTwilio.PUBLIC.replace("https", "wss") + MEDIA;
    assertThat(server.network.moved)
        .containsExactly(MadeTwilio.CALL + " to " + shared + " with [pass]");
    assertThat(server.session.newest.reason()).contains("draining");
  }

  @Test
  void attended_a_colleague_is_called_from_our_number_accepts_and_hears_the_caller() {
    var outcome = transfer(TransferMode.ATTENDED);
    colleagueAnswers();
    var order = server.network.orders.getFirst();
    assertThat(order.from()).isEqualTo(MadeTwilio.NUMBER);
    assertThat(order.to()).isEqualTo(TARGET);
    // the summary
    await().atMost(PATIENCE).until(() -> colleague.played() > 0);
    assertThat(outcome).isNotDone();
    colleague.send("{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"dtmf\":{\"digit\":\"1\"}}");
    assertThat(outcome.join()).contains(new Accepted());
    int played = colleague.played();
    caller.speak(20, true);
    await().atMost(PATIENCE).until(() -> colleague.played() > played + 5);
    assertThat(server.edge.sessions.count()).as("a colleague has no session").isEqualTo(1);
    colleague.send("{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{}}");
    assertThat(caller.closeCode()).as("the call ends with either of them").isEqualTo(1000);
  }

  @Test
  void a_colleagues_call_comes_to_the_node_that_has_the_call() {
    var outcome = transfer(TransferMode.ATTENDED);
    await().atMost(PATIENCE).until(() -> !server.network.orders.isEmpty());
    var path = VOICE + "?tenant=default&agent=-&language=";
    var answer = colleague.webhookAt("https://" + NODE, path, placed("in-progress")).body();
    assertThat(answer).contains("wss://" + NODE + MEDIA);
    var pass = MadeTwilio.passIn(answer);
    colleague.dial(MEDIA, MadeTwilio.sign("wss://" + NODE + MEDIA)).start(PlacedCalls.CALL, pass);
    await().atMost(PATIENCE).until(() -> colleague.played() > 0);
    colleague.send("{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"dtmf\":{\"digit\":\"1\"}}");
    assertThat(outcome.join()).contains(new Accepted());
    assertThat(caller.webhook(VOICE, MadeTwilio.ringing(MadeTwilio.NUMBER)).body())
        .as("calls of others come to any node")
        .contains(MadeTwilio.PUBLIC.replace("https", "wss") + MEDIA);
  }

  @Test
  void a_colleague_who_is_busy_returns_the_caller() {
    var outcome = transfer(TransferMode.ATTENDED);
    await().atMost(PATIENCE).until(() -> !server.network.orders.isEmpty());
    assertThat(colleague.webhook(STATUS, placed("busy")).statusCode()).isEqualTo(204);
    assertThat(outcome.join()).contains(new Returned(Reason.BUSY));
  }

  @Test
  void a_colleague_who_answers_too_late_is_hung_up() {
    var outcome = transfer(TransferMode.ATTENDED);
    await().atMost(PATIENCE).until(() -> !server.network.orders.isEmpty());
    server.calls.withdraw(session(), "the key");
    assertThat(outcome.join()).contains(new Returned(Reason.WITHDRAWN));
    assertThat(server.network.ended).containsExactly(PlacedCalls.CALL);
    var late =
        colleague.webhook(VOICE + "?tenant=default&agent=-&language=", placed("in-progress"));
    assertThat(late.body()).contains("<Hangup/>").doesNotContain("<Stream");
  }

  @Test
  void without_a_call_there_is_nothing_to_hand_over() {
    var elsewhere = new SessionKey(session().tenant(), new SessionId("another"));
    var order =
        new TransferOrder(
            "key", "sales", "Sales", TransferAddress.of(TARGET), TransferMode.BLIND, "");
    assertThat(server.calls.transfer(elsewhere, order, PATIENCE).toCompletableFuture().join())
        .contains(new Returned(Reason.NO_CALL));
    assertThat(server.network.transfers).isEmpty();
  }
}

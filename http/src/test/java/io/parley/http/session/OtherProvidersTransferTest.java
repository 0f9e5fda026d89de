package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.tenant.SessionKey;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Accepted;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.http.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls by Telnyx and Vonage that are handed over, over their real wire formats: by their own
/// commands, or to a colleague whose sound comes back by a second socket.
class OtherProvidersTransferTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOST = "voice.shop.example";

  /// The node's own address.
  private static final String NODE = "node-1.voice.shop.example";

  private static final String NUMBER = "+493012345";
  private static final String TARGET = "+4940123456";
  private static final String CALL = "v3:abc";

  /// Vonage's id of the call. A shorter one would be guessable, and find no session again.
  private static final String UUID = "63f61863-4a51-4f6b-86e1-46edebcf9356";

  /// Of the agent, in frames of 20 ms.
  private static final int CLAUSE = 5;

  private MadeTelnyx telnyx;
  private MadeVonage vonage;
  private VoiceServer server;

  @TempDir Path files;

  @BeforeEach
  void start() throws Exception {
    telnyx = new MadeTelnyx();
    vonage = new MadeVonage();
    server =
        new VoiceServer(
            """
            parley.telephony {
              public-url = "https://%s"
              node-url = "https://%s"
              numbers = [{ number = "%s", language = de }]
              transfer.words = 1s
              %s
              %s
            }
            """
                .formatted(HOST, NODE, NUMBER, telnyx.settings(), vonage.settings(files)),
            "",
            new ToneVoice(CLAUSE));
  }

  @AfterEach
  void stop() throws IOException {
    telnyx.close();
    vonage.close();
    server.close();
  }

  private SessionKey session() {
    return server.edge.sessions.keys().iterator().next();
  }

  private CompletableFuture<Optional<TransferOutcome>> transfer(MadeLine line, TransferMode mode) {
    await().atMost(PATIENCE).until(() -> line.played() > 0);
    var order =
        new TransferOrder(
            "the key", "sales", "Sales", TransferAddress.of(TARGET), mode, "Order 1042 is late.");
    return server.calls.transfer(session(), order, PATIENCE).toCompletableFuture();
  }

  private void awaitTransferred() {
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
    assertThat(server.session.newest.reason()).contains("transferred");
  }

  // --- Telnyx -----------------------------------------------------------------------------------

  /// A caller who talks with the agent.
  private MadeLine calledByTelnyx() {
    telnyx.event(
        server,
        "call.initiated",
        """
        "call_control_id":"%s","from":"+4940111","to":"%s","direction":"incoming"\
        """
            .formatted(CALL, NUMBER));
    var line = telnyx.line(server, telnyx.api.next().body().path("stream_auth_token").asText());
    line.send(MadeTelnyx.start(CALL));
    return line;
  }

  private void telnyxTells(String type, String call, String state, String more) {
    var told =
        telnyx.event(
            server,
            type,
            """
            "call_control_id":"%s","client_state":"%s","direction":"outgoing"%s\
            """
                .formatted(call, state, more));
    assertThat(told.statusCode()).isEqualTo(200);
  }

  @Test
  void telnyx_rings_the_target_and_is_told_to_stop_the_sound_when_it_answers() {
    var line = calledByTelnyx();
    var outcome = transfer(line, TransferMode.BLIND);
    var rung = telnyx.api.next();
    assertThat(rung.path()).isEqualTo("/v2/calls/v3%3Aabc/actions/transfer");
    assertThat(rung.body().path("to").asText()).isEqualTo(TARGET);
    var state = rung.body().path("target_leg_client_state").asText();
    telnyxTells("call.initiated", "v3:target", state, "");
    assertThat(outcome).isNotDone();
    telnyxTells("call.answered", "v3:target", state, "");
    assertThat(outcome.join()).contains(new Accepted());
    assertThat(telnyx.api.next().path()).isEqualTo("/v2/calls/v3%3Aabc/actions/streaming_stop");
    line.send(MadeTelnyx.stop());
    awaitTransferred();
    assertThat(telnyx.api.count()).as("nobody hangs up").isEqualTo(3);
  }

  @Test
  void a_target_of_telnyx_that_does_not_answer_leaves_the_caller_with_the_agent() {
    var line = calledByTelnyx();
    var outcome = transfer(line, TransferMode.BLIND);
    var state = telnyx.api.next().body().path("target_leg_client_state").asText();
    telnyxTells("call.hangup", "v3:target", state, ",\"hangup_cause\":\"timeout\"");
    assertThat(outcome.join()).contains(new Returned(Reason.FAILED));
    assertThat(server.calls.count()).isEqualTo(1);
    assertThat(server.session.newest.isOver()).isFalse();
  }

  @Test
  void attended_a_colleague_called_by_telnyx_hears_the_summary_accepts_and_hears_the_caller() {
    var line = calledByTelnyx();
    var outcome = transfer(line, TransferMode.ATTENDED);
    var dialled = telnyx.api.next();
    assertThat(dialled.path()).isEqualTo("/v2/calls");
    assertThat(dialled.body().path("from").asText()).isEqualTo(NUMBER);
    for (var address : List.of("webhook_url", "stream_url"))
      assertThat(URI.create(dialled.body().path(address).asText()))
          .as("comes to the node of the call")
          .hasHost(NODE);
    await().atMost(PATIENCE).until(() -> server.colleagues.isExpected(telnyx.call()));
    var colleague = telnyx.line(server, dialled.body().path("stream_auth_token").asText());
    colleague.send(MadeTelnyx.start(telnyx.call()));
    await().atMost(PATIENCE).until(() -> colleague.played() > 0);
    colleague.send("{\"event\":\"dtmf\",\"stream_id\":\"32DE\",\"dtmf\":{\"digit\":\"1\"}}");
    assertThat(outcome.join()).contains(new Accepted());
    int played = colleague.played();
    MadeLine.speak((chunk, loud) -> line.send(MadeTelnyx.media(chunk, loud)));
    await().atMost(PATIENCE).until(() -> colleague.played() > played + 5);
    assertThat(server.edge.sessions.count()).as("a colleague has no session").isEqualTo(1);
    colleague.send(MadeTelnyx.stop());
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
  }

  @Test
  void a_colleague_called_by_telnyx_who_is_busy_returns_the_caller() {
    var line = calledByTelnyx();
    var outcome = transfer(line, TransferMode.ATTENDED);
    var state = telnyx.api.next().body().path("client_state").asText();
    await().atMost(PATIENCE).until(() -> server.colleagues.isExpected(telnyx.call()));
    telnyxTells("call.hangup", telnyx.call(), state, ",\"hangup_cause\":\"user_busy\"");
    assertThat(outcome.join()).contains(new Returned(Reason.BUSY));
  }

  @Test
  void a_node_that_drains_has_a_call_of_telnyx_connected_anew_when_its_stream_has_ended() {
    var line = calledByTelnyx();
    await().atMost(PATIENCE).until(() -> line.played() > 0);
    server.calls.drain(Duration.ZERO, Duration.ZERO);
    assertThat(telnyx.api.next().path()).isEqualTo("/v2/calls/v3%3Aabc/actions/streaming_stop");
    line.send(MadeTelnyx.stop());
    var start = telnyx.api.next();
    assertThat(start.path()).isEqualTo("/v2/calls/v3%3Aabc/actions/streaming_start");
    assertThat(URI.create(start.body().path("stream_url").asText())).hasHost(HOST);
    assertThat(start.body().path("stream_auth_token").asText()).isNotEmpty();
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
    assertThat(server.session.newest.reason()).contains("draining");
    assertThat(telnyx.api.count()).as("nobody hangs up").isEqualTo(3);
  }

  // --- Vonage -----------------------------------------------------------------------------------

  private MadeLine calledByVonage() {
    var ringing =
        "{\"from\":\"4940111\",\"to\":\"%s\",\"uuid\":\"%s\",\"conversation_uuid\":\"CON-1\"}"
            .formatted(NUMBER.substring(1), UUID);
    var answer = vonage.webhook(server, MadeVonage.ANSWER, ringing);
    return vonage.connected(server, answer.body());
  }

  /// Path and query of an address that was given.
  private static String path(JsonNode address, String host) {
    var uri = URI.create(address.asText());
    assertThat(uri).hasHost(host);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private HttpResponse<String> vonageTells(String path, String call, String status) {
    var body =
        "{\"from\":\"%s\",\"to\":\"%s\",\"uuid\":\"%s\",\"status\":\"%s\"}"
            .formatted(NUMBER.substring(1), TARGET.substring(1), call, status);
    return vonage.webhook(server, path, body);
  }

  private List<String> saidByAgent() {
    return server.edge.sessions.read(session(), 0, 100).toCompletableFuture().join().stream()
        .map(RecordedEvent::event)
        .filter(Said.class::isInstance)
        .map(Said.class::cast)
        .filter(said -> said.by() == Party.BOT)
        .map(Said::text)
        .toList();
  }

  @Test
  void vonage_connects_the_target_and_brings_the_caller_back_when_nobody_answers() {
    var line = calledByVonage();
    var outcome = transfer(line, TransferMode.BLIND);
    var asked = vonage.api.next();
    assertThat(asked.method() + " " + asked.path()).isEqualTo("PUT /v1/calls/" + UUID);
    var connect = asked.body().at("/destination/ncco/0");
    assertThat(connect.at("/endpoint/0/number").asText()).isEqualTo(TARGET.substring(1));
    assertThat(outcome.join()).contains(new Accepted());
    line.hangUp();
    awaitTransferred();

    var events = path(connect.at("/eventUrl/0"), HOST);
    for (var status : List.of("started", "ringing"))
      assertThat(vonageTells(events, "of-the-target", status).statusCode()).isEqualTo(204);
    var back = vonageTells(events, "of-the-target", "timeout");
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(vonageTells(events, "of-the-target", "unanswered").statusCode())
        .as("told twice")
        .isEqualTo(204);
    var again = vonage.connected(server, back.body());
    await().atMost(PATIENCE).until(() -> again.played() > 0);
    await()
        .atMost(PATIENCE)
        .until(() -> saidByAgent().stream().anyMatch(text -> text.contains("cannot connect you")));
    assertThat(server.edge.sessions.count()).as("the same session").isEqualTo(1);
    assertThat(server.session.newest.isOver()).isFalse();
  }

  @Test
  void a_node_that_drains_has_a_call_of_vonage_connected_anew_before_its_socket_ends() {
    var line = calledByVonage();
    await().atMost(PATIENCE).until(() -> line.played() > 0);
    server.calls.drain(Duration.ZERO, Duration.ZERO);
    var asked = vonage.api.next();
    assertThat(asked.method() + " " + asked.path()).isEqualTo("PUT /v1/calls/" + UUID);
    var socket = URI.create(asked.body().at("/destination/ncco/0/endpoint/0/uri").asText());
    assertThat(socket).hasScheme("wss").hasHost(HOST);
    assertThat(socket.getQuery()).startsWith("pass=");
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
    assertThat(server.session.newest.reason()).contains("draining");
  }

  @Test
  void a_way_back_that_is_not_ours_or_of_a_target_who_talked_leads_nowhere() {
    var line = calledByVonage();
    var outcome = transfer(line, TransferMode.BLIND);
    var events = path(vonage.api.next().body().at("/destination/ncco/0/eventUrl/0"), HOST);
    assertThat(outcome.join()).contains(new Accepted());
    assertThat(vonageTells(events + "x", "of-the-target", "timeout").statusCode()).isEqualTo(204);
    for (var status : List.of("answered", "completed"))
      assertThat(vonageTells(events, "of-the-target", status).statusCode()).isEqualTo(204);
    var forged = "{\"uuid\":\"of-the-target\",\"status\":\"timeout\"}";
    assertThat(vonage.webhook(server, events, forged, "Bearer x").statusCode()).isEqualTo(403);
  }

  @Test
  void attended_a_colleague_called_by_vonage_hears_the_summary_accepts_and_hears_the_caller() {
    var line = calledByVonage();
    var outcome = transfer(line, TransferMode.ATTENDED);
    var dialled = vonage.api.next();
    assertThat(dialled.method() + " " + dialled.path()).isEqualTo("POST /v1/calls");
    await().atMost(PATIENCE).until(() -> server.colleagues.isExpected(vonage.call()));
    var answer =
        vonageTells(path(dialled.body().at("/answer_url/0"), NODE), vonage.call(), "answered")
            .body();
    var connect = JsonText.object("{\"ncco\":" + answer + "}").at("/ncco/0");
    assertThat(connect.at("/action").asText()).isEqualTo("connect");
    assertThat(URI.create(connect.at("/endpoint/0/uri").asText())).hasHost(NODE);
    var colleague = vonage.connected(server, answer);
    await().atMost(PATIENCE).until(() -> colleague.played() > 0);
    colleague.send("{\"event\":\"websocket:dtmf\",\"digit\":\"1\",\"duration\":260}");
    assertThat(outcome.join()).contains(new Accepted());
    int played = colleague.played();
    MadeLine.speak((_, loud) -> line.send(MadeVonage.sound(loud)));
    await().atMost(PATIENCE).until(() -> colleague.played() > played + 5);
    assertThat(server.edge.sessions.count()).as("a colleague has no session").isEqualTo(1);
    colleague.hangUp();
    await().atMost(PATIENCE).until(() -> server.session.newest.isOver());
  }

  @Test
  void a_colleague_called_by_vonage_who_is_busy_returns_the_caller_and_later_ones_find_nobody() {
    var line = calledByVonage();
    var outcome = transfer(line, TransferMode.ATTENDED);
    var dialled = vonage.api.next().body();
    await().atMost(PATIENCE).until(() -> server.colleagues.isExpected(vonage.call()));
    var told = vonageTells(path(dialled.at("/event_url/0"), NODE), vonage.call(), "busy");
    assertThat(told.statusCode()).isEqualTo(204);
    assertThat(outcome.join()).contains(new Returned(Reason.BUSY));
    var late = vonageTells(path(dialled.at("/answer_url/0"), NODE), vonage.call(), "answered");
    assertThat(late.body()).isEqualTo("[]");
  }
}

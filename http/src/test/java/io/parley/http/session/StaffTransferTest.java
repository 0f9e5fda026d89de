package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.party.Party;
import io.parley.core.session.AgentCommand.AskTransfer;
import io.parley.core.tenant.SessionKey;
import io.parley.core.transfer.TransferMode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// People of the company have a telephone's call handed over.
class StaffTransferTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NUMBER = "+4940123456";

  private final HttpClient client = HttpClient.newHttpClient();
  private VoiceServer server;
  private MadeTwilio caller;

  @BeforeEach
  void start() throws IOException {
    server = new VoiceServer(MadeTwilio.SETTINGS + targets(), "", new ToneVoice());
    caller = new MadeTwilio(server.port.address().getPort());
  }

  private static String targets() {
    return """
    parley.telephony.transfer.targets = [
      { name = billing, number = "%1$s" }
      { name = pbx, sip = "sip:desk@pbx.example" }
      { name = desk, label = "The desk", number = "%1$s", modes = [blind, attended] }
      { name = night, number = "%1$s", hours = ["%2$s 00:00-24:00"], zone = "UTC" }
      { name = other, number = "%1$s", agents = [sales] }
    ]
    """
        .formatted(NUMBER, notToday());
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    client.close();
    server.close();
  }

  /// A day of the week that is three days away.
  private static String notToday() {
    var day = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name();
    return day.charAt(0) + day.substring(1, 3).toLowerCase(Locale.ROOT);
  }

  private SessionKey called() {
    caller.dial("/v1/telephony/twilio/media").start(MadeTwilio.CALL, caller.pass());
    await().atMost(PATIENCE).until(() -> server.session.newest != null);
    return server.edge.sessions.keys().iterator().next();
  }

  private HttpResponse<String> transfer(SessionKey session, String token, String body) {
    var uri =
        URI.create(
            "http://127.0.0.1:%d/v1/sessions/%s/call/transfer"
                .formatted(server.port.address().getPort(), session.session().value()));
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  private void isRefused(SessionKey session, String body, int status, String problem) {
    var answer = transfer(session, EdgeServer.AGENT, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("/problems/" + problem);
  }

  @Test
  void a_call_is_handed_over_to_a_listed_target_once() {
    var session = called();
    var answer = transfer(session, EdgeServer.OPERATOR, "{\"id\":\"t1\",\"target\":\"billing\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"id\":\"t1\",\"seq\":1}");
    await().atMost(PATIENCE).until(() -> !server.network.transfers.isEmpty());
    assertThat(server.network.transfers).containsExactly(MadeTwilio.CALL + " to " + NUMBER);
    assertThat(server.session.asked)
        .filteredOn(AskTransfer.class::isInstance)
        .map(AskTransfer.class::cast)
        .singleElement()
        .extracting(AskTransfer::id, AskTransfer::by, AskTransfer::target, AskTransfer::mode)
        .containsExactly("t1", Party.OPERATOR, "billing", TransferMode.BLIND);
    isRefused(session, "{\"target\":\"billing\"}", 409, "transfer-under-way");
    assertThat(server.network.transfers).hasSize(1);
  }

  @Test
  void anything_else_is_refused_by_its_name() {
    var session = called();
    isRefused(session, "{\"target\":\"Billing\"}", 422, "unknown-target");
    isRefused(session, "{\"target\":\"other\"}", 422, "unknown-target");
    isRefused(session, "{\"target\":\"%s\"}".formatted(NUMBER), 422, "unknown-target");
    isRefused(session, "{\"target\":\"night\"}", 409, "target-closed");
    isRefused(session, "{\"target\":\"pbx\"}", 409, "transfer-not-possible");
    isRefused(
        session, "{\"target\":\"billing\",\"mode\":\"attended\"}", 409, "transfer-not-possible");
    isRefused(session, "{\"target\":\"billing\",\"mode\":\"loud\"}", 400, "invalid-request");
    isRefused(session, "{}", 400, "invalid-request");
    assertThat(server.session.asked).noneMatch(AskTransfer.class::isInstance);
    assertThat(server.network.transfers).isEmpty();
  }

  @Test
  void nothing_of_a_stopped_organisation_is_handed_over() {
    var session = called();
    server.edge.edge.entry().stopped().are(Set.of(session.tenant()));
    isRefused(session, "{\"target\":\"billing\"}", 403, "organisation-stopped");
    assertThat(server.network.transfers).isEmpty();
  }

  @Test
  void a_session_without_a_call_has_none_to_hand_over() {
    isRefused(server.edge.startSession(), "{\"target\":\"billing\"}", 404, "no-such-call");
  }

  private HttpResponse<String> targets(SessionKey session, String token) {
    var uri =
        URI.create(
            "http://127.0.0.1:%d/v1/sessions/%s/call/targets"
                .formatted(server.port.address().getPort(), session.session().value()));
    var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  @Test
  void the_targets_of_the_sessions_agent_are_listed_without_their_numbers() {
    var answer = targets(server.edge.startSession(), EdgeServer.OPERATOR);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"targets\":["
                + "{\"name\":\"billing\",\"label\":\"billing\",\"modes\":[\"blind\"],"
                + "\"open\":true},"
                + "{\"name\":\"pbx\",\"label\":\"pbx\",\"modes\":[\"blind\"],\"open\":true},"
                + "{\"name\":\"desk\",\"label\":\"The desk\",\"modes\":[\"attended\",\"blind\"],"
                + "\"open\":true},"
                + "{\"name\":\"night\",\"label\":\"night\",\"modes\":[\"blind\"],\"open\":false,"
                + "\"hours\":\"%s 00:00-24:00 (UTC)\"}]}".formatted(notToday()));
  }

  @Test
  void customers_do_not_see_targets() {
    var session = server.edge.startSession();
    assertThat(targets(session, server.edge.token(session)).statusCode()).isEqualTo(403);
  }

  @Test
  void customers_do_not_hand_their_calls_over() {
    var session = server.edge.startSession();
    var answer = transfer(session, server.edge.token(session), "{\"target\":\"billing\"}");
    assertThat(answer.statusCode()).isEqualTo(403);
  }
}

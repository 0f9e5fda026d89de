package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.tenant.SessionKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People of the company hang up a telephone's call.
class StaffHangUpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private VoiceServer server;
  private MadeTwilio caller;

  @BeforeEach
  void start() throws IOException {
    server = new VoiceServer(MadeTwilio.SETTINGS, "", new ToneVoice());
    caller = new MadeTwilio(server.port.address().getPort());
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    client.close();
    server.close();
  }

  private SessionKey called() {
    caller.dial("/v1/telephony/twilio/media").start(MadeTwilio.CALL, caller.pass());
    await().atMost(PATIENCE).until(() -> server.session.newest != null);
    return server.edge.sessions.keys().iterator().next();
  }

  private HttpResponse<String> hangUp(SessionKey session, String token) {
    var uri =
        URI.create(
            "http://127.0.0.1:%d/v1/sessions/%s/call"
                .formatted(server.port.address().getPort(), session.session().value()));
    var request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).DELETE().build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }

  @ParameterizedTest
  @ValueSource(strings = {EdgeServer.AGENT, EdgeServer.OPERATOR})
  void a_call_is_hung_up_once_and_its_session_goes_on(String token) {
    var session = called();
    assertThat(server.calls.count()).isEqualTo(1);
    var answer = hangUp(session, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    await().atMost(PATIENCE).until(() -> server.calls.count() == 0);
    assertThat(server.session.newest.reason()).contains("hung-up");
    var again = hangUp(session, token);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(404);
    assertThat(again.body()).contains("/problems/no-such-call");
  }

  @Test
  void customers_hang_up_by_the_calls_own_address_alone() {
    var session = called();
    assertThat(hangUp(session, server.edge.token(session)).statusCode()).isEqualTo(403);
    assertThat(server.calls.count()).isEqualTo(1);
  }
}

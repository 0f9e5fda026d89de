package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.session.TestSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Staff of the platform in the organisation of a client, on the built program.
class StaffAccessIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TOKEN_EXPIRED = 4401;
  private static final String ROLE = "support-specialist";
  private static final String REASON = "ticket 4711: replies are empty";
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  private static Caller caller(JsonNode signIn) {
    return Caller.with(signIn.get("accessToken").asText());
  }

  /// Works somewhere else: in an organisation, or on the platform.
  private static JsonNode exchanged(JsonNode signIn, ObjectNode wish)
      throws IOException, InterruptedException {
    wish.put("refreshToken", signIn.get("refreshToken").asText());
    return caller(signIn).post(SERVER, "/v1/sign-ins/current/organisation", wish.toString(), 200);
  }

  private static ObjectNode entry(String reason) {
    return body().put("reason", reason).put("minutes", 30);
  }

  private static URI socket(String session) {
    var http = SERVER.http("/v1/sessions/" + session + "/socket?after=0");
    return URI.create(http.toString().replaceFirst("^http", "ws"));
  }

  @Test
  void a_specialist_is_invited_enters_for_a_reason_is_seen_and_sent_away() throws Exception {
    var run = UUID.randomUUID().toString().substring(0, 8);
    var client = NewOwner.of(SERVER, "client-" + run);
    var helper = NewOwner.of(SERVER, "helper-" + run).reply();
    var organisation = client.reply().at("/organisation/id").asText();
    var person = helper.at("/person/id").asText();
    var session = client.caller().post(SERVER, "/v1/sessions", "{}", 201).get("id").asText();

    var role = "/v1/platform/people/" + person + "/roles/" + ROLE;
    OPERATOR.put(SERVER, role, "", 204);
    var invitation = body().put("staff", person).put("role", ROLE);
    invitation.put("until", Instant.now().plus(Duration.ofDays(1)).toString());
    var there = "/v1/organisations/" + organisation;
    OPERATOR.post(SERVER, there + "/assignments", invitation.toString(), 201);

    var onPlatform = exchanged(helper, body());
    caller(onPlatform).post(SERVER, there + "/accesses", entry("look").toString(), 400);
    var access =
        caller(onPlatform).post(SERVER, there + "/accesses", entry(REASON).toString(), 201);
    var inside = exchanged(onPlatform, body().put("organisation", organisation));
    var staff = caller(inside);
    assertThat(staff.get(SERVER, "/v1/sessions/" + session).get("id").asText()).isEqualTo(session);
    staff.post(
        SERVER, "/v1/sessions/" + session + "/messages", "{\"id\":\"m1\",\"text\":\"hello\"}", 403);

    var seen = client.caller().get(SERVER, "/v1/organisation/staff");
    assertThat(seen.at("/assignments/0/role").asText()).isEqualTo(ROLE);
    assertThat(seen.at("/accesses/0/reason").asText()).isEqualTo(REASON);
    assertThat(client.caller().get(SERVER, "/v1/organisation/audit?limit=100").toString())
        .contains(REASON);

    try (var open = TestSocket.open(HTTP, socket(session), inside.get("accessToken").asText())) {
      open.next("caught-up");
      var id = access.get("id").asText();
      client.caller().delete(SERVER, "/v1/organisation/staff/accesses/" + id, 204);
      assertThat(open.closeCode()).isEqualTo(TOKEN_EXPIRED);
    }
    await().atMost(PATIENCE).untilAsserted(() -> staff.get(SERVER, "/v1/sessions/" + session, 403));
    OPERATOR.delete(SERVER, role, 204);
  }
}

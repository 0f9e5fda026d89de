package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.Doubts.Doubt;
import io.parley.core.model.ToolRequest;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoubtCallsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String HAPPENED =
      "{\"id\":\"r1\",\"resolution\":\"happened\",\"note\":\"seen on the account\"}";

  private EdgeServer server;
  private SessionKey key;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    key = server.startSession();
    server.sessions.perform(
        key, new SessionCommand.Say("a", Party.CUSTOMER, "pay it back", Channel.WEB, NOON));
    var wanted =
        new WantedCall(
            new ToolRequest("refund", new Json("{\"order\":\"1042\"}")),
            "Refunding",
            new ToolTerms(ToolPolicy.ASK_HUMAN, false));
    server.sessions.perform(key, new SessionCommand.RequestToolCalls(1, 1, List.of(wanted), NOON));
    server.sessions.perform(
        key,
        new SessionCommand.SettleToolCall(
            "1.1", ToolOutcome.of(ToolOutcome.Kind.IN_DOUBT, Json.NULL), 1, 5, NOON));
    server.doubts.add(new Doubt(key, "1.1", NOON, OptionalLong.of(4)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> call(String method, String path, String body, String token) {
    return server.call(method, path, body, "Authorization", "Bearer " + token);
  }

  private HttpResponse<String> resolve(String call, String body, String token) {
    return call(
        "POST", "/v1/sessions/%s/calls/%s/resolve".formatted(key.session(), call), body, token);
  }

  @Test
  void people_of_the_company_see_what_was_called() {
    var listed = call("GET", "/v1/calls-in-doubt", "", EdgeServer.AGENT);
    assertThat(json(listed))
        .hasToString(
            "{\"calls\":[{\"session\":\"%s\",\"call\":\"1.1\",".formatted(key.session())
                + "\"since\":\"2026-01-01T12:00:00.000Z\",\"turn\":1,\"tool\":\"refund\","
                + "\"label\":\"Refunding\",\"policy\":\"ask-human\","
                + "\"arguments\":{\"order\":\"1042\"}}]}");
    server.doubts.add(new Doubt(key, "9.9", NOON, OptionalLong.empty()));
    var both = json(call("GET", "/v1/calls-in-doubt", "", EdgeServer.OPERATOR)).path("calls");
    assertThat(both).hasSize(2);
    assertThat(both.get(1).has("tool")).isFalse();
    isProblem(call("GET", "/v1/calls-in-doubt", "", server.token(key)), 403, "not-allowed");
  }

  @Test
  void a_doubt_is_lifted_once() {
    isProblem(resolve("1.1", HAPPENED, server.token(key)), 403, "not-allowed");
    var answer = resolve("1.1", HAPPENED, EdgeServer.AGENT);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(json(answer).path("seq").asLong()).isEqualTo(6);
    // the same command again has the same answer
    assertThat(resolve("1.1", HAPPENED, EdgeServer.AGENT).body()).isEqualTo(answer.body());
    isProblem(
        resolve("1.1", "{\"id\":\"r1\",\"resolution\":\"undone\"}", EdgeServer.AGENT),
        409,
        "id-reused");
    isProblem(
        resolve("1.1", "{\"id\":\"r2\",\"resolution\":\"happened\"}", EdgeServer.OPERATOR),
        409,
        "call-not-found");
    var events = "/v1/sessions/%s/events?after=5".formatted(key.session());
    assertThat(call("GET", events, "", EdgeServer.AGENT).body())
        .contains("\"resolution\":\"happened\"", "\"note\":\"seen on the account\"");
    assertThat(call("GET", events, "", server.token(key)).body())
        .contains("\"resolution\":\"happened\"")
        .doesNotContain("seen on the account");
  }

  @Test
  void a_doubt_is_lifted_after_the_archive_too() {
    server.sessions.perform(
        key, new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", NOON));
    server.sessions.archive(key, "ref");
    assertThat(resolve("1.1", HAPPENED, EdgeServer.OPERATOR).statusCode()).isEqualTo(202);
  }

  @Test
  void what_is_no_resolution_is_refused() {
    isProblem(
        resolve("1.1", "{\"id\":\"r\",\"resolution\":\"perhaps\"}", EdgeServer.AGENT),
        400,
        "invalid-request");
    isProblem(resolve("one", HAPPENED, EdgeServer.AGENT), 400, "invalid-request");
    isProblem(resolve("1.7", HAPPENED, EdgeServer.AGENT), 409, "call-not-found");
  }
}

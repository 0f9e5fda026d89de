package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.DeadLetters.Kept;
import io.parley.core.journal.DeadLetters.State;
import io.parley.core.model.ToolRequest;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.DeadLetter;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterCallsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Json ARGUMENTS = new Json("{\"order\":\"1042\"}");
  private static final String TOOL = "shop.refund";

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
            new ToolRequest(TOOL, ARGUMENTS),
            "Refunding",
            new ToolTerms(ToolPolicy.ASK_HUMAN, false));
    server.sessions.perform(key, new SessionCommand.RequestToolCalls(1, 1, List.of(wanted), NOON));
    server.sessions.perform(
        key,
        new SessionCommand.SettleToolCall(
            "1.1",
            ToolOutcome.of(ToolOutcome.Kind.FAILED, Json.NULL),
            3,
            5,
            Optional.of("connection refused"),
            NOON));
    server.sessions.perform(
        key, new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", NOON));
    server.letters.all.add(letter("1.1", TOOL, State.OPEN));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Kept letter(String call, String tool, State state) {
    return new Kept(
        key,
        call,
        new DeadLetter(tool, ARGUMENTS, "connection refused"),
        3,
        state,
        NOON,
        NOON,
        Optional.empty());
  }

  private HttpResponse<String> call(String method, String path, String body, String token) {
    return server.call(method, path, body, "Authorization", "Bearer " + token);
  }

  private HttpResponse<String> get(String path) {
    return call("GET", path, "", EdgeServer.AGENT);
  }

  private HttpResponse<String> post(String action, String body, String token) {
    return call("POST", "/v1/dead-letters/%s:1.1/%s".formatted(key.session(), action), body, token);
  }

  @Test
  void people_of_the_company_see_what_could_not_be_delivered() {
    var shown = json(get("/v1/dead-letters/%s:1.1".formatted(key.session())));
    assertThat(shown)
        .hasToString(
            "{\"id\":\"%1$s:1.1\",\"session\":\"%1$s\",\"call\":\"1.1\",".formatted(key.session())
                + "\"tool\":\"shop.refund\",\"state\":\"open\",\"failure\":\"connection refused\","
                + "\"tries\":3,\"since\":\"2026-01-01T12:00:00.000Z\","
                + "\"changed\":\"2026-01-01T12:00:00.000Z\",\"arguments\":{\"order\":\"1042\"}}");
    isProblem(get("/v1/dead-letters/%s:1.2".formatted(key.session())), 404, "not-found");
    isProblem(get("/v1/dead-letters/one"), 400, "invalid-request");
    for (var path : List.of("/v1/dead-letters", "/v1/dead-letters/%s:1.1".formatted(key.session())))
      isProblem(call("GET", path, "", server.token(key)), 403, "not-allowed");
  }

  @Test
  void letters_are_listed_in_pages_by_state_tool_and_source() {
    server.letters.all.add(letter("1.2", "crm.note", State.DROPPED));
    server.letters.all.add(letter("1.3", TOOL, State.OPEN));
    var first = json(get("/v1/dead-letters?state=open&limit=1"));
    assertThat(first.path("letters").findValuesAsText("call")).containsExactly("1.1");
    var next = first.path("next").asText();
    var second = json(get("/v1/dead-letters?state=open&limit=2&after=" + next));
    assertThat(second.path("letters").findValuesAsText("call")).containsExactly("1.3");
    assertThat(second.has("next")).isFalse();
    assertThat(json(get("/v1/dead-letters?source=crm")).path("letters").findValuesAsText("call"))
        .containsExactly("1.2");
    assertThat(json(get("/v1/dead-letters?tool=shop.refund")).path("letters")).hasSize(2);
    isProblem(get("/v1/dead-letters?state=lost"), 400, "invalid-request");
  }

  @Test
  void a_letter_is_retried_once() {
    isProblem(post("retry", "{\"id\":\"r1\"}", server.token(key)), 403, "not-allowed");
    var answer = post("retry", "{\"id\":\"r1\",\"note\":\"it is up again\"}", EdgeServer.AGENT);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    // a request that is sent twice
    assertThat(
            post("retry", "{\"id\":\"r1\",\"note\":\"it is up again\"}", EdgeServer.AGENT).body())
        .isEqualTo(answer.body());
    // two people at once
    isProblem(post("retry", "{\"id\":\"r2\"}", EdgeServer.OPERATOR), 409, "call-not-found");
    isProblem(post("drop", "{\"id\":\"d1\"}", EdgeServer.OPERATOR), 409, "call-not-found");
    var events =
        get(
            "/v1/sessions/%s/events?after=%d"
                .formatted(key.session(), json(answer).path("seq").asLong() - 1));
    assertThat(events.body()).contains("tool-call-retried", "it is up again");
  }

  @Test
  void a_letter_is_dropped_once() {
    var answer = post("drop", "{\"id\":\"d1\",\"note\":\"paid by hand\"}", EdgeServer.OPERATOR);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    isProblem(post("retry", "{\"id\":\"r1\"}", EdgeServer.AGENT), 409, "call-not-found");
    var path = "/v1/sessions/%s/events?after=4".formatted(key.session());
    assertThat(get(path).body()).contains("\"undelivered\":\"connection refused\"", "paid by hand");
    assertThat(call("GET", path, "", server.token(key)).body())
        .contains("tool-call-dropped")
        .doesNotContain("connection refused")
        .doesNotContain("paid by hand");
  }
}

package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.ConsentQueue.Waiting;
import io.parley.core.model.ToolRequest;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApprovalCallsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private EdgeServer server;
  private SessionKey key;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    key = asking("always", "always by customer");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// A session with a waiting call under each rule.
  private SessionKey asking(String... rules) {
    var session = server.startSession();
    var at = Instant.now();
    server.sessions.perform(
        session, new SessionCommand.Say("a", Party.CUSTOMER, "pay it back", Channel.WEB, at));
    var calls = new ArrayList<WantedCall>();
    for (int i = 0; i < rules.length; i++) {
      calls.add(
          new WantedCall(
              new ToolRequest("refund", new Json("{\"amount\":%d}".formatted(7 + i))),
              "Refunding",
              new ToolTerms(
                  ToolPolicy.ASK_HUMAN,
                  false,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(ApprovalRule.parse(rules[i])))));
      server.waiting.add(new Waiting(session, "1." + (i + 1), NOON, 9));
    }
    server.sessions.perform(session, new SessionCommand.RequestToolCalls(1, 1, calls, at));
    return session;
  }

  private HttpResponse<String> list(String token) {
    return server.call("GET", "/v1/approvals", "", "Authorization", "Bearer " + token);
  }

  private HttpResponse<String> decide(String token, String... decisions) {
    var body = "{\"decisions\":[%s]}".formatted(String.join(",", decisions));
    return server.call("POST", "/v1/approvals", body, "Authorization", "Bearer " + token);
  }

  private static String decision(SessionKey session, String id, String call, String more) {
    return "{\"id\":\"%s\",\"session\":\"%s\",\"call\":\"%s\",\"decision\":\"approve\"%s}"
        .formatted(id, session.session(), call, more);
  }

  @Test
  void people_of_the_company_see_the_calls_that_wait() {
    var calls = json(list(EdgeServer.AGENT)).path("approvals");
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).path("asked").asText()).isEqualTo("agent");
    assertThat(calls.get(0).path("rule").asText()).isEqualTo("always");
    assertThat(calls.get(0).path("arguments")).hasToString("{\"amount\":7}");
    assertThat(calls.get(0).path("agreed")).isEmpty();
    assertThat(calls.get(1).path("asked").asText()).isEqualTo("customer");
    isProblem(list(server.token(key)), 403, "not-allowed");
    isProblem(decide(server.token(key), decision(key, "d", "1.1", "")), 403, "not-allowed");
  }

  @Test
  void several_are_decided_at_once_each_with_its_own_result() {
    var other = asking("always");
    var answer =
        decide(
            EdgeServer.AGENT,
            decision(key, "d1", "1.1", ""),
            decision(key, "d2", "1.2", ""),
            decision(other, "d3", "1.1", ",\"arguments\":{\"amount\":5}"),
            decision(other, "d4", "9.9", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var results = json(answer).path("results");
    assertThat(results.get(0).path("seq").asLong()).isPositive();
    assertThat(results.get(1).path("problem").path("type").asText())
        .isEqualTo("/problems/not-allowed");
    assertThat(results.get(2).path("session").asText()).isEqualTo(other.session().value());
    assertThat(results.get(2).has("problem")).isFalse();
    assertThat(results.get(3).path("problem").path("type").asText())
        .isEqualTo("/problems/call-not-found");
    // decided ones are gone, although the queue is behind
    assertThat(json(list(EdgeServer.AGENT)).path("approvals")).hasSize(1);
    // the same request again has the same result
    assertThat(json(decide(EdgeServer.AGENT, decision(key, "d1", "1.1", ""))).path("results"))
        .containsExactly(results.get(0));
  }

  @Test
  void the_second_person_sees_the_first_ones_consent_and_change() {
    var session = asking("always by two");
    decide(EdgeServer.AGENT, decision(session, "d1", "1.1", ",\"arguments\":{\"amount\":5}"));
    var waiting = json(list(EdgeServer.OPERATOR)).path("approvals").get(2);
    assertThat(waiting.path("agreed")).hasToString("[\"agent\"]");
    assertThat(waiting.path("arguments")).hasToString("{\"amount\":5}");
    assertThat(waiting.path("requested")).hasToString("{\"amount\":7}");
    var again = json(decide(EdgeServer.AGENT, decision(session, "d2", "1.1", "")));
    assertThat(again.path("results").get(0).path("problem").path("status").asInt()).isEqualTo(403);
    var second = json(decide(EdgeServer.OPERATOR, decision(session, "d3", "1.1", "")));
    assertThat(second.path("results").get(0).path("seq").asLong()).isPositive();
  }

  @Test
  void a_wrong_entry_has_no_effect_on_the_others() {
    isProblem(
        decide(
            EdgeServer.AGENT,
            decision(key, "d1", "1.1", ""),
            decision(key, "d2", "1.2", ",\"arguments\":7")),
        400,
        "invalid-request");
    isProblem(decide(EdgeServer.AGENT), 400, "invalid-request");
    var one = decision(key, "d", "1.1", "");
    isProblem(
        decide(EdgeServer.AGENT, Collections.nCopies(51, one).toArray(String[]::new)),
        413,
        "too-long");
    assertThat(json(list(EdgeServer.AGENT)).path("approvals")).hasSize(2);
  }
}

package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.limit.RateLimit;
import io.parley.core.party.Party;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionUnavailable;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The HTTP calls of PROTOCOL.md, except starts and streams.
class SessionCallsTest {
  private EdgeServer server;
  private SessionKey key;
  private String path;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    key = server.startSession();
    path = "/v1/sessions/" + key.session();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> customer(String method, String suffix, String body) {
    return server.call(method, path + suffix, body, "Authorization", "Bearer " + server.token(key));
  }

  private HttpResponse<String> agent(String method, String target) {
    return server.call(method, target, "", "Authorization", "Bearer " + EdgeServer.AGENT);
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (JacksonException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  static void isProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    var problem = json(response);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("instance").asText()).startsWith("/");
    assertThat(problem.path("requestId").asText())
        .isEqualTo(response.headers().firstValue("X-Request-Id").orElse(""));
  }

  @Test
  void the_state_is_shown_and_cost_and_role_only_to_staff() {
    var state = json(customer("GET", "", ""));
    assertThat(state.path("id").asText()).isEqualTo(key.session().value());
    assertThat(state.path("status").asText()).isEqualTo("active");
    assertThat(state.path("seq").asLong()).isEqualTo(1);
    assertThat(state.path("agent").toString()).isEqualTo("{\"id\":\"support\",\"version\":1}");
    assertThat(state.path("turns").asInt()).isZero();
    assertThat(state.path("createdAt").asText()).endsWith("Z");
    assertThat(state.has("usage")).isFalse();
    assertThat(state.has("openTurn")).isFalse();
    assertThat(state.has("role")).isFalse();
    var staffs = json(agent("GET", path));
    assertThat(staffs.path("usage").path("currency").asText()).isEqualTo("EUR");
    assertThat(staffs.path("role").asText()).isEqualTo("agent");
  }

  @Test
  void a_message_is_stored_and_answered_with_its_number() {
    var said = customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"hello\"}");
    assertThat(said.statusCode()).isEqualTo(202);
    assertThat(said.body()).isEqualTo("{\"id\":\"a\",\"seq\":2}");
    assertThat(customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"hello\"}").body())
        .isEqualTo(said.body());
    isProblem(customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"bye\"}"), 409, "id-reused");
    assertThat(json(customer("GET", "", "")).path("openTurn").asInt()).isEqualTo(1);
  }

  @Test
  void wrong_bodies_are_refused_with_the_expectation_and_without_quoting_them() {
    isProblem(customer("POST", "/messages", "{\"id\":\"a\"}"), 400, "invalid-request");
    isProblem(customer("POST", "/messages", "[\"secret\"]"), 400, "invalid-request");
    isProblem(customer("POST", "/messages", ""), 400, "invalid-request");
    var broken = customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"my secret\"");
    isProblem(broken, 400, "invalid-request");
    assertThat(json(broken).path("detail").asText())
        .isEqualTo("the JSON ends too early at line 1, column 29");
    assertThat(broken.body()).doesNotContain("secret");
    isProblem(
        customer("POST", "/messages", "{\"id\":\"a b\",\"text\":\"x\"}"), 400, "invalid-request");
    isProblem(
        customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"" + "x".repeat(8_001) + "\"}"),
        413,
        "too-long");
    isProblem(
        customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"" + "x".repeat(140_000) + "\"}"),
        413,
        "body-too-large");
    isProblem(
        server.call(
            "POST",
            path + "/messages",
            "id=a&text=hello",
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Authorization",
            "Bearer " + server.token(key)),
        415,
        "unsupported-media-type");
  }

  @Test
  void missing_and_foreign_sessions_look_the_same() {
    var absent =
        server.call(
            "GET", "/v1/sessions/nobody", "", "Authorization", "Bearer " + EdgeServer.AGENT);
    var foreign =
        server.call(
            "GET", "/v1/sessions/nobody", "", "Authorization", "Bearer " + server.token(key));
    var garbage =
        server.call("GET", "/v1/sessions/nobody", "", "Authorization", "Bearer something-else");
    for (var response : List.of(absent, foreign, garbage)) {
      isProblem(response, 404, "session-not-found");
      assertThat(json(response).path("detail")).isEqualTo(json(absent).path("detail"));
    }
    isProblem(
        server.call("GET", path, "", "Authorization", "Bearer something-else"),
        404,
        "session-not-found");
  }

  @Test
  void a_missing_or_expired_token_is_401() {
    var missing = server.call("GET", path, "");
    isProblem(missing, 401, "token-missing");
    assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    var old = server.tokens.issue(key, Instant.now().minus(Duration.ofDays(2))).token();
    isProblem(server.call("GET", path, "", "Authorization", "Bearer " + old), 401, "token-expired");
  }

  @Test
  void roles_have_the_permissions_of_the_table() {
    var operator = "Bearer " + EdgeServer.OPERATOR;
    isProblem(
        server.call(
            "POST", path + "/messages", "{\"id\":\"a\",\"text\":\"x\"}", "Authorization", operator),
        403,
        "not-allowed");
    isProblem(customer("DELETE", "", ""), 403, "not-allowed");
    isProblem(
        server.call("POST", path + "/token", "", "Authorization", operator), 403, "not-allowed");
    isProblem(customer("DELETE", "/tokens", ""), 403, "not-allowed");
    isProblem(
        server.call("GET", "/v1/sessions", "", "Authorization", "Bearer " + server.token(key)),
        403,
        "not-allowed");
    isProblem(server.call("GET", "/v1/sessions", ""), 401, "token-missing");
    isProblem(
        server.call("GET", "/v1/sessions", "", "Authorization", "Bearer something-else"),
        401,
        "token-invalid");
  }

  @Test
  void a_fresh_token_opens_the_same_session() {
    var fresh = json(customer("POST", "/token", ""));
    assertThat(Instant.parse(fresh.path("expiresAt").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
    var state =
        server.call("GET", path, "", "Authorization", "Bearer " + fresh.path("token").asText());
    assertThat(state.statusCode()).isEqualTo(200);
  }

  @Test
  void revoked_tokens_are_refused_and_staff_can_issue_a_fresh_one() {
    var revoked = server.token(key);
    assertThat(agent("DELETE", path + "/tokens").statusCode()).isEqualTo(204);
    for (var call : List.of("", "/events", "/archive"))
      isProblem(
          server.call("GET", path + call, "", "Authorization", "Bearer " + revoked),
          401,
          "token-expired");
    isProblem(
        server.call("POST", path + "/token", "", "Authorization", "Bearer " + revoked),
        401,
        "token-expired");
    // the clock must advance by a millisecond
    var told = System.currentTimeMillis();
    Awaitility.await().until(() -> System.currentTimeMillis() > told);
    var fresh = json(agent("POST", path + "/token")).path("token").asText();
    var state = server.call("GET", path, "", "Authorization", "Bearer " + fresh);
    assertThat(state.statusCode()).isEqualTo(200);
    isProblem(agent("DELETE", "/v1/sessions/nobodys/tokens"), 404, "session-not-found");
  }

  @Test
  void events_are_paged() {
    customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"hello\"}");
    var all = json(customer("GET", "/events", ""));
    assertThat(all.path("events")).hasSize(3);
    assertThat(all.path("last").asLong()).isEqualTo(3);
    assertThat(all.path("events").get(1).path("event").path("text").asText()).isEqualTo("hello");
    var page = json(customer("GET", "/events?after=1&limit=1", ""));
    assertThat(page.path("events")).hasSize(1);
    assertThat(page.path("events").get(0).path("seq").asLong()).isEqualTo(2);
    assertThat(page.path("last").asLong()).isEqualTo(3);
    isProblem(customer("GET", "/events?limit=1001", ""), 400, "invalid-request");
    isProblem(customer("GET", "/events?after=x", ""), 400, "invalid-request");
  }

  @Test
  void events_after_an_unknown_number_are_refused() {
    var last = json(customer("GET", "/events?after=1", ""));
    assertThat(last.path("events")).isEmpty();
    assertThat(last.path("last").asLong()).isEqualTo(1);
    var ahead = customer("GET", "/events?after=2", "");
    isProblem(ahead, 409, "resume-ahead");
    assertThat(json(ahead).path("detail").asText())
        .startsWith("after is 2 (expected: ≤ 1, the session's last event)")
        .contains("restored from a backup")
        .endsWith("with `after=0`.");
  }

  @Test
  void an_end_is_stored_and_later_messages_are_refused() {
    var ended = customer("POST", "/end", "{\"id\":\"e\",\"reason\":\"solved\"}");
    assertThat(ended.statusCode()).isEqualTo(202);
    assertThat(ended.body()).isEqualTo("{\"seq\":2}");
    assertThat(customer("POST", "/end", "{\"id\":\"e\",\"reason\":\"solved\"}").body())
        .isEqualTo(ended.body());
    isProblem(
        customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"hello\"}"), 409, "session-ended");
  }

  @Test
  void only_customers_rate_and_they_may_after_the_archive() {
    var rated = customer("POST", "/rating", "{\"id\":\"r\",\"score\":4,\"comment\":\"quick\"}");
    assertThat(rated.statusCode()).isEqualTo(202);
    assertThat(rated.body()).contains("\"id\":\"r\"");
    assertThat(
            customer("POST", "/rating", "{\"id\":\"r\",\"score\":4,\"comment\":\"quick\"}").body())
        .isEqualTo(rated.body());
    isProblem(customer("POST", "/rating", "{\"id\":\"q\",\"score\":6}"), 400, "invalid-request");
    isProblem(customer("POST", "/rating", "{\"id\":\"q\"}"), 400, "invalid-request");
    isProblem(
        server.call(
            "POST",
            path + "/rating",
            "{\"id\":\"q\",\"score\":5}",
            "Authorization",
            "Bearer " + EdgeServer.AGENT),
        403,
        "not-allowed");
    server.sessions.perform(
        key, new SessionCommand.End(Optional.empty(), "done", Party.CUSTOMER, "", Instant.now()));
    server.sessions.archive(key, "ref");
    assertThat(customer("POST", "/rating", "{\"id\":\"s\",\"score\":1}").statusCode())
        .isEqualTo(202);
    for (int i = 0; i < Session.RATINGS_MAX - 2; i++)
      customer("POST", "/rating", "{\"id\":\"m%d\",\"score\":2}".formatted(i));
    isProblem(customer("POST", "/rating", "{\"id\":\"z\",\"score\":5}"), 409, "too-many-ratings");
  }

  @Test
  void the_archive_is_filtered_by_role() {
    isProblem(customer("GET", "/archive", ""), 404, "not-yet-archived");
    server.sessions.perform(
        key, new SessionCommand.End(Optional.empty(), "done", Party.CUSTOMER, "", Instant.now()));
    server.archives.put("ref", server.sessions.read(key, 0, 10).toCompletableFuture().join());
    server.sessions.archive(key, "ref");
    var archive = json(customer("GET", "/archive", ""));
    assertThat(archive.path("id").asText()).isEqualTo(key.session().value());
    assertThat(archive.path("events")).hasSize(2);
    assertThat(json(customer("GET", "", "")).path("status").asText()).isEqualTo("archived");
  }

  @Test
  void agents_list_sessions_page_by_page() {
    var first = json(agent("GET", "/v1/sessions?status=ended&customer=c1&limit=1"));
    assertThat(first.path("sessions").get(0).path("status").asText()).isEqualTo("ended");
    assertThat(first.path("next").asText()).isEqualTo("c1");
    var second = json(agent("GET", "/v1/sessions?after=c1"));
    assertThat(second.has("next")).isFalse();
    isProblem(agent("GET", "/v1/sessions?after=other"), 400, "invalid-request");
    isProblem(agent("GET", "/v1/sessions?status=open"), 400, "invalid-request");
    isProblem(agent("GET", "/v1/sessions?limit=0"), 400, "invalid-request");
    isProblem(agent("GET", "/v1/sessions?verified=yes"), 400, "invalid-request");
    assertThat(agent("GET", "/v1/sessions?verified=true").statusCode()).isEqualTo(200);
  }

  @Test
  void one_visitors_requests_are_limited_over_all_sessions() {
    server.close();
    server =
        EdgeServer.start(
            "parley.http.visitors { messages-per-address = 2, bytes-per-address = 9 }");
    var answers = new ArrayList<HttpResponse<String>>();
    for (int i = 0; i < 3; i++) {
      var session = server.startSession();
      answers.add(
          server.call(
              "POST",
              "/v1/sessions/" + session.session() + "/messages",
              "{\"id\":\"m1\",\"text\":\"hello\"}",
              "Authorization",
              "Bearer " + server.token(session)));
    }
    assertThat(answers.get(0).statusCode()).isEqualTo(202);
    assertThat(answers.get(1).statusCode()).isEqualTo(202);
    isProblem(answers.get(2), 429, "rate-limited");
    assertThat(answers.get(2).headers().firstValue("RateLimit-Policy"))
        .contains("\"visitor-messages\";q=2;w=60");
    assertThat(answers.get(2).headers().firstValue("Retry-After")).isPresent();
    var session = server.startSession();
    var staff =
        server.call(
            "POST",
            "/v1/sessions/" + session.session() + "/messages",
            "{\"id\":\"m1\",\"text\":\"hello\"}",
            "Authorization",
            "Bearer " + EdgeServer.AGENT);
    assertThat(staff.statusCode()).isEqualTo(202);
  }

  @Test
  void a_limit_is_stated_in_the_headers() {
    server.sessions.answerWith(
        new Answer.Limited(
            new RateLimit.Refused("turns", 10, Duration.ofMinutes(1), Duration.ofMillis(6_100))));
    var limited = customer("POST", "/messages", "{\"id\":\"a\",\"text\":\"hello\"}");
    isProblem(limited, 429, "rate-limited");
    var headers = limited.headers();
    assertThat(headers.firstValue("Retry-After")).contains("7");
    assertThat(headers.firstValue("RateLimit")).contains("\"turns\";r=0;t=7");
    assertThat(headers.firstValue("RateLimit-Policy")).contains("\"turns\";q=10;w=60");
  }

  @Test
  void unavailability_is_503_and_a_bug_is_500_without_details() {
    server.sessions.failWith(new SessionUnavailable("no answer in time", null));
    var unavailable = customer("GET", "", "");
    isProblem(unavailable, 503, "unavailable");
    assertThat(unavailable.headers().firstValue("Retry-After")).contains("2");
    server.sessions.failWith(new IllegalStateException("internal secret"));
    var bug = customer("GET", "", "");
    isProblem(bug, 500, "internal");
    assertThat(bug.body()).doesNotContain("secret", "Exception", "io.parley");
  }

  @Test
  void a_callers_valid_request_id_is_returned() {
    var valid = server.call("GET", path, "", "X-Request-Id", "req-1.2_3");
    assertThat(valid.headers().firstValue("X-Request-Id")).contains("req-1.2_3");
    assertThat(json(valid).path("requestId").asText()).isEqualTo("req-1.2_3");
    var invalid = server.call("GET", path, "", "X-Request-Id", "no spaces");
    assertThat(invalid.headers().firstValue("X-Request-Id").orElse("")).matches("[0-9a-f]{24}");
  }
}

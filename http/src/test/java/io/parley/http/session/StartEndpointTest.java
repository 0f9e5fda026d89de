package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.ProofOfWork;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.Slug;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `POST /v1/sessions`.
class StartEndpointTest {
  private static final String KEY = "0d4c53a1-7f1e-4d0e-9a53-5f6f3d2f1c11";
  private EdgeServer server = EdgeServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> start(String body, String... headers) {
    return server.call("POST", "/v1/sessions", body, headers);
  }

  @Test
  void anybody_may_start_a_session_and_gets_its_token() {
    var response =
        start(
            "{\"agent\":\"support\",\"channel\":\"api\",\"customer\":{\"id\":\"c1\",\"name\":\"Ada\"},"
                + "\"metadata\":{\"page\":\"/shoes\"},\"unknown\":true}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    var started = json(response);
    var id = started.path("id").asText();
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(started.path("seq").asLong()).isEqualTo(1);
    assertThat(started.path("status").asText()).isEqualTo("active");
    assertThat(started.path("agent").path("version").asInt()).isEqualTo(1);
    assertThat(started.path("createdAt").asText()).isNotEmpty();
    assertThat(response.headers().firstValue("Location")).contains("/v1/sessions/" + id);
    assertThat(response.headers().firstValue("RateLimit")).contains("\"starts\";r=59;t=60");
    var state =
        server.call(
            "GET",
            "/v1/sessions/" + id,
            "",
            "Authorization",
            "Bearer " + started.path("token").asText());
    assertThat(json(state).path("customer").toString())
        .isEqualTo("{\"id\":\"c1\",\"name\":\"Ada\",\"verified\":false}");
  }

  @Test
  void a_visitors_session_is_one_of_the_organisation_that_the_address_names() {
    var acme = new TenantId("acme");
    server.sites.learn(
        List.of(new OrganisationSite(acme, true, List.of(new Slug("acme")), List.of(), List.of())));
    var response = startAt("acme", "{}", "Idempotency-Key", KEY);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    var started = json(response);
    var id = new SessionId(started.path("id").asText());
    assertThat(isThere(new SessionKey(acme, id))).isTrue();
    assertThat(isThere(new SessionKey(TenantId.DEFAULT, id))).isFalse();
    var shown =
        server.call(
            "GET",
            "/v1/sessions/" + id,
            "",
            "Authorization",
            "Bearer " + started.path("token").asText());
    assertThat(shown.statusCode()).as("its token opens it without the name").isEqualTo(200);
    assertThat(json(startAt("acme", "{}", "Idempotency-Key", KEY)).path("id").asText())
        .isEqualTo(id.value());
    assertThat(json(start("{}", "Idempotency-Key", KEY)).path("id").asText())
        .as("the key of a visitor elsewhere")
        .isNotEqualTo(id.value());
  }

  @Test
  void a_body_says_no_organisation_and_proves_no_customer() {
    var started =
        json(
            start(
                "{\"tenant\":\"acme\",\"organisation\":\"acme\",\"id\":\"s-1\",\"verified\":true,"
                    + "\"customer\":{\"id\":\"c1\",\"verified\":true,\"tenant\":\"acme\"}}"));
    var id = new SessionId(started.path("id").asText());
    assertThat(id.value()).isNotEqualTo("s-1");
    var session = new SessionKey(TenantId.DEFAULT, id);
    assertThat(isThere(session)).isTrue();
    assertThat(isThere(new SessionKey(new TenantId("acme"), id))).isFalse();
    var shown =
        server.call(
            "GET",
            "/v1/sessions/" + id,
            "",
            "Authorization",
            "Bearer " + started.path("token").asText());
    assertThat(json(shown).at("/customer/verified").asBoolean(true)).isFalse();
  }

  @Test
  void an_organisation_that_is_not_active_looks_as_one_that_does_not_exist() {
    var acme = new TenantId("acme");
    server.sites.learn(
        List.of(
            new OrganisationSite(acme, false, List.of(new Slug("acme")), List.of(), List.of())));
    isProblem(startAt("acme", "{}"), 404, "not-found");
    isProblem(startAt("nobody", "{}"), 404, "not-found");
    isProblem(startAt("..", "{}"), 404, "not-found");
  }

  @Test
  void staff_starts_sessions_of_its_own_organisation_whatever_the_address_names() {
    var bearer = "Bearer " + EdgeServer.AGENT;
    assertThat(startAt("nobody", "{}", "Authorization", bearer).statusCode()).isEqualTo(201);
  }

  private boolean isThere(SessionKey session) {
    return server.sessions.view(session).toCompletableFuture().join().isPresent();
  }

  private HttpResponse<String> startAt(String slug, String body, String... headers) {
    return server.call("POST", "/v1/sessions?organisation=" + slug, body, headers);
  }

  @Test
  void sessions_of_one_network_share_a_pseudonym_without_its_address() {
    var one = visitor(start("{}"));
    assertThat(one).hasValueSatisfying(text -> assertThat(text).matches("[0-9a-f]{32}"));
    assertThat(visitor(start("{}"))).isEqualTo(one);
    var companys = start("{}", "Authorization", "Bearer " + EdgeServer.AGENT);
    assertThat(visitor(companys)).isEmpty();
    assertThat(greeting("{}"))
        .as("readers do not see the pseudonym")
        .doesNotContain(one.orElseThrow());
  }

  private Optional<String> visitor(HttpResponse<String> started) {
    var key = new SessionKey(TenantId.DEFAULT, new SessionId(json(started).path("id").asText()));
    var first = server.sessions.read(key, 0, 1).toCompletableFuture().join().getFirst();
    return ((SessionStarted) first.event()).visitor();
  }

  @Test
  void the_agent_greets_in_the_nearest_of_its_languages() {
    assertThat(greeting("{\"language\":\"de-AT\"}")).contains("\"text\":\"Hallo!\"");
    // of the two languages it prefers English, for which it has no greeting
    assertThat(greeting("{\"language\":\"fr\"}")).doesNotContain("\"kind\":\"said\"");
    assertThat(greeting("{}")).doesNotContain("\"kind\":\"said\"");
    isProblem(start("{\"language\":\"de_AT\"}"), 400, "invalid-request");
    isProblem(start("{\"language\":\"%s\"}".formatted("d".repeat(36))), 413, "too-long");
  }

  private String greeting(String body) {
    var started = json(start(body));
    var events =
        server.call(
            "GET",
            "/v1/sessions/" + started.path("id").asText() + "/events",
            "",
            "Authorization",
            "Bearer " + started.path("token").asText());
    assertThat(events.statusCode()).as(events.body()).isEqualTo(200);
    return events.body();
  }

  @Test
  void only_staff_tokens_verify_the_customers_identity() {
    var body = "{\"customer\":{\"id\":\"c1\"}}";
    var vouched =
        json(start(body, "Authorization", "Bearer " + EdgeServer.AGENT, "Idempotency-Key", "k-9"));
    var state =
        server.call(
            "GET",
            "/v1/sessions/" + vouched.path("id").asText(),
            "",
            "Authorization",
            "Bearer " + vouched.path("token").asText());
    assertThat(json(state).path("customer").path("verified").asBoolean()).isTrue();
  }

  @Test
  void idempotency_keys_of_staff_and_visitors_are_separate() {
    String[] staff = {"Authorization", "Bearer " + EdgeServer.AGENT, "Idempotency-Key", KEY};
    String[] operator = {"Authorization", "Bearer " + EdgeServer.OPERATOR, "Idempotency-Key", KEY};
    String[] stranger = {"Idempotency-Key", KEY};
    // without a customer, the requests are identical
    var shops = json(start("{}", staff)).path("id");
    var strangers = json(start("{}", stranger)).path("id");
    var operators = json(start("{}", operator)).path("id");
    assertThat(List.of(shops, strangers, operators)).doesNotHaveDuplicates();
    assertThat(json(start("{}", staff)).path("id")).isEqualTo(shops);
    assertThat(json(start("{}", stranger)).path("id")).isEqualTo(strangers);
  }

  @Test
  void an_idempotency_key_does_not_bypass_revocation() {
    var id = json(start("{}", "Idempotency-Key", KEY)).path("id").asText();
    server.call(
        "DELETE",
        "/v1/sessions/" + id + "/tokens",
        "",
        "Authorization",
        "Bearer " + EdgeServer.AGENT);
    isProblem(start("{}", "Idempotency-Key", KEY), 422, "idempotency-key-reused");
  }

  @Test
  void a_guessable_key_of_a_visitor_starts_one_session_and_returns_its_token_once() {
    for (var easy : List.of("1", "order-1042", "a".repeat(64))) {
      assertThat(start("{}", "Idempotency-Key", easy).statusCode()).isEqualTo(201);
      var again = start("{}", "Idempotency-Key", easy);
      isProblem(again, 422, "idempotency-key-reused");
      assertThat(json(again).path("detail").asText()).contains("too easy to guess");
    }
  }

  @Test
  void a_page_of_a_foreign_site_starts_no_session_through_its_visitors_browser() {
    for (var headers :
        List.of(
            new String[] {"Origin", "https://evil.example"},
            new String[] {"Origin", "null"},
            new String[] {"Sec-Fetch-Site", "cross-site"},
            new String[] {"Sec-Fetch-Site", "same-site"})) {
      isProblem(start("", headers), 403, "origin-not-allowed");
      isProblem(start("{}", headers), 403, "origin-not-allowed");
    }
    isProblem(start("{}", "Content-Type", "text/plain"), 415, "unsupported-media-type");
    assertThat(server.sessions.count()).isZero();
    // the shop's pages, our own, and non-browsers
    for (var headers :
        List.of(
            new String[] {"Origin", "https://shop.example", "Sec-Fetch-Site", "cross-site"},
            new String[] {"Origin", "http://127.0.0.1:" + server.port()},
            new String[] {"Sec-Fetch-Site", "same-origin"},
            new String[] {})) assertThat(start("", headers).statusCode()).isEqualTo(201);
  }

  @Test
  void the_body_is_optional() {
    assertThat(start("").statusCode()).isEqualTo(201);
    assertThat(start("{}").statusCode()).isEqualTo(201);
  }

  @Test
  void a_repeated_request_finds_the_same_session() {
    var first = json(start("{\"channel\":\"web\"}", "Idempotency-Key", KEY));
    var second = json(start("{\"channel\":\"web\"}", "Idempotency-Key", "\"" + KEY + "\""));
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(second.path("createdAt")).isEqualTo(first.path("createdAt"));
    assertThat(json(start("{}", "Idempotency-Key", "k-2")).path("id"))
        .isNotEqualTo(first.path("id"));
  }

  @Test
  void a_key_reused_with_another_request_is_refused() {
    start("{}", "Idempotency-Key", KEY);
    isProblem(
        start("{\"customer\":{\"id\":\"c1\"}}", "Idempotency-Key", KEY),
        422,
        "idempotency-key-reused");
    isProblem(start("{}", "Idempotency-Key", "k".repeat(129)), 400, "invalid-request");
  }

  @Test
  void a_key_expires() {
    server.close();
    server = EdgeServer.start("parley.http.start.idempotency-window = 1ms");
    start("{}", "Idempotency-Key", KEY);
    isProblem(start("{}", "Idempotency-Key", KEY), 422, "idempotency-key-reused");
  }

  @Test
  void wrong_values_are_named() {
    assertThat(detail("{\"agent\":\"nobody\"}")).isEqualTo("there is no such agent");
    assertThat(detail("{\"agent\":7}")).isEqualTo("agent is not a string");
    assertThat(detail("{\"channel\":\"Web!\"}")).startsWith("channel of another form");
    assertThat(detail("{\"customer\":{}}"))
        .isEqualTo("customer.id is missing (expected: a string)");
    assertThat(detail("{\"customer\":{\"id\":\" \"}}")).startsWith("customer.id: 1 characters");
    assertThat(detail("{\"metadata\":{\"a\":1}}")).isEqualTo("a value in metadata is not a string");
    assertThat(detail("{\"customer\":{\"id\":\"a\\u0000\"}}"))
        .startsWith("customer.id contains U+0000");
    assertThat(detail("{\"a\":1,\"a\":2}")).startsWith("the JSON has a duplicate name");
  }

  private String detail(String body) {
    var response = start(body);
    isProblem(response, 400, "invalid-request");
    return json(response).path("detail").asText();
  }

  @Test
  void metadata_is_limited() {
    var entries = new ArrayList<String>();
    IntStream.range(0, 16).forEach(i -> entries.add("\"k%d\":\"v\"".formatted(i)));
    assertThat(start("{\"metadata\":{%s}}".formatted(String.join(",", entries))).statusCode())
        .isEqualTo(201);
    entries.add("\"k16\":\"v\"");
    isProblem(start("{\"metadata\":{%s}}".formatted(String.join(",", entries))), 413, "too-long");
    isProblem(start("{\"metadata\":{\"a\":\"%s\"}}".formatted("v".repeat(513))), 413, "too-long");
  }

  @Test
  void starts_are_limited_for_each_address() {
    server.close();
    server = EdgeServer.start("parley.http.start.per-address = 2");
    assertThat(start("").statusCode()).isEqualTo(201);
    assertThat(start("").headers().firstValue("RateLimit")).contains("\"starts\";r=0;t=60");
    var refused = start("");
    isProblem(refused, 429, "rate-limited");
    assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"starts\";q=2;w=60");
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("0")))
        .isBetween(1, 120);
    // the company's own backend starts them for all its customers
    assertThat(start("", "Authorization", "Bearer " + EdgeServer.AGENT).statusCode())
        .isEqualTo(201);
  }

  @Test
  void beyond_the_start_limit_each_start_needs_a_solved_challenge() {
    server.close();
    server =
        EdgeServer.start(
            "parley.http.start.per-tenant = 5, parley.http.visitors.challenge { bits-min = 8,"
                + " bits-max = 8 }");
    assertThat(start("").statusCode()).isEqualTo(201);
    var asked = start("");
    isProblem(asked, 429, "challenge-required");
    assertThat(asked.headers().firstValue("Retry-After")).isPresent();
    assertThat(asked.headers().firstValue("RateLimit-Policy")).isPresent();
    var text = json(asked).path("challenge").asText();
    var answer =
        IntStream.range(0, 1_000_000)
            .mapToObj(nonce -> text + ":" + nonce)
            .filter(candidate -> ProofOfWork.isSolved(candidate, 8))
            .findFirst()
            .orElseThrow();
    assertThat(start("", "Challenge-Answer", answer).statusCode()).isEqualTo(201);
    isProblem(start("", "Challenge-Answer", answer), 429, "challenge-required");
    assertThat(start("", "Authorization", "Bearer " + EdgeServer.AGENT).statusCode())
        .isEqualTo(201);
  }

  @Test
  void starts_are_limited_for_each_tenant() {
    server.close();
    server = EdgeServer.start("parley.http.start.per-tenant = 2");
    assertThat(start("").statusCode()).isEqualTo(201);
    assertThat(start("", "Authorization", "Bearer " + EdgeServer.AGENT).statusCode())
        .isEqualTo(201);
    var refused = start("", "Authorization", "Bearer " + EdgeServer.AGENT);
    isProblem(refused, 429, "rate-limited");
    assertThat(refused.headers().firstValue("RateLimit-Policy"))
        .contains("\"tenant-starts\";q=2;w=60");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(
            server
                .meters
                .get("parley.refusals")
                .tag("limit", "starts-per-tenant")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void a_node_at_capacity_starts_no_sessions_and_serves_existing_ones() {
    server.close();
    server = EdgeServer.start("parley.http.load.sessions-awake-max = 2");
    var id = json(start("")).path("id").asText();
    server.sessions.awake(2);
    var refused = start("");
    isProblem(refused, 503, "overloaded");
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("0")))
        .isBetween(2, 5);
    var state =
        server.call("GET", "/v1/sessions/" + id, "", "Authorization", "Bearer " + EdgeServer.AGENT);
    assertThat(state.statusCode()).isEqualTo(200);
    server.sessions.awake(1);
    assertThat(start("").statusCode()).isEqualTo(201);
  }
}

package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static io.parley.http.session.SessionCallsTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.identity.CustomerProofs;
import io.parley.core.identity.CustomerProofs.Proof;
import io.parley.core.identity.CustomerProofs.Proved;
import io.parley.core.identity.CustomerProofs.Refused;
import io.parley.core.identity.CustomerProofs.Unreachable;
import io.parley.core.identity.CustomerProofs.Unregistered;
import io.parley.core.session.Customer;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `POST /v1/sessions` with a token of the company's own backend. Which tokens are right is tested
/// by the module `identity`.
class CustomerStartTest {
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk";
  private static final String KEY = "0d4c53a1-7f1e-4d0e-9a53-5f6f3d2f1c11";

  private static final Proved ADA =
      new Proved(
          new Customer("customer-7", Optional.of("Ada"), true),
          Optional.of("de-AT"),
          Map.of("plan", "gold"));

  private final List<String> checked = new CopyOnWriteArrayList<>();
  private EdgeServer server = EdgeServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_customer_of_the_token_is_verified_and_greeted_in_the_tokens_language() {
    answer(ADA);
    var started = start("{}", TOKEN);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    assertThat(checked).containsExactly("default " + TOKEN);
    assertThat(started.headers().firstValue("RateLimit")).contains("\"starts\";r=59;t=60");
    assertThat(state(started).path("customer").toString())
        .isEqualTo("{\"id\":\"customer-7\",\"name\":\"Ada\",\"verified\":true}");
    assertThat(events(started)).contains("\"text\":\"Hallo!\"");
    assertThat(event(started).visitor()).as("no pseudonym of the network").isEmpty();
  }

  @Test
  void the_token_overrides_what_the_page_says() {
    answer(ADA);
    var started =
        start(
            "{\"language\":\"en\",\"customer\":{\"id\":\"customer-7\",\"name\":\"Root\"},"
                + "\"metadata\":{\"plan\":\"platinum\",\"staff\":\"true\",\"page\":\"/shoes\"}}",
            TOKEN);
    assertThat(state(started).path("customer").path("name").asText()).isEqualTo("Ada");
    assertThat(event(started).metadata()).isEqualTo(Map.of("plan", "gold", "page", "/shoes"));
    assertThat(events(started)).as("the page's language").doesNotContain("Hallo!");
  }

  @Test
  void a_visitor_does_not_say_what_only_tokens_say() {
    answer(ADA);
    var body = "{\"metadata\":{\"plan\":\"platinum\",\"page\":\"/shoes\"}}";
    var started = server.call("POST", "/v1/sessions", body);
    assertThat(event(started).metadata()).isEqualTo(Map.of("page", "/shoes"));
    var agents = start(body, EdgeServer.AGENT);
    assertThat(event(agents).metadata()).as("the company").containsEntry("plan", "platinum");
  }

  @Test
  void a_customer_does_not_say_what_the_company_knows_of_a_call() {
    answer(ADA);
    var started =
        start(
            "{\"channel\":\"phone\",\"metadata\":"
                + "{\"context.refund\":\"approved\",\"page\":\"/shoes\"}}",
            TOKEN);
    assertThat(event(started).metadata()).isEqualTo(Map.of("plan", "gold", "page", "/shoes"));
  }

  @Test
  void a_body_that_names_another_customer_is_refused() {
    answer(ADA);
    var refused = start("{\"customer\":{\"id\":\"customer-8\"}}", TOKEN);
    isProblem(refused, 403, "not-allowed");
    assertThat(refused.body()).doesNotContain("customer-7", "customer-8");
    assertThat(server.sessions.count()).isZero();
  }

  @Test
  void all_refused_tokens_get_one_answer() {
    var details =
        List.of("malformed", "signature", "expired", "issuer", "audience").stream()
            .map(
                reason -> {
                  answer(new Refused(reason));
                  var refused = start("{}", TOKEN);
                  isProblem(refused, 401, "token-invalid");
                  return json(refused).path("detail").asText();
                })
            .distinct();
    assertThat(details).hasSize(1);
    assertThat(server.sessions.count()).isZero();
    var counter = server.meters.get("parley.customers.refused").tag("reason", "expired").counter();
    assertThat(counter.count()).isEqualTo(1);
  }

  @Test
  void keys_that_cannot_be_fetched_are_a_reason_to_come_back() {
    answer(new Unreachable(Duration.ofSeconds(60)));
    var later = start("{}", TOKEN);
    isProblem(later, 503, "unavailable");
    assertThat(later.headers().firstValue("Retry-After")).contains("60");
  }

  @Test
  void without_a_registered_backend_a_foreign_token_is_a_visitors() {
    answer(new Unregistered());
    var started = start("{\"customer\":{\"id\":\"c1\"}}", TOKEN);
    assertThat(started.statusCode()).isEqualTo(201);
    assertThat(state(started).path("customer").path("verified").asBoolean()).isFalse();
  }

  @Test
  void other_tokens_are_not_checked_as_the_companys() {
    answer(new Refused("signature"));
    var own = json(start("{}", EdgeServer.AGENT)).path("token").asText();
    for (var token : List.of(EdgeServer.AGENT, own, "no-token-of-three-parts", "two.parts"))
      assertThat(start("{}", token).statusCode()).as(token).isEqualTo(201);
    assertThat(server.call("POST", "/v1/sessions", "{}").statusCode()).isEqualTo(201);
    assertThat(checked).isEmpty();
  }

  @Test
  void a_token_may_start_several_sessions_within_the_limits_of_visitors() {
    server.close();
    server = EdgeServer.start("parley.http.start.per-address = 2");
    answer(ADA);
    assertThat(start("{}", TOKEN).statusCode()).isEqualTo(201);
    assertThat(start("{}", TOKEN).statusCode()).isEqualTo(201);
    isProblem(start("{}", TOKEN), 429, "rate-limited");
  }

  @Test
  void a_customer_with_a_token_solves_no_challenge() {
    server.close();
    server = EdgeServer.start("parley.http.start.per-tenant = 5");
    answer(ADA);
    assertThat(server.call("POST", "/v1/sessions", "{}").statusCode()).isEqualTo(201);
    isProblem(server.call("POST", "/v1/sessions", "{}"), 429, "challenge-required");
    assertThat(start("{}", TOKEN).statusCode()).isEqualTo(201);
  }

  @Test
  void a_repeated_request_with_a_fresh_token_finds_the_same_session() {
    answer(ADA);
    String[] headers = {"Authorization", "Bearer " + TOKEN, "Idempotency-Key", KEY};
    var first = json(server.call("POST", "/v1/sessions", "{}", headers)).path("id");
    headers[1] = "Bearer eyJhbGciOiJIUzI1NiJ9.e30.ZnJlc2g";
    assertThat(json(server.call("POST", "/v1/sessions", "{}", headers)).path("id"))
        .isEqualTo(first);
    answer(
        new Proved(new Customer("customer-8", Optional.empty(), true), Optional.empty(), Map.of()));
    isProblem(server.call("POST", "/v1/sessions", "{}", headers), 422, "idempotency-key-reused");
  }

  private void answer(Proof proof) {
    server.proofs =
        new CustomerProofs() {
          @Override
          public CompletionStage<Proof> check(TenantId organisation, String token, Instant now) {
            checked.add(organisation + " " + token);
            return CompletableFuture.completedStage(proof);
          }

          @Override
          public CompletionStage<Set<String>> reserved(TenantId organisation) {
            return CompletableFuture.completedStage(Set.of("plan", "staff"));
          }
        };
  }

  private HttpResponse<String> start(String body, String token) {
    return server.call("POST", "/v1/sessions", body, "Authorization", "Bearer " + token);
  }

  private JsonNode state(HttpResponse<String> started) {
    return json(read(started, ""));
  }

  private String events(HttpResponse<String> started) {
    return read(started, "/events").body();
  }

  private HttpResponse<String> read(HttpResponse<String> started, String what) {
    var session = json(started);
    return server.call(
        "GET",
        "/v1/sessions/" + session.path("id").asText() + what,
        "",
        "Authorization",
        "Bearer " + session.path("token").asText());
  }

  private SessionStarted event(HttpResponse<String> started) {
    var key = new SessionKey(TenantId.DEFAULT, new SessionId(json(started).path("id").asText()));
    var first = server.sessions.read(key, 0, 1).toCompletableFuture().join().getFirst();
    return (SessionStarted) first.event();
  }
}

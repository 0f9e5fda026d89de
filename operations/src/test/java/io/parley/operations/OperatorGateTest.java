package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.PlatformRole;
import io.parley.core.access.Standing;
import io.parley.core.person.PersonId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.Proven;
import io.parley.http.route.Endpoint;
import io.parley.http.route.ManagedPort;
import io.parley.http.route.Replies;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorGateTest {
  private static final String TOKEN = "an-operator-token";
  private static final List<Endpoint> ENDPOINTS =
      List.of(
          Endpoint.get("/state", _ -> CompletableFuture.completedStage(fine())),
          Endpoint.post("/change", _ -> CompletableFuture.completedStage(fine())),
          Endpoint.delete("/change", _ -> CompletableFuture.completedStage(fine())));

  private final ManagedPort guarded = new ManagedPort(gate(true).guard(ENDPOINTS));
  private final ManagedPort open = new ManagedPort(gate(false).guard(ENDPOINTS));

  private static OperatorGate gate(boolean tokenNeeded) {
    var tokens = TestTokens.of("an-agents-token", TOKEN);
    // a fixed clock: a pause of a second must not end by itself in a slow test
    var clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    return new OperatorGate(tokens, clock, tokenNeeded, "ops.example");
  }

  @AfterEach
  void close() {
    guarded.close();
    open.close();
  }

  private static org.apache.pekko.http.javadsl.model.HttpResponse fine() {
    return Replies.json(200, JsonText.object());
  }

  private static HttpRequest with(HttpRequest request, String... headers) {
    var told = request;
    for (int i = 0; i < headers.length; i += 2)
      told = told.addHeader(RawHeader.create(headers[i], headers[i + 1]));
    return told;
  }

  private static HttpRequest state(String... headers) {
    return with(HttpRequest.GET("/state"), headers);
  }

  private static HttpRequest change(String... headers) {
    return with(HttpRequest.POST("/change"), headers);
  }

  @Test
  void after_wrong_guesses_the_right_token_is_refused_for_a_while_too() {
    for (int i = 0; i < 6; i++)
      assertThat(guarded.status(state("Authorization", "Bearer guess-" + i))).isEqualTo(401);
    var slowed = guarded.answer(state("Authorization", "Bearer " + TOKEN));
    assertThat(slowed.status().intValue()).isEqualTo(429);
    assertThat(slowed.getHeader("Retry-After").orElseThrow().value()).isEqualTo("1");
    assertThat(guarded.text(slowed)).contains("/problems/rate-limited");
  }

  @ParameterizedTest
  @CsvSource({"OPERATOR, 200", "SALES_AGENT, 403"})
  void a_person_of_the_platforms_staff_is_an_operator_by_its_role(PlatformRole role, int status) {
    var person = Standing.onPlatform(new PersonId(new UUID(1, 1)), Set.of(role)).orElseThrow();
    var proven = new Proven("a.b.c", person, Optional.of("s1"));
    var checked =
        gate(true).guard(ENDPOINTS).stream()
            .map(
                each ->
                    new Endpoint(
                        each.method(), each.path(), call -> each.handler().answer(call.by(proven))))
            .toList();
    try (var port = new ManagedPort(checked)) {
      assertThat(port.status(state("Authorization", "Bearer a.b.c"))).isEqualTo(status);
      assertThat(port.status(change("Authorization", "Bearer a.b.c"))).isEqualTo(status);
      // the check was of another token
      assertThat(port.status(state("Authorization", "Bearer a.b.d"))).isEqualTo(401);
    }
  }

  @Test
  void a_required_token_cannot_be_omitted() {
    var refused = guarded.answer(state());
    assertThat(refused.status().intValue()).isEqualTo(401);
    assertThat(refused.getHeader("WWW-Authenticate").orElseThrow().value()).isEqualTo("Bearer");
    assertThat(guarded.text(refused)).contains("/problems/token-missing");
    assertThat(guarded.status(change())).isEqualTo(401);
    assertThat(guarded.status(with(HttpRequest.DELETE("/change")))).isEqualTo(401);
    assertThat(
            guarded.status(
                with(
                    HttpRequest.create("/state")
                        .withMethod(org.apache.pekko.http.javadsl.model.HttpMethods.HEAD))))
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer another-operator-token",
        "Bearer an-operator-token-and-more",
        "Bearer an-operator-toke",
        "Bearer ",
        "Bearer  \u00e4",
      })
  void a_required_token_must_be_the_right_one(String wrong) {
    var refused = guarded.answer(state("Authorization", wrong));
    assertThat(refused.status().intValue()).isEqualTo(401);
    assertThat(guarded.text(refused)).contains("/problems/token-invalid").doesNotContain(TOKEN);
  }

  @Test
  void the_right_token_permits_everything() {
    assertThat(guarded.status(state("Authorization", "Bearer " + TOKEN))).isEqualTo(200);
    assertThat(guarded.status(state("Authorization", "bearer " + TOKEN))).isEqualTo(200);
    assertThat(guarded.status(change("Authorization", "Bearer " + TOKEN))).isEqualTo(200);
    assertThat(guarded.status(state("Authorization", "Basic " + TOKEN))).isEqualTo(401);
  }

  @Test
  void without_a_required_token_clients_are_admitted_unless_their_token_is_wrong() {
    assertThat(open.status(state())).isEqualTo(200);
    assertThat(open.status(change())).isEqualTo(200);
    // a wrong token is a mistake, which is reported
    assertThat(open.status(state("Authorization", "Bearer wrong"))).isEqualTo(401);
  }

  @Test
  void pages_of_other_web_sites_are_always_refused() {
    for (var port : List.of(open, guarded)) {
      for (var origin : List.of("https://a.example", "null", "http://127.0.0.1:1")) {
        var from = new String[] {"Host", "127.0.0.1:8558", "Origin", origin};
        assertThat(port.status(state(from))).isEqualTo(403);
        assertThat(port.status(with(change(from), "Authorization", "Bearer " + TOKEN)))
            .isEqualTo(403);
      }
    }
  }

  @Test
  void the_ports_own_page_needs_the_token_for_changes() {
    var own = new String[] {"Host", "127.0.0.1:8558", "Origin", "http://127.0.0.1:8558"};
    assertThat(open.status(state(own))).isEqualTo(200);
    assertThat(open.status(change(own))).isEqualTo(401);
    for (var port : List.of(open, guarded))
      assertThat(port.status(with(change(own), "Authorization", "Bearer " + TOKEN))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8558", "10.1.2.3", "[::1]:8558", "localhost:8558", "OPS.example:8558"})
  void without_a_token_only_the_ports_own_host_names_are_accepted(String host) {
    assertThat(open.status(state("Host", host))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8558", "127.0.0.1.evil.example:8558", "x"})
  void a_foreign_host_name_for_this_machine_is_refused(String host) {
    assertThat(open.status(state("Host", host))).isEqualTo(403);
    assertThat(open.status(state("Host", host, "Authorization", "Bearer " + TOKEN))).isEqualTo(200);
    assertThat(guarded.status(state("Host", host))).isEqualTo(401);
  }
}

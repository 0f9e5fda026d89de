package io.parley.http.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Quotas;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final OrganisationId SHOP = new OrganisationId(new UUID(1, 7));
  private static final String PATH = "/v1/organisations/" + SHOP + "/quotas";

  private static final Kept kept = new Kept();
  private static RoutedEndpoints server;

  @BeforeAll
  static void start() {
    var edge = StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.fixed(NOW, ZoneOffset.UTC));
    var defaults = new QuotaPlan(Map.of(QuotaKind.SESSIONS, 30L, QuotaKind.CALLS, 0L));
    server =
        new RoutedEndpoints(
            Stream.concat(
                    QuotaEndpoints.of(edge, kept).stream(),
                    OwnLimitEndpoints.of(edge, kept, defaults).stream())
                .toList(),
            1_000);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Plans of one organisation.
  private static final class Kept implements Quotas {
    private final Map<TenantId, QuotaPlan> plans = new ConcurrentHashMap<>();
    private volatile Act act;

    Kept() {
      plans.put(SHOP.tenant(), QuotaPlan.NONE);
      plans.put(TenantId.DEFAULT, new QuotaPlan(Map.of(QuotaKind.TURNS, 60L)));
    }

    @Override
    public CompletionStage<Long> version() {
      throw new UnsupportedOperationException("the edge reads no versions");
    }

    @Override
    public CompletionStage<Map<TenantId, QuotaPlan>> all() {
      throw new UnsupportedOperationException("the edge reads one plan");
    }

    @Override
    public CompletionStage<Optional<QuotaPlan>> find(TenantId tenant) {
      return CompletableFuture.completedStage(Optional.ofNullable(plans.get(tenant)));
    }

    @Override
    public CompletionStage<QuotaPlan> limit(TenantId tenant, Map<QuotaKind, Long> own, Act by) {
      act = by;
      return CompletableFuture.completedStage(
          plans.compute(tenant, (_, plan) -> plan == null ? null : plan.with(own)));
    }

    @Override
    public CompletionStage<Boolean> put(TenantId tenant, QuotaPlan plan, Act by) {
      act = by;
      return CompletableFuture.completedStage(plans.replace(tenant, plan) != null);
    }
  }

  /// A limit of the shared operator token's organisation.
  private static HttpResponse limit(String body) {
    return put("/v1/organisation/limits", body);
  }

  private static HttpResponse send(HttpRequest request, String token) {
    return server.answer(request, token);
  }

  private static HttpResponse put(String path, String body) {
    return send(HttpRequest.PUT(path).withEntity(ContentTypes.APPLICATION_JSON, body), OPERATOR);
  }

  private static JsonNode body(HttpResponse response) {
    return server.json(response);
  }

  @Test
  void an_operator_replaces_the_quotas_of_an_organisation() {
    var answer = put(PATH, "{\"turns\": 60, \"calls\": 0}");
    assertThat(answer.status().intValue()).isEqualTo(200);
    assertThat(kept.plans.get(SHOP.tenant()))
        .isEqualTo(new QuotaPlan(Map.of(QuotaKind.TURNS, 60L, QuotaKind.CALLS, 0L)));
    assertThat(kept.act.by()).isEqualTo(new Actor.Program("operator"));
    assertThat(body(send(HttpRequest.GET(PATH), OPERATOR)))
        .isEqualTo(JsonText.object("{\"quotas\": {\"turns\": 60, \"calls\": 0}}"));
  }

  @Test
  void an_organisation_sees_its_plan_and_limits_itself_within_it() {
    var plan = "\"plan\": {\"sessions\": 30, \"turns\": 60}";
    assertThat(body(limit("{\"turns\": 5, \"calls\": 2}")))
        .isEqualTo(
            JsonText.object("{%s, \"limits\": {\"turns\": 5, \"calls\": 2}}".formatted(plan)));
    assertThat(kept.act.by()).isEqualTo(new Actor.Program("operator"));
    assertThat(body(limit("{}")))
        .isEqualTo(JsonText.object("{%s, \"limits\": {}}".formatted(plan)));
    assertThat(body(send(HttpRequest.GET("/v1/organisation/limits"), OPERATOR)))
        .isEqualTo(JsonText.object("{%s, \"limits\": {}}".formatted(plan)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"turns\": 0}", "{\"turns\": -1}", "{\"turns\": 1.5}", "{\"seats\": 5}"})
  void a_limit_is_a_whole_number_of_something_that_an_organisation_may_limit(String body) {
    assertThat(limit(body).status().intValue()).isEqualTo(400);
  }

  @Test
  void an_agent_sees_and_changes_no_quotas() {
    assertThat(send(HttpRequest.GET("/v1/organisation/limits"), AGENT).status().intValue())
        .isEqualTo(403);
    assertThat(send(HttpRequest.GET(PATH), AGENT).status().intValue()).isEqualTo(403);
    assertThat(send(HttpRequest.GET(PATH), "else").status().intValue()).isEqualTo(401);
  }

  @Test
  void an_unknown_organisation_is_not_found() {
    for (var id : List.of("00000000-0000-0000-0000-0000000000ff", "shop")) {
      var path = "/v1/organisations/" + id + "/quotas";
      assertThat(send(HttpRequest.GET(path), OPERATOR).status().intValue()).isEqualTo(404);
      assertThat(put(path, "{}").status().intValue()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"1\"", "1000000000000001", "1e30"})
  void a_quota_is_a_whole_number(String value) {
    var refused = put(PATH, "{\"turns\": %s}".formatted(value));
    assertThat(refused.status().intValue()).isEqualTo(400);
    assertThat(body(refused).path("detail").asText()).contains("expected: a whole number");
  }

  /// The second is the answer of a request for them.
  @ParameterizedTest
  @ValueSource(strings = {"{\"turn\": 60}", "{\"quotas\": {\"turns\": 60}}"})
  void a_body_with_another_field_is_refused_and_lifts_no_limit(String body) {
    assertThat(put(PATH, "{\"uploads\": 3}").status().intValue()).isEqualTo(200);
    var refused = put(PATH, body);
    assertThat(refused.status().intValue()).isEqualTo(400);
    assertThat(body(refused).path("detail").asText()).contains("only sessions, turns");
    assertThat(kept.plans.get(SHOP.tenant()))
        .isEqualTo(new QuotaPlan(Map.of(QuotaKind.UPLOADS, 3L)));
  }
}

package io.parley.http.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.audit.Act;
import io.parley.core.audit.AuditEntry;
import io.parley.core.audit.AuditTrail;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CacheEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";

  private static OneEntry cache;
  private static Told trail;
  private static RoutedEndpoints server;

  @BeforeAll
  static void start() {
    cache = new OneEntry();
    trail = new Told();
    var edge = StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.systemUTC());
    server = new RoutedEndpoints(CacheEndpoints.of(edge, cache, trail), 100);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void agents_and_operators_see_cache_statistics() {
    for (var token : List.of(AGENT, OPERATOR))
      assertThat(body(answer(HttpRequest.GET("/v1/cache"), token)))
          .isEqualTo(
              JsonText.object(
                  """
                  {"enabled": true, "hits": {"exact": 1, "semantic": 2}, "misses": 3,
                   "uncacheable": 4, "entries": 5,
                   "saved": {"inputTokens": 6, "outputTokens": 7, "costMicros": 8,
                             "currency": "EUR"}}\
                  """));
  }

  @Test
  void only_operators_empty_it() {
    var refused = answer(HttpRequest.DELETE("/v1/cache"), AGENT);
    assertThat(refused.status().intValue()).isEqualTo(403);
    assertThat(body(refused).path("type").asText()).isEqualTo("/problems/not-allowed");
    assertThat(cache.erased).isZero();
    assertThat(trail.changes).isEmpty();
    assertThat(answer(HttpRequest.DELETE("/v1/cache"), OPERATOR).status().intValue())
        .isEqualTo(200);
    assertThat(cache.erased).isEqualTo(1);
    var before = Map.of("entries", "5");
    assertThat(trail.changes).containsExactly(Change.gone("cache-emptied", "cache", before));
  }

  @Test
  void other_roles_see_nothing() {
    assertThat(server.status(HttpRequest.GET("/v1/cache"))).isEqualTo(401);
    assertThat(answer(HttpRequest.GET("/v1/cache"), "a-guess").status().intValue()).isEqualTo(401);
  }

  private static HttpResponse answer(HttpRequest request, String token) {
    return server.answer(request, token);
  }

  private static JsonNode body(HttpResponse response) {
    return server.json(response);
  }

  private static final class Told implements AuditTrail {
    private final List<Change> changes = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> add(TenantId tenant, Act act, Change change) {
      assertThat(tenant).isEqualTo(TenantId.DEFAULT);
      assertThat(act.by().text()).isEqualTo("program:operator");
      changes.add(change);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<AuditEntry>> page(TenantId tenant, long after, int limit) {
      throw new UnsupportedOperationException("the cache reads no trail");
    }

    @Override
    public CompletionStage<List<AuditEntry>> newest(TenantId tenant, long before, int limit) {
      throw new UnsupportedOperationException("the cache reads no trail");
    }

    @Override
    public CompletionStage<Check> verify(TenantId tenant) {
      throw new UnsupportedOperationException("the cache reads no trail");
    }
  }

  private static final class OneEntry implements AnswerCache {
    private int erased;

    @Override
    public View of(TenantId tenant) {
      assertThat(tenant).isEqualTo(TenantId.DEFAULT);
      return new View(true, 1, 2, 3, 4, 5, new Saved(6, 7, 8, "EUR"));
    }

    @Override
    public void erase(TenantId tenant) {
      assertThat(tenant).isEqualTo(TenantId.DEFAULT);
      erased++;
    }
  }
}

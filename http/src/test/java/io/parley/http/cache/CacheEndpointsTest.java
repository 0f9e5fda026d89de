package io.parley.http.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CacheEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";

  private static final OneEntry cache = new OneEntry();
  private static RoutedEndpoints server;

  @BeforeAll
  static void start() {
    var edge = StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.systemUTC());
    server = new RoutedEndpoints(CacheEndpoints.of(edge, cache), 100);
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
    assertThat(answer(HttpRequest.DELETE("/v1/cache"), OPERATOR).status().intValue())
        .isEqualTo(200);
    assertThat(cache.erased).isEqualTo(1);
  }

  @Test
  void other_roles_see_nothing() {
    assertThat(server.status(HttpRequest.GET("/v1/cache"))).isEqualTo(401);
    assertThat(answer(request, "a-guess").status().intValue()).isEqualTo(401);
  }

  private static HttpResponse answer(HttpRequest request, String token) {
    return server.answer(request, token);
  }

  private static JsonNode body(HttpResponse response) {
    return server.json(response);
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

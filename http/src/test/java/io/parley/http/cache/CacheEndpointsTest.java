package io.parley.http.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.SigningKey;
import io.parley.http.token.TestTokens;
import io.parley.http.token.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CacheEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";

  private static ActorSystem system;
  private static final OneEntry cache = new OneEntry();
  private static Router router;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("cache", ConfigFactory.defaultReference());
    var key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    var tokens =
        TestTokens.of(
            new TokenSettings(
                List.of(new SigningKey("k1", key)), TestTokens.LIFETIMES, AGENT, OPERATOR));
    var edge = StaffEdge.of(tokens, Clock.systemUTC());
    router =
        Router.create(
            CacheEndpoints.of(edge, cache),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
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
    var request = HttpRequest.GET("/v1/cache");
    assertThat(router.answer(request).toCompletableFuture().join().status().intValue())
        .isEqualTo(401);
    assertThat(answer(request, "a-guess").status().intValue()).isEqualTo(401);
  }

  private static HttpResponse answer(HttpRequest request, String token) {
    var asked = request.addHeader(Replies.header("Authorization", "Bearer " + token));
    return router.answer(asked).toCompletableFuture().join();
  }

  private static JsonNode body(HttpResponse response) {
    return JsonText.object(
        response
            .entity()
            .toStrict(5_000, Materializer.createMaterializer(system))
            .toCompletableFuture()
            .join()
            .getData()
            .utf8String());
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

package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedSessions;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.CallCost;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The management port and the metrics.
class ManagementTest {
  private static final OperatorGate OPEN =
      new OperatorGate(
          TestTokens.of("an-agents-token", "an-operators-token"),
          Clock.systemUTC(),
          false,
          "127.0.0.1");
  private static ActorSystem system;
  private final Readiness readiness = new Readiness();

  @BeforeAll
  static void start() {
    system = ActorSystem.create("management", ConfigFactory.defaultReference());
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  private HttpResponse get(Meters meters, String path) {
    return Router.create(
            Stream.concat(
                    ManagementEndpoints.health(readiness).stream(),
                    Stream.of(ManagementEndpoints.metrics(meters.registry())))
                .toList(),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            new RequestMetrics(meters.registry()),
            Materializer.createMaterializer(system))
        .answer(HttpRequest.GET(path))
        .toCompletableFuture()
        .join();
  }

  private static String text(HttpResponse response) {
    return response
        .entity()
        .toStrict(5_000, Materializer.createMaterializer(system))
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  @Test
  void without_its_database_it_is_live_and_not_ready() {
    try (var meters = new Meters()) {
      readiness.database(false);
      assertThat(text(get(meters, "/health/ready"))).isEqualTo("{\"status\":\"starting\"}");
      readiness.ready();
      var without = get(meters, "/health/ready");
      assertThat(without.status().intValue()).isEqualTo(503);
      assertThat(text(without)).isEqualTo("{\"status\":\"database-unreachable\"}");
      assertThat(get(meters, "/health/live").status().intValue()).isEqualTo(200);
      readiness.database(true);
      assertThat(get(meters, "/health/ready").status().intValue()).isEqualTo(200);
    }
  }

  @Test
  void without_the_database_of_some_organisations_it_is_ready_and_says_so() {
    try (var meters = new Meters()) {
      readiness.ready();
      readiness.database("acme", false);
      var without = get(meters, "/health/ready");
      assertThat(without.status().intValue()).isEqualTo(200);
      assertThat(text(without)).isEqualTo("{\"status\":\"ready\",\"unreachable\":1}");
      readiness.database("acme", true);
      assertThat(text(get(meters, "/health/ready"))).isEqualTo("{\"status\":\"ready\"}");
    }
  }

  @Test
  void it_is_live_from_the_start_and_ready_only_between_start_and_drain() {
    try (var meters = new Meters()) {
      assertThat(text(get(meters, "/health/live"))).isEqualTo("{\"status\":\"live\"}");
      assertThat(get(meters, "/health/ready").status().intValue()).isEqualTo(503);
      readiness.ready();
      assertThat(get(meters, "/health/ready").status().intValue()).isEqualTo(200);
      readiness.draining();
      var draining = get(meters, "/health/ready");
      assertThat(draining.status().intValue()).isEqualTo(503);
      assertThat(text(draining)).isEqualTo("{\"status\":\"draining\"}");
    }
  }

  @Test
  void operators_may_drain_it_and_web_pages_may_not() {
    var asked = new AtomicInteger();
    var router =
        Router.create(
            OPEN.guard(List.of(DrainEndpoint.of(asked::incrementAndGet))),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
    var answer = router.answer(HttpRequest.POST("/drain")).toCompletableFuture().join();
    assertThat(answer.status().intValue()).isEqualTo(202);
    assertThat(text(answer)).isEqualTo("{\"status\":\"draining\"}");
    assertThat(asked).hasValue(1);
    var page =
        HttpRequest.POST("/drain").addHeader(RawHeader.create("Origin", "https://a.example"));
    assertThat(router.answer(page).toCompletableFuture().join().status().intValue()).isEqualTo(403);
    assertThat(
            router
                .answer(HttpRequest.GET("/drain"))
                .toCompletableFuture()
                .join()
                .status()
                .intValue())
        .isEqualTo(405);
    assertThat(asked).hasValue(1);
  }

  @Test
  void operators_may_list_and_resume_damaged_sessions_and_web_pages_may_not() {
    var known = new SessionKey(new TenantId("larch"), new SessionId("s-1"));
    var asked = new ArrayList<String>();
    var damaged =
        new DamagedSessions() {
          @Override
          public CompletionStage<Page> list(int max) {
            asked.add("list " + max);
            var damage = new Damage(17, Damage.Category.UNKNOWN);
            var noon = Instant.parse("2026-01-01T12:00:00Z");
            var one = new Listed(known, damage, noon, 2, noon.plusSeconds(60));
            return CompletableFuture.completedStage(new Page(List.of(one), 7));
          }

          @Override
          public CompletionStage<Boolean> retry(SessionKey key, Instant now) {
            asked.add("retry " + key);
            return CompletableFuture.completedStage(key.equals(known));
          }
        };
    var router =
        Router.create(
            OPEN.guard(DamagedEndpoints.of(damaged, () -> Instant.parse("2026-01-01T13:00:00Z"))),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
    var list = router.answer(HttpRequest.GET("/damaged-sessions")).toCompletableFuture().join();
    assertThat(text(list))
        .isEqualTo(
            "{\"sessions\":[{\"id\":\"s-1\",\"tenant\":\"larch\",\"kind\":\"unknown\",\"seq\":17,"
                + "\"since\":\"2026-01-01T12:00:00.000Z\",\"looks\":2,"
                + "\"lookAt\":\"2026-01-01T12:01:00.000Z\"}],\"total\":7}");
    var retry = HttpRequest.POST("/damaged-sessions/larch/s-1/retry");
    var taken = router.answer(retry).toCompletableFuture().join();
    assertThat(taken.status().intValue()).isEqualTo(202);
    assertThat(text(taken)).isEqualTo("{\"lookAt\":\"2026-01-01T13:00:00.000Z\"}");
    assertThat(asked).containsExactly("list 100", "retry larch:s-1");
    for (var refused :
        Map.of(
                HttpRequest.GET("/damaged-sessions?limit=1001"), 400,
                HttpRequest.POST("/damaged-sessions/larch/s-2/retry"), 404,
                HttpRequest.POST("/damaged-sessions/LARCH/s-1/retry"), 404,
                retry.addHeader(RawHeader.create("Origin", "https://a.example")), 403)
            .entrySet())
      assertThat(router.answer(refused.getKey()).toCompletableFuture().join().status().intValue())
          .isEqualTo(refused.getValue());
    assertThat(asked).hasSize(3);
  }

  @Test
  void metrics_have_the_format_of_prometheus() {
    try (var meters = new Meters()) {
      get(meters, "/health/secret");
      get(meters, "/health/live");
      var response = get(meters, "/metrics");
      assertThat(response.entity().getContentType().toString())
          .startsWith("text/plain; version=0.0.4");
      assertThat(text(response))
          .contains("jvm_memory_used_bytes")
          .contains(
              "http_server_requests_seconds_count{method=\"GET\",route=\"/health/live\",status=\"200\"}"
                  + " 1")
          .contains("route=\"none\"")
          .doesNotContain("secret");
    }
  }

  @Test
  void model_calls_are_measured_and_delegated() {
    var registry = new SimpleMeterRegistry();
    var heard = new ArrayList<String>();
    var usage = new Usage("offline", 7, 3, 0, "EUR", false);
    var model =
        new MeteredModel(
            new LanguageModel() {
              @Override
              public String name() {
                return "offline";
              }

              @Override
              public Cancellable start(Prompt prompt, ReplyListener listener) {
                if (prompt.system().isEmpty()) {
                  listener.failed(
                      new ModelFailure(ModelFailure.Category.TIMEOUT, "too slow", null));
                } else {
                  listener.text("a");
                  listener.restarted();
                  listener.text("b");
                  listener.completed(new Completion(List.of(), Citations.ALL, usage));
                }
                return () -> heard.add("cancelled");
              }
            },
            registry);
    var listener =
        new ReplyListener() {
          @Override
          public void text(String chunk) {
            heard.add(chunk);
          }

          @Override
          public void restarted() {
            heard.add("restarted");
          }

          @Override
          public void completed(Completion completion) {
            heard.add("completed");
          }

          @Override
          public void failed(ModelFailure failure) {
            heard.add("failed");
          }
        };
    model.start(prompt("x"), listener).cancel();
    model.start(prompt(""), listener);
    assertThat(heard).containsExactly("a", "restarted", "b", "completed", "cancelled", "failed");
    assertThat(count(registry, "parley.model.calls", "outcome", "reply")).isEqualTo(1);
    assertThat(count(registry, "parley.model.calls", "outcome", "timeout")).isEqualTo(1);
    assertThat(registry.get("parley.model.first.token").timer().count()).isEqualTo(1);
    assertThat(registry.get("parley.model.tokens").tag("direction", "input").counter().count())
        .isEqualTo(7);
  }

  private static long count(SimpleMeterRegistry registry, String name, String tag, String value) {
    return registry.get(name).tag(tag, value).timer().count();
  }

  @Test
  void tool_attempts_are_measured_and_an_invented_name_is_labelled_unknown() {
    var registry = new SimpleMeterRegistry();
    var tools = new MeteredTools(new OneTool(), registry);
    var context =
        new ToolContext(
            new SessionKey(TenantId.DEFAULT, new SessionId("s")),
            new AgentRef("support", 1),
            Optional.empty(),
            "key");
    tools.admit(new ToolCall("1.1", "kb.search", Json.EMPTY_OBJECT), context);
    var cost = registry.get("parley.tool.cost.micros").tag("tool", "kb.search");
    assertThat(cost.tag("currency", "EUR").counter().count()).isEqualTo(50_000);
    tools.call(new ToolCall("1.1", "kb.search", Json.EMPTY_OBJECT), context);
    tools.call(new ToolCall("1.2", "made.up", Json.EMPTY_OBJECT), context);
    var attempts = registry.get("parley.tool.attempts");
    assertThat(attempts.tag("tool", "kb.search").tag("outcome", "succeeded").timer().count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("parley.tool.attempts")
                .tag("tool", "unknown")
                .tag("outcome", "error")
                .timer()
                .count())
        .isEqualTo(1);
  }

  private static final class OneTool implements Tools {
    @Override
    public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
      return List.of(
          new ToolSpec(
                  "kb.search",
                  "Searching",
                  "",
                  Json.EMPTY_OBJECT,
                  ToolPolicy.RETRY_WITH_KEY,
                  false,
                  Duration.ofSeconds(1),
                  "postgresql",
                  false)
              .costing(new CallCost(50_000, "EUR")));
    }

    @Override
    public Set<String> dependencies() {
      return Set.of("postgresql");
    }

    @Override
    public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
      return call.tool().equals("kb.search")
          ? CompletableFuture.completedStage(ToolOutcome.succeeded(Json.NULL, List.of()))
          : CompletableFuture.failedStage(new IllegalStateException("no such tool"));
    }

    @Override
    public CompletionStage<Void> probe(String dependency) {
      return CompletableFuture.completedStage(null);
    }
  }

  private static Prompt prompt(String system) {
    var session = new SessionKey(TenantId.DEFAULT, new SessionId("s"));
    var origin = new Origin(session, new AgentRef("support", 1));
    return new Prompt(Purpose.REPLY, origin, system, List.of(), List.of(), 9);
  }
}

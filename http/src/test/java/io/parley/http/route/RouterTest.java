package io.parley.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.access.Principal;
import io.parley.core.fault.WorkFailed;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call.BodyLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
  private static ActorSystem system;
  private final List<Answered> answered = new ArrayList<>();

  @BeforeAll
  static void start() {
    system = ActorSystem.create("router", ConfigFactory.defaultReference());
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  /// Its sender is found out on a copy of the request.
  private static CompletionStage<HttpResponse> ofBank(Call call) {
    var bank = new TenantId("bank");
    call.by(new Call.Proven("token", Principal.visitor(bank))).isOf(bank);
    return CompletableFuture.completedStage(HttpResponse.create());
  }

  @Test
  void the_senders_tenant_is_known_after_the_answer() {
    answer(HttpRequest.GET("/of-bank"));
    answer(HttpRequest.GET("/"));
    assertThat(answered)
        .extracting(each -> each.call().flatMap(Call::tenant).map(TenantId::value).orElse("none"))
        .containsExactly("bank", "none");
  }

  private HttpResponse answer(HttpRequest request) {
    return answer(request, 0);
  }

  private HttpResponse answer(HttpRequest request, int proxies) {
    var settings =
        new Router.Settings(
            new BodyLimits(100, Duration.ofSeconds(1)),
            new Origins(Set.of("https://shop.example")),
            proxies);
    var router =
        Router.create(
            List.of(
                Endpoint.get("/", call -> echo(call)),
                Endpoint.get("/things/{id}", call -> echo(call)),
                Endpoint.post("/things/{id}", call -> echo(call)),
                Endpoint.get("/files/{path*}", call -> echo(call)),
                Endpoint.get(
                    "/broken",
                    _ -> {
                      throw new IllegalStateException("secret");
                    }),
                Endpoint.get("/of-bank", RouterTest::ofBank),
                Endpoint.get("/deep", _ -> deeper(0)),
                Endpoint.get(
                    "/deep-later", _ -> CompletableFuture.supplyAsync(() -> deeper(0).join())),
                Endpoint.get(
                    "/leaving",
                    _ -> {
                      throw new ProblemException(ProblemType.DRAINING);
                    })),
            settings,
            answered::add,
            Materializer.createMaterializer(system));
    return router.answer(request).toCompletableFuture().join();
  }

  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static CompletableFuture<HttpResponse> deeper(int depth) {
    return deeper(depth + 1).copy();
  }

  private static CompletableFuture<HttpResponse> echo(Call call) {
    var json = JsonText.object().put("from", call.from().text());
    call.values().forEach(json::put);
    return CompletableFuture.completedFuture(Replies.json(200, json));
  }

  private static String body(HttpResponse response) {
    return response
        .entity()
        .toStrict(1_000, Materializer.createMaterializer(system))
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/deep", "/deep-later"})
  void a_stack_overflow_is_a_500_and_fails_only_its_request(String path) {
    var response = answer(HttpRequest.GET(path));
    assertThat(response.status().intValue()).isEqualTo(500);
    assertThat(body(response)).contains("internal").doesNotContain("deeper");
    assertThat(answered.getLast().failure()).get().isInstanceOf(WorkFailed.class);
    assertThat(answered.getLast().failure().get().getStackTrace()).hasSizeLessThan(100);
    assertThat(answer(HttpRequest.GET("/things/a")).status().intValue()).isEqualTo(200);
  }

  private static String header(HttpResponse response, String name) {
    return response.getHeader(name).map(found -> found.value()).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/things/a, 200",
    "/things/, 200",
    "/things, 404",
    "/things/a/, 404",
    "/things/a/b, 404",
    "/files/a/b.js, 200",
    "/files, 404",
    "/nowhere, 404",
    "/broken, 500"
  })
  void a_path_finds_its_handler(String path, int status) {
    assertThat(answer(HttpRequest.GET(path)).status().intValue()).isEqualTo(status);
  }

  @Test
  void invalid_paths_are_not_found() {
    for (var target : List.of("*", "", "things/a"))
      assertThat(PathTemplate.segments(target)).isEmpty();
    assertThat(PathTemplate.of("/").match(List.of())).isEmpty();
    assertThat(PathTemplate.of("/files/{path*}").match(List.of())).isEmpty();
  }

  @Test
  void path_placeholders_have_values() {
    assertThat(body(answer(HttpRequest.GET("/things/a1?x=y")))).contains("\"id\":\"a1\"");
    assertThat(body(answer(HttpRequest.GET("/files/a/b.js")))).contains("\"path\":\"a/b.js\"");
  }

  @Test
  void another_method_is_answered_405_with_the_allowed_ones() {
    var refused = answer(HttpRequest.DELETE("/things/a"));
    assertThat(refused.status().intValue()).isEqualTo(405);
    assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    var options = answer(HttpRequest.OPTIONS("/things/a"));
    assertThat(options.status().intValue()).isEqualTo(204);
    assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void every_answer_has_a_request_id_and_security_headers() {
    for (var path : List.of("/", "/nowhere", "/broken")) {
      var response = answer(HttpRequest.GET(path));
      assertThat(header(response, "X-Request-Id")).matches("[0-9a-f]{24}");
      assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(response, "Content-Security-Policy")).startsWith("default-src 'none'");
      assertThat(header(response, "Permissions-Policy")).contains("camera=()", "microphone=(self)");
      assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void answers_are_reported_by_route_template_with_internal_failures() {
    answer(HttpRequest.GET("/things/secret"));
    answer(HttpRequest.GET("/nowhere/secret"));
    answer(HttpRequest.GET("/broken"));
    assertThat(answered)
        .extracting(Answered::route)
        .containsExactly("/things/{id}", "none", "/broken");
    assertThat(answered).extracting(Answered::status).containsExactly(200, 404, 500);
    assertThat(answered.getLast().failure()).isPresent();
    assertThat(answered.getFirst().failure()).isEmpty();
  }

  @Test
  void a_503_of_a_draining_node_is_not_a_failure() {
    assertThat(answer(HttpRequest.GET("/leaving")).status().intValue()).isEqualTo(503);
    assertThat(answered).extracting(Answered::status).containsExactly(503);
    assertThat(answered.getFirst().failure()).isEmpty();
  }

  @Test
  void cors_permits_listed_sites_only() {
    var listed =
        answer(HttpRequest.GET("/").addHeader(Replies.header("Origin", "https://shop.example")));
    assertThat(header(listed, "Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    assertThat(header(listed, "Vary")).isEqualTo("Origin");
    var preflight =
        answer(
            HttpRequest.OPTIONS("/things/a")
                .addHeader(Replies.header("Origin", "https://shop.example"))
                .addHeader(Replies.header("Access-Control-Request-Method", "POST")));
    assertThat(preflight.status().intValue()).isEqualTo(204);
    assertThat(header(preflight, "Access-Control-Allow-Headers"))
        .contains("Authorization", "If-Match");
    assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("PATCH");
    for (var origin : List.of("https://evil.example", "http://shop.example", "null"))
      assertThat(
              header(
                  answer(HttpRequest.GET("/").addHeader(Replies.header("Origin", origin))),
                  "Access-Control-Allow-Origin"))
          .isEmpty();
  }

  @Test
  void same_origin_pages_and_non_browsers_are_always_allowed() {
    var origins = new Origins(Set.of("https://shop.example"));
    assertThat(origins.allows(HttpRequest.GET("/"))).isTrue();
    assertThat(allows(origins, "http://chat.example:8080", "chat.example:8080")).isTrue();
    assertThat(allows(origins, "https://chat.example", "chat.example")).isTrue();
    assertThat(allows(origins, "http://chat.example:9090", "chat.example:8080")).isFalse();
    assertThat(allows(origins, "null", "chat.example")).isFalse();
    assertThat(allows(new Origins(Set.of("*")), "https://any.example", "chat.example")).isTrue();
  }

  private static boolean allows(Origins origins, String origin, String host) {
    return origins.allows(
        HttpRequest.GET("/")
            .addHeader(Replies.header("Origin", origin))
            .addHeader(Replies.header("Host", host)));
  }

  @Test
  void the_caller_is_the_peer_unless_trusted_proxies_forward() {
    assertThat(from("192.0.2.1", 0, "203.0.113.9")).isEqualTo("192.0.2.1");
    assertThat(from("192.0.2.1", 1, "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(from("192.0.2.1", 1, "198.51.100.1, 203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(from("192.0.2.1", 2, "203.0.113.9")).isEqualTo("192.0.2.1");
    assertThat(from("192.0.2.1", 1, "localhost")).isEqualTo("unknown");
    assertThat(from("2001:db8:1:2:3:4:5:6", 0, "")).isEqualTo("20010db800010002::/64");
  }

  private String from(String address, int proxies, String forwarded) {
    var request =
        HttpRequest.GET("/")
            .addAttribute(
                AttributeKeys.remoteAddress,
                org.apache.pekko.http.javadsl.model.RemoteAddress.create(
                    new InetSocketAddress(InetAddress.ofLiteral(address), 5)));
    if (!forwarded.isEmpty())
      request = request.addHeader(Replies.header("X-Forwarded-For", forwarded));
    return body(answer(request, proxies)).replaceAll(".*\"from\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void a_template_extracts_its_values() {
    assertThat(PathTemplate.of("/a/{b}/c/{d}").match(List.of("a", "1", "c", "2")))
        .contains(Map.of("b", "1", "d", "2"));
  }
}

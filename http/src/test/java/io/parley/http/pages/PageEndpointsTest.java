package io.parley.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.site.Sites;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageEndpointsTest {
  private static ActorSystem system;
  private static Router router;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("pages", ConfigFactory.defaultReference());
    router =
        Router.create(
            PageEndpoints.all(
                new PageSettings(
                    "Larch & Lace",
                    new Theme("#2f6f4f", "#7fd1a5"),
                    List.of("https://shop.example", "http://127.0.0.1:8081")),
                new Sites()),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  private static HttpResponse get(String path, String... headers) {
    var request = HttpRequest.GET(path);
    for (int i = 0; i < headers.length; i += 2)
      request = request.addHeader(Replies.header(headers[i], headers[i + 1]));
    return router.answer(request).toCompletableFuture().join();
  }

  private static byte[] bytes(HttpResponse response) {
    return response
        .entity()
        .toStrict(5_000, Materializer.createMaterializer(system))
        .toCompletableFuture()
        .join()
        .getData()
        .toArrayUnsafe();
  }

  private static String text(HttpResponse response) {
    return new String(bytes(response), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse response, String name) {
    return response.getHeader(name).map(found -> found.value()).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/docs, text/html",
    "/app.js, application/javascript",
    "/styles.css, text/css",
    "/favicon.svg, image/svg+xml",
    "/widget, text/html",
    "/conversation, text/html",
    "/api-keys, text/html",
    "/sign-in, text/html",
    "/organisation, text/html",
    "/agents, text/html",
    "/agents/editor.js, application/javascript",
    "/usage, text/html",
    "/usage/usage.js, application/javascript",
    "/design, text/html",
    "/design/tokens.js, application/javascript",
    "/console/console.css, text/css",
    "/console/panels.js, application/javascript",
    "/organisation/people.js, application/javascript",
    "/api-keys/new-key.js, application/javascript",
    "/api-keys/service-accounts.js, application/javascript",
    "/widget.js, application/javascript",
    "/widget/frame.js, application/javascript",
    "/sw.js, application/javascript",
    "/manifest.webmanifest, application/manifest+json",
    "/icons/icon-192.png, image/png",
    "/session/session-client.js, application/javascript",
    "/openapi.json, application/json",
    "/webjars/lit/index.js, application/javascript",
    "/webjars/lit-html/lit-html.js, application/javascript",
    "/webjars/lit-element/lit-element.js, application/javascript",
    "/webjars/lit__reactive-element/reactive-element.js, application/javascript",
    "/webjars/marked/lib/marked.esm.js, application/javascript",
    "/webjars/dompurify/dist/purify.es.mjs, application/javascript",
    "/webjars/swagger-ui/swagger-ui-bundle.js, application/javascript",
    "/webjars/swagger-ui/swagger-ui.css, text/css"
  })
  void files_of_the_pages_are_served(String path, String type) {
    var response = get(path);
    assertThat(response.status().intValue()).isEqualTo(200);
    assertThat(response.entity().getContentType().toString()).startsWith(type);
    assertThat(bytes(response)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/widget/frame.html",
        "/widget/widget.js",
        "/ui/staff-page.html",
        "/../application.conf",
        "/webjars/lit/3.3.2/index.js",
        "/webjars/lit/nothing.js",
        "/webjars/lit/../lit/index.js",
        "/webjars/lit//index.js",
        "/webjars/lit/%2e%2e/lit/index.js",
        "/webjars/lit/.hidden.js",
        "/webjars/jquery/jquery.js",
        "/webjars/lit/LICENSE",
        "/problems/nothing"
      })
  void other_files_are_not_found(String path) {
    assertThat(get(path).status().intValue()).isEqualTo(404);
  }

  @Test
  void an_address_as_long_as_the_server_reads_is_refused_with_a_small_stack() throws Exception {
    var statuses = new ArrayList<Integer>();
    Runnable asks =
        () -> {
          for (var part : List.of("a/", "a.", "-/", "./", "%2f", "%2e%2e/"))
            statuses.add(get("/webjars/lit/" + part.repeat(2_000) + "a.js").status().intValue());
        };
    var thread = new Thread(null, asks, "small", 128 * 1024);
    thread.start();
    thread.join();
    assertThat(statuses).hasSize(6).containsOnly(404);
  }

  @Test
  void the_chat_page_may_run_exactly_its_import_map_and_our_files() throws Exception {
    var page = get("/");
    var map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
            .matcher(text(page));
    assertThat(map.find()).isTrue();
    var hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(map.group(1).getBytes(StandardCharsets.UTF_8)));
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("script-src 'self' 'sha256-" + hash + "';")
        .contains("style-src 'self';")
        .contains("frame-ancestors 'none'")
        .contains("worker-src 'self'")
        .contains("manifest-src 'self'")
        .contains(
            "require-trusted-types-for 'script'; trusted-types lit-html dompurify parley-worker"
                + " parley-proof")
        .doesNotContain("unsafe");
    assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(get("/docs"), "Content-Security-Policy"))
        .contains("script-src 'self';")
        .contains("style-src 'self' 'unsafe-inline'");
  }

  @Test
  void pages_for_people_of_the_company_have_one_frame_an_element_each_and_files_that_exist() {
    var linked = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"");
    var elements = new HashSet<String>();
    for (var page : StaffPage.all()) {
      var answer = get(page.address());
      assertThat(header(answer, "Content-Security-Policy"))
          .as(page.address())
          .contains("script-src 'self' 'sha256-")
          .contains("require-trusted-types-for 'script'")
          .contains("frame-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      var html = text(answer);
      assertThat(html)
          .contains("<title>" + page.title() + "</title>", "<" + page.element() + ">")
          .doesNotContain("{{");
      assertThat(elements.add(page.element())).as(page.element()).isTrue();
      assertThat(linked.matcher(html).results().map(link -> link.group(1)))
          .contains("/" + page.script())
          .allSatisfy(file -> assertThat(get(file).status().intValue()).as(file).isEqualTo(200));
    }
  }

  @Test
  void listed_sites_may_frame_the_widget_page_and_the_page_knows_them() {
    var page = get("/widget");
    assertThat(header(page, "Content-Security-Policy"))
        .endsWith("; frame-ancestors 'self' https://shop.example http://127.0.0.1:8081")
        .contains("script-src 'self' 'sha256-")
        .contains("require-trusted-types-for 'script'");
    assertThat(header(page, "X-Frame-Options")).isEmpty();
    assertThat(text(page))
        .contains("name=\"parley-origins\" content=\"https://shop.example http://127.0.0.1:8081\"")
        .contains("\"lit\": \"/webjars/lit/index.js\"")
        .doesNotContain("{{");
    for (var elsewhere : List.of("/docs", "/problems/not-found", "/nothing", "/sw.js"))
      assertThat(header(get(elsewhere, "Accept", "text/html"), "Content-Security-Policy"))
          .as(elsewhere)
          .contains("frame-ancestors 'none'");
  }

  @Test
  void without_a_list_only_same_origin_may_frame_the_widget_and_with_a_star_every_site() {
    var html = "<script type=\"importmap\">{}</script>";
    assertThat(PagePolicy.framed(html, List.of()).value()).endsWith("; frame-ancestors 'self'");
    assertThat(PagePolicy.framed(html, List.of("*", "https://shop.example")).value())
        .endsWith("; frame-ancestors 'self' *");
  }

  @Test
  void the_widget_script_is_cross_origin_small_and_in_the_companys_colour() {
    var script = get("/widget.js");
    assertThat(header(script, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(header(get("/app.js"), "Cross-Origin-Resource-Policy")).isEmpty();
    assertThat(bytes(script)).hasSizeLessThan(16 * 1_024);
    assertThat(text(script)).contains("--accent: #2f6f4f;").doesNotContain("{{");
  }

  @Test
  void the_service_worker_may_fetch_and_lists_every_file_with_its_etag() {
    var worker = get("/sw.js");
    assertThat(header(worker, "Content-Security-Policy")).contains("connect-src 'self'");
    assertThat(header(worker, "Cache-Control")).isEqualTo("no-cache");
    var shell = shell(text(worker));
    assertThat(shell.path("version").asText()).matches("[A-Za-z0-9_-]{16}");
    var files = shell.path("files");
    assertThat(files.properties())
        .extracting(Map.Entry::getKey)
        .contains(
            "/",
            "/app.js",
            "/voice/worklets/playout.js",
            "/voice/resampler.js",
            "/styles.css",
            "/favicon.svg",
            "/ui/chat-app.js",
            "/session/session-client.js",
            "/webjars/lit/index.js",
            "/webjars/lit-html/lit-html.js",
            "/webjars/lit-element/lit-element.js",
            "/webjars/lit__reactive-element/reactive-element.js",
            "/webjars/marked/lib/marked.esm.js",
            "/webjars/dompurify/dist/purify.es.mjs")
        .noneMatch(path -> path.startsWith("/v1") || path.startsWith("/widget"))
        .doesNotContain("/docs", "/sw.js", "/webjars/swagger-ui/swagger-ui-bundle.js");
    files
        .properties()
        .forEach(
            file ->
                assertThat(header(get(file.getKey()), "ETag"))
                    .as(file.getKey())
                    .isEqualTo('"' + file.getValue().asText() + '"'));
  }

  private static JsonNode shell(String worker) {
    var line = worker.lines().findFirst().orElseThrow();
    return JsonText.object(line.replaceFirst("^const SHELL = (.*);$", "$1"));
  }

  @Test
  void the_manifest_has_the_company_and_existing_icons() throws IOException {
    var manifest = JsonText.object(text(get("/manifest.webmanifest")));
    assertThat(manifest.path("name").asText()).isEqualTo("Larch & Lace");
    assertThat(manifest.path("start_url").asText()).isEqualTo("/");
    assertThat(manifest.path("display").asText()).isEqualTo("standalone");
    assertThat(manifest.path("theme_color").asText()).isEqualTo("#2f6f4f");
    assertThat(manifest.path("icons"))
        .extracting(icon -> icon.path("purpose").asText())
        .contains("any", "maskable");
    for (var icon : manifest.path("icons")) {
      var image = ImageIO.read(new ByteArrayInputStream(bytes(get(icon.path("src").asText()))));
      assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo(icon.path("sizes").asText());
    }
  }

  @Test
  void an_unchanged_file_is_answered_304() {
    var first = get("/styles.css");
    var tag = header(first, "ETag");
    assertThat(tag).matches("\"[A-Za-z0-9_-]{16}\"");
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    assertThat(get("/styles.css", "If-None-Match", tag).status().intValue()).isEqualTo(304);
    assertThat(get("/styles.css", "If-None-Match", "\"x\", W/" + tag).status().intValue())
        .isEqualTo(304);
    assertThat(get("/styles.css", "If-None-Match", "\"other\"").status().intValue()).isEqualTo(200);
  }

  @Test
  void large_texts_are_compressed_if_the_client_accepts_it() throws IOException {
    var path = "/webjars/swagger-ui/swagger-ui.css";
    var plain = get(path);
    var zipped = get(path, "Accept-Encoding", "br;q=1.0, gzip;q=0.8");
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(zipped, "ETag")).isNotEqualTo(header(plain, "ETag"));
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes(zipped)))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes(plain));
    }
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void every_problem_is_explained_to_people_and_programs(ProblemType type) {
    var page = get(type.uri(), "Accept", "text/html,application/xhtml+xml");
    assertThat(page.status().intValue()).isEqualTo(200);
    assertThat(text(page))
        .contains("<h1>" + type.title() + "</h1>")
        .contains("HTTP status " + type.status());
    assertThat(text(get(type.uri())))
        .contains("\"status\":" + type.status())
        .contains("\"retryable\":" + type.retryable());
  }
}

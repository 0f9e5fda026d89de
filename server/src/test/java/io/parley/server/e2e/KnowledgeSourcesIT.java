package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.core.knowledge.ContentHash;
import io.parley.core.webhook.WebhookSignature;
import io.parley.server.CommandLineRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A site and an export of this machine, read by the built program as docs/KNOWLEDGE.md shows it.
class KnowledgeSourcesIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
  private HttpServer site;

  /// Demanded of each request, unless empty.
  private volatile String login = "";

  @BeforeEach
  void open() throws IOException {
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", this::answer);
    site.start();
  }

  /// Leaves nothing behind, so that a test can be run again.
  @AfterEach
  void close() throws Exception {
    site.stop(0);
    var operator = Caller.with(ServerProcess.OPERATOR_TOKEN);
    for (var source : List.of("buoys", "lighthouse", "weather-desk"))
      operator.forget(SERVER, "/v1/knowledge/sources/" + source);
    for (var secret : List.of("lighthouse-hook", "weather-desk"))
      operator.forget(SERVER, "/v1/secrets/" + secret);
  }

  /// ETags are hashes.
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var text = pages.get(path);
      int status = text == null ? 404 : 200;
      var shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!login.isEmpty() && !login.equals(shown)) status = 401;
      if (status == 200) {
        var etag = "\"" + ContentHash.of(text) + "\"";
        exchange.getResponseHeaders().add("ETag", etag);
        exchange
            .getResponseHeaders()
            .add("Content-Type", path.endsWith(".json") ? "application/json" : "text/html");
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) status = 304;
      }
      answers.add(status + " " + path);
      exchange.sendResponseHeaders(status, status == 200 ? 0 : -1);
      if (status == 200) exchange.getResponseBody().write(text.getBytes(UTF_8));
    }
  }

  @Test
  void resources_of_a_tool_source_become_knowledge_and_follow_its_server() throws Exception {
    try (var outside = OutsideServer.forecasts()) {
      outside.resources.put(
          "memo://buoys/red", "# Red buoy\n\nThe red buoy is repainted in April.");
      outside.resources.put("memo://buoys/green", "# Green buoy\n\nThe green buoy rings a bell.");
      outside.resources.put("memo://crew/list", "# Crew\n\nThe buoy keeper is called Ada.");
      var tool = "{\"kind\":\"mcp\",\"settings\":{\"url\":\"%s\"}}".formatted(outside.address());
      assertThat(send("PUT", "/v1/tool-sources/harbour", tool).statusCode()).isLessThan(300);
      try {
        // a source that is not open fails its first reading, and the next one is a minute away
        await()
            .atMost(PATIENCE)
            .until(
                () -> json(send("GET", "/v1/tool-sources/harbour", ""), 200).path("tools").has(0));
        var added = run("sources", "add", "buoys", "mcp://harbour", "--path", "memo://buoys/");
        assertThat(added.output()).contains("buoys", "mcp://harbour");
        awaitFound("when is the red buoy repainted", "repainted in April");
        awaitFound("which buoy rings a bell", "rings a bell");
        assertThat(json(send("GET", "/v1/knowledge/sources/buoys", ""), 200).path("pages").asInt())
            .isEqualTo(2);

        outside.resources.remove("memo://buoys/green");
        outside.resources.put(
            "memo://buoys/red", "# Red buoy\n\nThe red buoy is repainted in May.");
        assertThat(run("sources", "sync", "buoys").code()).isZero();
        awaitFound("when is the red buoy repainted", "repainted in May");
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(
                            json(send("GET", "/v1/knowledge/sources/buoys", ""), 200)
                                .at("/lastRun/removed")
                                .asInt())
                        .isEqualTo(1));
      } finally {
        send("DELETE", "/v1/knowledge/sources/buoys", "");
        send("DELETE", "/v1/tool-sources/harbour", "");
      }
    }
  }

  @Test
  void a_site_is_searchable_and_follows_its_changes_when_it_says_so() throws Exception {
    page("/", "Lighthouse", "Our lighthouses.", "/lamp", "/foghorn");
    page("/lamp", "Lamp", "The Fresnel lamp of the lighthouse burns rapeseed oil.");
    page("/foghorn", "Foghorn", "The foghorn of the lighthouse blows every ninety seconds.");
    var secret = "{\"host\":\"%s\",\"value\":\"%s\"}".formatted(authority(), SECRET);
    assertThat(send("PUT", "/v1/secrets/lighthouse-hook", secret).statusCode()).isLessThan(300);

    var added =
        run(
            "sources",
            "add",
            "lighthouse",
            url("/"),
            "--label",
            "sea",
            "--hook-secret",
            "lighthouse-hook");
    assertThat(added.output()).contains("lighthouse", url("/"));
    awaitFound("rapeseed oil lamp of the lighthouse", "burns rapeseed oil");
    awaitFound("how often does the foghorn blow", "every ninety seconds");
    var document = json(send("GET", "/v1/knowledge/documents/lighthouse-lamp", ""), 200);
    assertThat(document.path("source").asText()).isEqualTo(url("/lamp"));
    assertThat(document.at("/labels/0").asText()).isEqualTo("sea");

    awaitIdle("lighthouse");
    answers.clear();
    page("/lamp", "Lamp", "The lamp of the lighthouse is electric since 1931.");
    pages.remove("/foghorn");
    long now = Instant.now().getEpochSecond();
    assertThat(message("lighthouse", now, "v1,AAAA").statusCode()).isEqualTo(401);
    assertThat(message("lighthouse", now - 301, signed(now - 301)).statusCode()).isEqualTo(401);
    assertThat(message("nothing", now, signed(now)).statusCode()).isEqualTo(404);
    assertThat(message("lighthouse", now, signed(now)).statusCode()).isEqualTo(202);
    awaitFound("lamp of the lighthouse", "electric since 1931");
    awaitIdle("lighthouse");
    assertThat(answers).contains("304 /", "200 /lamp", "404 /foghorn");
    assertThat(send("GET", "/v1/knowledge/documents/lighthouse-foghorn", "").statusCode())
        .isEqualTo(404);
    // the index follows the removal
    await()
        .atMost(PATIENCE)
        .until(() -> !found("how often does the foghorn blow").contains("every ninety seconds"));
    var runs = json(send("GET", "/v1/knowledge/sources/lighthouse/runs", ""), 200).path("runs");
    assertThat(runs).hasSize(2);
    assertThat(runs.get(0).path("unchanged").asInt()).isEqualTo(1);
    assertThat(runs.get(0).path("stored").asInt()).isEqualTo(1);
    assertThat(runs.get(0).path("removed").asInt()).isEqualTo(1);
    assertThat(runs.get(1).path("stored").asInt()).isEqualTo(3);

    var synced = run("sources", "sync", "lighthouse");
    assertThat(synced.output()).contains("0 stored, 2 unchanged, 0 removed");
    assertThat(synced.code()).isZero();
    assertThat(run("sources", "list").output()).contains("idle", url("/"));
    assertThat(run("sources", "remove", "lighthouse").output()).isEqualTo("removed lighthouse\n");
    assertThat(send("GET", "/v1/knowledge/documents/lighthouse-lamp", "").statusCode())
        .isEqualTo(404);
    assertThat(send("DELETE", "/v1/knowledge/sources/lighthouse", "").statusCode()).isEqualTo(404);
  }

  @Test
  void an_export_is_one_request_and_wrong_sources_are_refused() throws Exception {
    pages.put(
        "/articles.json",
        """
        {"articles": [{"id": 7, "title": "Buoys", "body": "<p>Green buoys are cone shaped.</p>",
          "locale": "en", "draft": false, "html_url": "https://help.example/7"}]}
        """);
    var source = "{\"kind\":\"export\",\"url\":\"%s\",\"everyMinutes\":60}";
    var path = "/v1/knowledge/sources/buoys";
    json(send("PUT", path, source.formatted(url("/articles.json"))), 200);
    awaitFound("shape of green buoys", "cone shaped");
    awaitIdle("buoys");
    assertThat(answers).containsExactly("200 /articles.json");
    assertThat(json(send("GET", path, ""), 200).has("nextRunAt")).isTrue();
    assertThat(run("sources", "sync", "buoys").output()).contains("1 unchanged");
    assertThat(answers).containsExactly("200 /articles.json", "304 /articles.json");
    assertThat(run("sources", "remove", "--keep-documents", "buoys").code()).isZero();
    assertThat(found("shape of green buoys")).contains("cone shaped");
    var file = "/v1/knowledge/collections/default/files/@buoys/articles.json";
    assertThat(send("DELETE", file, "").statusCode()).isEqualTo(200);

    var wrong =
        Map.of(
            source.formatted("ftp://a.example/x"), "url is of another form",
            source.formatted("https://u:p@a.example/x"), "url is of another form",
            source.formatted("https://a.example/").replace("60", "1"), "everyMinutes is 1",
            source.formatted("https://a.example/").replace("60", "60,\"loginUser\":\"ada\""),
                "loginSecret is missing",
            source
                    .formatted("https://a.example/")
                    .replace("export", "site")
                    .replace("60", "60,\"loginSecret\":\"desk\""),
                "loginSecret is for exports",
            source.formatted("https://a.example/").replace("export", "feed"), "kind is unknown");
    for (var each : wrong.entrySet())
      assertThat(json(send("PUT", path, each.getKey()), 400).path("detail").asText())
          .startsWith(each.getValue());
    var inward = source.formatted("http://10.0.0.1/x");
    json(send("PUT", path, inward), 200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json(send("GET", path, ""), 200).at("/lastRun/error").asText())
                    .contains("10.0.0.1"));
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
  }

  @Test
  void a_list_behind_a_login_is_read_to_its_last_page() throws Exception {
    login = "Bearer t0ken";
    var list = "{\"type\":\"list\",\"pages\":{\"type\":\"pages\",\"next\":%s},\"data\":[%s]}";
    var article =
        """
        {"type": "article", "id": "%d", "title": "%s", "body": "<p>%s</p>", "state": "published",
         "default_locale": "en", "url": null, "translated_content": null}
        """;
    pages.put(
        "/articles",
        list.formatted(
            "\"%s\"".formatted(url("/articles/2")),
            article.formatted(1, "Barometers", "The barometer is tapped gently.")));
    pages.put(
        "/articles/2",
        list.formatted(
            "null", article.formatted(2, "Hygrometers", "The hygrometer has a horse hair.")));
    var path = "/v1/knowledge/sources/weather-desk";
    var source =
        "{\"kind\":\"export\",\"url\":\"%s\",\"loginSecret\":\"weather-desk\"}"
            .formatted(url("/articles"));
    json(send("PUT", path, source), 200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json(send("GET", path, ""), 200).at("/lastRun/error").asText())
                    .startsWith("the secret weather-desk cannot be used"));
    var secret = "{\"host\":\"%s\",\"value\":\"t0ken\"}".formatted(authority());
    assertThat(send("PUT", "/v1/secrets/weather-desk", secret).statusCode()).isLessThan(300);
    assertThat(run("sources", "sync", "weather-desk").code()).isZero();
    awaitFound("how is a barometer tapped", "tapped gently");
    awaitFound("what hair does the hygrometer have", "horse hair");
    assertThat(json(send("GET", path, ""), 200).path("loginSecret").asText())
        .isEqualTo("weather-desk");
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", "/v1/secrets/weather-desk", "").statusCode()).isLessThan(300);
  }

  private void page(String path, String title, String text, String... links) {
    var body =
        new StringBuilder("<html lang=en><body><main><h1>%s</h1><p>%s</p>".formatted(title, text));
    for (var link : links) body.append("<a href=\"").append(link).append("\">more</a> ");
    pages.put(path, body + "</main></body></html>");
  }

  private String authority() {
    return "127.0.0.1:" + site.getAddress().getPort();
  }

  private String url(String path) {
    return "http://" + authority() + path;
  }

  private static String signed(long seconds) {
    return WebhookSignature.of(SECRET, "msg-1", seconds, "{}".getBytes(UTF_8));
  }

  private static HttpResponse<String> message(String id, long seconds, String signature)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(SERVER.http("/v1/knowledge/sources/" + id + "/changed"))
            .header("webhook-id", "msg-1")
            .header("webhook-timestamp", Long.toString(seconds))
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static void awaitIdle(String id) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                json(send("GET", "/v1/knowledge/sources/" + id, ""), 200)
                    .path("state")
                    .asText()
                    .equals("idle"));
  }

  private static void awaitFound(String question, String words) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(found(question)).contains(words));
  }

  /// The texts of all passages.
  private static String found(String question) throws Exception {
    var query = question.replace(" ", "%20");
    return String.join(
        "\n",
        json(send("GET", "/v1/knowledge/search?limit=3&q=" + query, ""), 200)
            .path("passages")
            .findValuesAsText("text"));
  }

  private CommandLineRun run(String... command) throws IOException {
    var settings =
        Files.writeString(
            directory.resolve("parley.conf"),
            "parley { data = \"%s\", tokens.operator = \"%s\" }"
                .formatted(SERVER.data(), ServerProcess.OPERATOR_TOKEN));
    var arguments = new ArrayList<>(List.of("knowledge", "--config", settings.toString()));
    arguments.addAll(List.of(command));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(SERVER.http(path))
            .header("Authorization", "Bearer " + ServerProcess.OPERATOR_TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }
}

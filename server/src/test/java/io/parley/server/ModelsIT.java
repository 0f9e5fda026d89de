package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.http.session.TestSocket;
import io.parley.server.e2e.PreparedData;
import io.parley.tools.model.langchain.ProviderKind;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.Ending;
import io.parley.tools.model.wire.ModelDouble;
import io.parley.tools.model.wire.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole program with three providers, as a customer sees it over a WebSocket: the first and
/// the last are servers with the real wire formats and every kind of failure, the one between is
/// unreachable.
class ModelsIT {
  private static final Logger LOG = LoggerFactory.getLogger(ModelsIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String QUESTION = "How do I return my shoes?";

  private static ModelDouble main;
  private static ModelDouble spare;
  private static Program program;

  @TempDir static Path data;

  @BeforeAll
  static void start() throws IOException {
    PreparedData.at(data.resolve("data"));
    main = ModelDouble.start(ProviderKind.OPENAI);
    spare = ModelDouble.start(ProviderKind.ANTHROPIC);
    program =
        Program.start(
            Map.ofEntries(
                Map.entry("parley.data", data.resolve("data").toString()),
                Map.entry("parley.http.port", 0),
                Map.entry("parley.management.port", 0),
                Map.entry("parley.http.start.per-address", 1000),
                Map.entry("parley.http.visitors.messages-per-address", 100000),
                Map.entry("parley.sessions.visitors.model-calls-per-minute", 100000),
                // each turn is one call of the providers, without calls for memory
                Map.entry("parley.response-cache.enabled", "false"),
                Map.entry("parley.models.routes.reply", List.of("main", "gone", "spare")),
                Map.entry("parley.models.routes.summary", List.of("offline")),
                Map.entry("parley.models.routes.classify", List.of("offline")),
                Map.entry("parley.models.provider-defaults.api-key", "a-key"),
                Map.entry(
                    "parley.models.provider-defaults.silence-timeout", SILENCE.toMillis() + "ms"),
                Map.entry("parley.models.provider-defaults.total-timeout", "4s"),
                Map.entry("parley.models.provider-defaults.breaker.failures", 1000),
                Map.entry("parley.models.provider-defaults.breaker.open-for", "60s"),
                Map.entry("parley.models.retry-after-max", "60s"),
                Map.entry("parley.models.providers.main", provider("openai", main.url())),
                Map.entry("parley.models.providers.gone", provider("gemini", nobody())),
                Map.entry("parley.models.providers.spare", provider("anthropic", spare.url()))));
  }

  private static Map<String, Object> provider(String kind, URI url) {
    return Map.of("kind", kind, "model", kind + "-double", "endpoints", List.of(url.toString()));
  }

  /// An unreachable address.
  private static URI nobody() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1beta");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    if (program != null) program.close();
    main.close();
    spare.close();
  }

  /// Restores the providers that the former test has broken.
  @BeforeEach
  void heal() {
    main.script(Act.says("Well."));
    spare.script(Act.says("From the spare."));
    // a busy node may not answer in time
    for (var provider : List.of("main", "spare"))
      await().atMost(PATIENCE).untilAsserted(() -> reset(provider));
    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // right after the start a busy machine may refuse clients for a
        // moment
        .untilAsserted(() -> assertThat(new Turn().say("Hello").text()).isEqualTo("Well."));
  }

  /// Ends a pause of this provider, as an operator may.
  private static void reset(String provider) {
    var breaker = "/breakers/provider:%s/reset".formatted(provider);
    var request =
        HttpRequest.newBuilder(URI.create(program.running().addresses().management() + breaker))
            .POST(HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    var response = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /// One session, and one of its turns from the customer's message to the end.
  private static final class Turn {
    private final TestSocket socket = socket();
    private final List<JsonNode> frames = new ArrayList<>();
    private final CompletableFuture<Void> seen;

    Turn() {
      this(new CompletableFuture<>());
    }

    /// @param seen is completed when the customer has received text
    Turn(CompletableFuture<Void> seen) {
      this.seen = seen;
    }

    Turn say(String text) {
      frames.clear();
      socket.send("{\"type\":\"say\",\"id\":\"%d\",\"text\":\"%s\"}".formatted(hashCode(), text));
      do {
        frames.add(socket.next());
        if (frames.getLast().path("type").asText().equals("delta")) seen.complete(null);
      } while (!List.of("reply-completed", "turn-failed").contains(kind(frames.getLast())));
      socket.close();
      return this;
    }

    JsonNode end() {
      return frames.getLast().path("event");
    }

    String text() {
      return end().path("text").asText();
    }

    List<String> kinds() {
      return frames.stream().map(Turn::kind).filter(kind -> !kind.isEmpty()).toList();
    }

    /// The streamed texts as `attempt: text`, one entry for each attempt.
    List<String> streamed() {
      var attempts = new ArrayList<String>();
      for (int attempt = 1; attempt < 10; attempt++) {
        var text = new StringBuilder();
        for (var frame : frames)
          if (frame.path("type").asText().equals("delta")
              && frame.path("attempt").asInt() == attempt) {
            text.setLength(frame.path("from").asInt());
            text.append(frame.path("text").asText());
          }
        if (!text.isEmpty()) attempts.add(attempt + ": " + text);
      }
      return attempts;
    }

    private static String kind(JsonNode frame) {
      return frame.at("/event/kind").asText();
    }

    private static TestSocket socket() {
      var http = program.running().addresses().http();
      var started = post(http + "/v1/sessions");
      var uri =
          "%s/v1/sessions/%s/socket?after=0"
              .formatted(http.replace("http:", "ws:"), started.path("id").asText());
      var socket = TestSocket.open(HTTP, URI.create(uri), started.path("token").asText());
      socket.upTo("caught-up");
      return socket;
    }

    private static JsonNode post(String uri) {
      var request =
          HttpRequest.newBuilder(URI.create(uri))
              .POST(HttpRequest.BodyPublishers.noBody())
              .timeout(PATIENCE)
              .build();
      return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
          .thenApply(
              response -> {
                try {
                  return JSON.readTree(response.body());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .join();
    }
  }

  static Stream<Arguments> failuresBeforeText() {
    return Stream.of(
        Arguments.of("an error of the server", Act.refuses(500, "server_error")),
        Arguments.of("an overloaded server", Act.refuses(503, "overloaded")),
        Arguments.of("a prompt too long", Act.refuses(400, "context_length_exceeded")),
        Arguments.of("a page of a proxy", Act.page(502, "text/html", "<html>Bad</html>")),
        Arguments.of("a page instead", Act.page(200, "text/html", "<html>Hi</html>")),
        Arguments.of("garbage", Act.says().then(new Part.Raw("data: {\"choices\": oops\n\n"))),
        Arguments.of("a stream without words", Act.says()),
        Arguments.of("a stream that is cut", Act.says().ending(Ending.CUT)),
        Arguments.of("silence", Act.silence()),
        Arguments.of("silence after the head", Act.says().ending(Ending.SILENT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failuresBeforeText")
  void a_failure_before_the_first_delta_is_invisible(String what, Act act) {
    main.script(act);
    var turn = new Turn().say(QUESTION);
    assertThat(turn.text()).as(what).isEqualTo("From the spare.");
    assertThat(turn.streamed()).containsExactly("1: From the spare.");
    assertThat(turn.kinds()).doesNotContain("turn-resumed");
  }

  static Stream<Arguments> failuresInMidText() {
    var half = Act.says("Half an ", "answ");
    return Stream.of(
        Arguments.of("an end too early", half.ending(Ending.MISSING)),
        Arguments.of("silence", half.ending(Ending.SILENT)),
        Arguments.of("an endless stream", half.ending(Ending.TRICKLE)),
        Arguments.of("an error inside", half.then(new Part.BrokenOff("server_error"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failuresInMidText")
  void a_failure_in_mid_text_voids_it_and_the_next_provider_starts_over(String what, Act act) {
    main.script(act);
    var turn = new Turn().say(QUESTION);
    assertThat(turn.text()).as(what).isEqualTo("From the spare.");
    assertThat(turn.kinds()).containsOnlyOnce("turn-resumed");
    assertThat(turn.streamed()).hasSize(2).last().isEqualTo("2: From the spare.");
    assertThat(turn.streamed().getFirst()).startsWith("1: Half an answ");
    assertThat(turn.end().path("degraded").asBoolean()).isFalse();
  }

  @Test
  void a_connection_lost_in_mid_text_voids_it() {
    var seen = new CompletableFuture<Void>();
    main.script(Act.says("Half an ").then(new Part.Wait(seen)).ending(Ending.CUT));
    var turn = new Turn(seen).say(QUESTION);
    assertThat(turn.streamed()).containsExactly("1: Half an ", "2: From the spare.");
    assertThat(turn.kinds()).containsOnlyOnce("turn-resumed");
  }

  @Test
  void a_filtered_reply_is_not_requested_from_another_provider() {
    for (var act : List.of(Act.says(), Act.says("Half an ", "answ"))) {
      main.script(act.ending(Ending.FILTERED));
      int before = spare.requests().size();
      var turn = new Turn().say(QUESTION);
      assertThat(turn.kinds()).last().isEqualTo("turn-failed");
      assertThat(turn.end().at("/problem/type").asText()).endsWith("content-filtered");
      assertThat(spare.requests()).hasSize(before);
    }
  }

  @Test
  void a_reply_at_its_limit_is_continued_as_one_reply() {
    main.script(
        Act.says("You may take two, but you mu").ending(Ending.LENGTH), Act.says("must not."));
    var turn = new Turn().say(QUESTION);
    assertThat(turn.text()).isEqualTo("You may take two, but you must not.");
    assertThat(turn.end().has("truncated")).isFalse();
    assertThat(main.requests().getLast().body()).contains("cut off at its limit");
  }

  @Test
  void a_provider_s_retry_after_is_respected() {
    main.script(Act.refuses(429, "rate_limit_exceeded").with("Retry-After", "600"));
    int before = main.requests().size();
    for (int i = 0; i < 3; i++)
      assertThat(new Turn().say(QUESTION).text()).isEqualTo("From the spare.");
    assertThat(main.requests()).hasSize(before + 1);
  }

  @Test
  void a_wrong_key_is_not_retried() {
    main.script(Act.refuses(401, "invalid_api_key"));
    int before = main.requests().size();
    for (int i = 0; i < 3; i++)
      assertThat(new Turn().say(QUESTION).text()).isEqualTo("From the spare.");
    assertThat(main.requests()).hasSize(before + 1);
  }

  @Test
  void without_any_model_the_help_centre_answers_with_a_mark() {
    var down = Act.refuses(503, "overloaded");
    main.script(down);
    spare.script(down);
    // the index of the help centre is built in the background
    await().atMost(PATIENCE).until(() -> new Turn().say(QUESTION).text().contains(">"));
    long began = System.nanoTime();
    var turn = new Turn().say(QUESTION);
    LOG.info("a degraded answer took {} ms", (System.nanoTime() - began) / 1_000_000);
    assertThat(turn.text()).startsWith("The assistant is out of order").contains("\n\n> ");
    assertThat(turn.end().path("degraded").asBoolean()).isTrue();
    assertThat(turn.end().path("sources")).isNotEmpty();
    assertThat(turn.streamed()).hasSize(1);
  }

  @Test
  void text_streamed_before_all_providers_failed_is_void() {
    main.script(Act.says("Half an ").ending(Ending.CUT), Act.refuses(503, "overloaded"));
    spare.script(Act.refuses(529, "overloaded_error"));
    var turn = new Turn().say(QUESTION);
    assertThat(turn.text()).startsWith("The assistant is out of order");
    assertThat(turn.streamed()).last().asString().endsWith(turn.text());
  }

  @Test
  void without_any_answer_the_turn_fails() {
    main.script(Act.refuses(503, "overloaded"));
    spare.script(Act.refuses(503, "overloaded"));
    var turn = new Turn().say("zxqv");
    assertThat(turn.kinds()).last().isEqualTo("turn-failed");
    assertThat(turn.end().at("/problem/type").asText()).endsWith("model-unavailable");
  }

  @Test
  void a_call_of_an_unknown_tool_is_refused_and_the_model_continues() {
    main.script(Act.asks(Act.call("no_such_tool", "{}")), Act.says("I cannot do that."));
    var turn = new Turn().say(QUESTION);
    assertThat(turn.text()).isEqualTo("I cannot do that.");
    assertThat(main.requests().getLast().body()).contains("no_such_tool");
  }

  @Test
  void invalid_arguments_are_refused_and_the_model_continues() {
    main.script(
        Act.asks(Act.call("kb_search", "{\"query\": "), Act.call("fetch_status", "{\"kind\":7}")),
        Act.says("Let me ask you something."));
    assertThat(new Turn().say(QUESTION).text()).isEqualTo("Let me ask you something.");
  }

  @Test
  void operators_see_call_outcomes_by_provider() {
    main.script(Act.refuses(500, "server_error"));
    new Turn().say(QUESTION);
    var metrics =
        HTTP.sendAsync(
                HttpRequest.newBuilder(
                        URI.create(program.running().addresses().management() + "/metrics"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .join()
            .body();
    assertThat(metrics)
        .contains("parley_provider_calls_total{outcome=\"completed\",provider=\"main\"}")
        .contains("parley_provider_calls_total{outcome=\"unavailable\",provider=\"gone\"}")
        .contains("parley_provider_failovers_total{provider=\"main\",shown=\"false\"}")
        .contains("parley_provider_breaker{provider=\"spare\"} 0.0")
        .doesNotContain("shoes");
  }
}

package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.conventions.deploy.AlertRules;
import io.parley.conventions.deploy.Dashboard;
import io.parley.conventions.deploy.Overlay;
import io.parley.conventions.deploy.PromQl;
import io.parley.http.session.TestSocket;
import io.parley.http.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program reports every metric, with its labels, that the alerts, the dashboard and the
/// autoscaler name, after chats, tool calls, an archive, a provider failure, and an exhausted
/// budget.
class DashboardMetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// Prometheus' own, and what it adds to every metric.
  private static final Map<String, Set<String>> OF_PROMETHEUS = Map.of("up", Set.of("job"));

  private static final Set<String> ADDED = Set.of("job", "instance", "le");

  private static final String ENDS = "reply-completed|turn-failed|turn-interrupted";

  private static final Pattern SAMPLE =
      Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{([^}]*)\\})? ", Pattern.MULTILINE);

  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"");

  /// A provider at a closed port, the offline model behind it with a price, a budget for a few of
  /// its replies, and then a model without a price.
  private static final String SETTINGS =
      """
      # a busy machine may take long to wake its first session
      parley.sessions { ask-timeout = 40s, ask-again = 10s }
      parley.agent.limits { output-tokens = 100, turns-per-minute = 1000 }
      parley.response-cache.enabled = true
      parley.models {
        providers {
          gone { kind = openai, model = "gone", endpoints = ["http://127.0.0.1:9/v1"] }
          here { kind = offline, model = "offline" }
          free { kind = openai, model = "free", endpoints = ["http://127.0.0.1:PORT/v1"], api-key = "secret-of-a-bill" }
        }
        routes { reply = [gone, here], cheaper = [free] }
      }
      parley.money {
        prices.offline { input-micros = 0, output-micros = 1000000 }
        budgets.month { limit-micros = 150, at-limit = cheaper }
        lend-timeout = 40s
      }
      """;

  /// The answer of a model without a price, in the format of OpenAI.
  private static final String ANSWER =
      """
      data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"free",\
      "choices":[{"index":0,"delta":{"role":"assistant","content":"Yes."},"finish_reason":null}]}

      data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"free",\
      "choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private static final String UNPRICED = "parley_money_unpriced_calls_total{";
  private static final int TURNS_MAX = 30;

  @TempDir Path directory;

  @Test
  void every_metric_of_the_alerts_and_the_dashboard_exists() throws Exception {
    var wanted = new ArrayList<>(AlertRules.read().expressions());
    wanted.addAll(Dashboard.read().expressions());
    wanted.addAll(Overlay.named("production").measures());
    var free = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    free.createContext("/", DashboardMetricsIT::answer);
    free.start();
    var settings = SETTINGS.replace("PORT", String.valueOf(free.getAddress().getPort()));
    var config = Files.writeString(directory.resolve("parley.conf"), settings);
    try (var server =
        ServerProcess.start(
            directory.resolve("data"), certified(), List.of("--config", config.toString()))) {
      liveThrough(server);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(missing(wanted, server.metrics())).isEmpty());
      isCounted(server.metrics());
    } finally {
      free.stop(0);
    }
  }

  /// Metrics that are 0 from the start must become positive.
  private static void isCounted(String scrape) {
    for (var metric :
        List.of(
            "parley_turns_seconds_count",
            "parley_turn_first_token_seconds_count",
            "parley_journal_writes_seconds_count",
            "parley_journal_waiting_max")) assertThat(sum(scrape, metric)).as(metric).isPositive();
    assertThat(sum(scrape, "parley_backlog")).isNotNaN();
  }

  /// Over all labels.
  private static double sum(String scrape, String metric) {
    return scrape
        .lines()
        .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// The port for other nodes has a certificate, whose remaining time is a metric.
  private Map<String, String> certified() throws Exception {
    var certificates =
        TestCertificates.in(Files.createDirectory(directory.resolve("certificates")));
    certificates.sign("parley", "RSA", 30);
    return Map.of(
        "PARLEY_CLUSTER_TLS_CERTIFICATE", certificates.certificate("parley").toString(),
        "PARLEY_CLUSTER_TLS_KEY", certificates.key("parley").toString(),
        "PARLEY_CLUSTER_TLS_AUTHORITY", certificates.authority().toString());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(ANSWER.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void liveThrough(ServerProcess server) throws Exception {
    var session = Caller.start(server);
    var customer = Caller.with(session.token());
    // the server closes the socket when the session is archived, and counts that
    TestSocket.open(HttpClient.newHttpClient(), socket(server, session), session.token());
    int turns = 0;
    for (var question : List.of("Where is my order 1042?", "I want to talk to a human"))
      ask(server, session, question, ++turns);
    while (!server.metrics().contains(UNPRICED) && turns < TURNS_MAX)
      ask(server, session, "How can I pay? And what about " + turns, ++turns);
    customer.post(server, "/v1/sessions/" + session.id() + "/end", "{}", 202);
    await()
        .atMost(PATIENCE)
        .until(() -> customer.status(server, "/v1/sessions/" + session.id() + "/archive") == 200);
  }

  /// Sends a message and waits for the end of its turn, whatever its outcome.
  private static void ask(ServerProcess server, Caller.Session session, String text, int turn)
      throws Exception {
    var customer = Caller.with(session.token());
    customer.say(server, session, "m" + turn, text);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                customer.events(server, session).stream()
                    .map(event -> event.path("event"))
                    .anyMatch(
                        event ->
                            event.path("turn").asInt() == turn
                                && event.path("kind").asText().matches(ENDS)));
  }

  private static URI socket(ServerProcess server, Caller.Session session) {
    var path = "/v1/sessions/" + session.id() + "/socket";
    return URI.create(server.http(path).toString().replaceFirst("^http", "ws"));
  }

  /// `metric` or `metric{label}` for everything that is missing.
  private static Set<String> missing(Collection<String> expressions, String scrape) {
    var told = told(scrape);
    var missing = new TreeSet<String>();
    PromQl.selected(expressions)
        .forEach(
            (metric, labels) -> {
              var there = OF_PROMETHEUS.getOrDefault(metric, told.get(metric));
              if (there == null) missing.add(metric);
              else
                labels.stream()
                    .filter(label -> !there.contains(label) && !ADDED.contains(label))
                    .forEach(label -> missing.add(metric + "{" + label + "}"));
            });
    return missing;
  }

  private static Map<String, Set<String>> told(String scrape) {
    var told = new HashMap<String, Set<String>>();
    for (var sample : SAMPLE.matcher(scrape).results().toList()) {
      var labels = told.computeIfAbsent(sample.group(1), _ -> new TreeSet<>());
      if (sample.group(2) != null)
        LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
    }
    return told;
  }
}

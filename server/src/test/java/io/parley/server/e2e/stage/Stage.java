package io.parley.server.e2e.stage;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.http.pages.PageEndpoints;
import io.parley.http.pages.PageSettings;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.site.Sites;
import io.parley.server.e2e.browser.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;

/// A server for one test of the chat page: the real pages with their real headers, and behind them
/// sessions whose frames the test sends, in the wire format of PROTOCOL.md.
final class Stage implements AutoCloseable {
  /// The default agent's presentation.
  static final String AGENT =
      """
      {"id":"support","version":1,"company":"Scree & Sorrel","languages":["en","de","es"],
       "texts":{
        "en":{"title":"How can we help?",
              "greeting":"Hello! Ask me about an order, a return, sizes or care.",
              "suggestions":["Where is my order 1042?","How do I send shoes back?",
                             "I want to talk to a human"]},
        "de":{"title":"Womit können wir helfen?",
              "greeting":"Guten Tag! Fragen Sie mich nach Bestellungen, Rückgaben, Größen oder Pflege.",
              "suggestions":["Wo ist meine Bestellung 1042?","Wie schicke ich Schuhe zurück?",
                             "Ich möchte mit einem Menschen sprechen"]},
        "es":{"title":"¿En qué podemos ayudarle?",
              "greeting":"¡Hola! Pregúnteme por un pedido, una devolución, tallas o cuidados.",
              "suggestions":["¿Dónde está mi pedido 1042?","¿Cómo devuelvo unos zapatos?",
                             "Quiero hablar con una persona"]}},
       "theme":{"accent":"#2f6f4f","accentDark":"#7fd1a5"}}\
      """;

  private static final PageSettings PAGES =
      new PageSettings("Scree & Sorrel", new Theme("#2f6f4f", "#7fd1a5"), List.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SESSION = Pattern.compile("/v1/sessions/([^/]+)/(\\w+)");
  private static final Pattern AGENT_PATH = Pattern.compile("/v1/agents/([^/]+)");

  /// The number of stages of this JVM so far.
  private static final ActorSystem SYSTEM =
      ActorSystem.create(
          "stage",
          ConfigFactory.parseString(
                  """
                  pekko {
                    loglevel = OFF
                    stdout-loglevel = OFF
                    # the JVM ends while it is there
                    daemonic = on
                    coordinated-shutdown.run-by-jvm-shutdown-hook = off
                  }\
                  """)
              .withFallback(ConfigFactory.defaultReference()));

  private static final Router ROUTER =
      Router.create(
          PageEndpoints.all(PAGES, new Sites()),
          new Router.Settings(new BodyLimits(100_000, Patience.PATIENCE), new Origins(Set.of()), 0),
          _ -> {},
          Materializer.matFromSystem(SYSTEM));

  /// Time for browsers to disconnect.
  private static final Duration LEAVE = Duration.ofMillis(100);

  private final Materializer materializer;
  private final ServerBinding binding;
  private final Map<String, String> agents = new ConcurrentHashMap<>();
  private final List<StagedSession> sessions = new CopyOnWriteArrayList<>();
  private final List<JsonNode> starts = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Map<String, StagedSession> started = new ConcurrentHashMap<>();
  private final StagedVoice voice;
  private final StagedRecordings recordings = new StagedRecordings();
  private final StagedAccounts accounts = new StagedAccounts();
  private volatile boolean reachable = true;

  private Stage() {
    materializer = Materializer.createMaterializer(SYSTEM);
    voice = new StagedVoice(materializer);
    binding =
        Http.get(SYSTEM)
            .newServerAt("127.0.0.1", 0)
            .bind(this::answer)
            .toCompletableFuture()
            .join();
    agents.put("default", AGENT);
  }

  static Stage open() {
    return new Stage();
  }

  /// @param json answer of `GET /v1/agents/{id}`
  Stage withAgent(String id, String json) {
    agents.put(id, json);
    return this;
  }

  Stage withoutAgents() {
    agents.clear();
    return this;
  }

  String url(String path) {
    return "http://127.0.0.1:" + binding.localAddress().getPort() + path;
  }

  /// Calls. By default voice is not available, and the page does not offer it.
  StagedVoice voice() {
    return voice;
  }

  /// Answers to the page of recordings.
  StagedRecordings recordings() {
    return recordings;
  }

  /// Answers to pages of accounts and organisations.
  StagedAccounts accounts() {
    return accounts;
  }

  /// Waits for the session started as number `count`.
  StagedSession session(int count) {
    await().until(() -> sessions.size() >= count);
    return sessions.get(count - 1);
  }

  /// Waits for the first session and its first message.
  StagedSession session() {
    var session = session(1);
    session.awaitHeard("say", 1);
    return session;
  }

  /// A session that no page has started.
  synchronized StagedSession begin() {
    return begin("s" + (sessions.size() + 1), "web");
  }

  /// One of this id, begun on this channel.
  synchronized StagedSession begin(String id, String channel) {
    var session = new StagedSession(id, materializer);
    session.record("{\"kind\":\"session-started\",\"channel\":\"%s\"}".formatted(channel));
    sessions.add(session);
    return session;
  }

  /// The bodies of the requests that started a session, oldest first.
  List<JsonNode> starts() {
    return List.copyOf(starts);
  }

  /// The idempotency keys of all requests to start a session, oldest first, also of those that
  /// failed.
  List<String> keys() {
    return List.copyOf(keys);
  }

  /// The network between page and server: while it is down, connections break and new ones fail.
  void reachable(boolean is) {
    reachable = is;
    if (!is) sessions.forEach(StagedSession::cut);
  }

  @Override
  public void close() {
    binding.terminate(LEAVE).toCompletableFuture().join();
    materializer.shutdown();
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    var path = request.getUri().path();
    if (!path.startsWith("/v1/") && !path.startsWith("/stage/")) return ROUTER.answer(request);
    boolean isStart = path.equals("/v1/sessions") && request.method().equals(HttpMethods.POST);
    if (isStart) keys.add(key(request));
    if (!reachable && path.startsWith("/v1/"))
      return CompletableFuture.completedStage(problem(503, "unavailable"));
    var persons = accounts.answer(request, path);
    if (persons.isPresent()) {
      request.discardEntityBytes(materializer);
      return CompletableFuture.completedStage(persons.get());
    }
    var staffs = recordings.answer(request, path);
    if (staffs.isPresent()) return CompletableFuture.completedStage(staffs.get());
    return request
        .entity()
        .toStrict(Patience.PATIENCE.toMillis(), materializer)
        .thenApply(body -> body.getData().utf8String())
        .thenCompose(
            body ->
                voice
                    .answer(request, path, body)
                    .orElseGet(() -> CompletableFuture.completedStage(api(request, path, body))));
  }

  private HttpResponse api(HttpRequest request, String path, String body) {
    var agent = AGENT_PATH.matcher(path);
    if (agent.matches())
      return Optional.ofNullable(agents.get(agent.group(1)))
          .map(json -> json(200, json))
          .orElseGet(() -> problem(404, "not-found"));
    if (path.equals("/v1/sessions")) return start(key(request), body);
    var session = SESSION.matcher(path);
    return session.matches() ? called(request, session, body) : problem(404, "not-found");
  }

  private static String key(HttpRequest request) {
    return request.getHeader("Idempotency-Key").orElseThrow().value();
  }

  private HttpResponse start(String key, String body) {
    var session =
        started.computeIfAbsent(
            key,
            _ -> {
              starts.add(read(body));
              return begin();
            });
    return json(
        201,
        "{\"id\":\"%1$s\",\"token\":\"token-of-%1$s\",\"seq\":1,\"status\":\"active\"}"
            .formatted(session.id()));
  }

  private HttpResponse called(HttpRequest request, Matcher path, String body) {
    var found = sessions.stream().filter(s -> s.id().equals(path.group(1))).findFirst();
    if (found.isEmpty()) return problem(404, "session-not-found");
    var session = found.get();
    return switch (path.group(2)) {
      case "socket" -> {
        var after = Long.parseLong(request.getUri().query().get("after").orElse("0"));
        yield request
            .getAttribute(AttributeKeys.webSocketUpgrade)
            .map(upgrade -> upgrade.handleMessagesWith(session.line(after), "parley.v1"))
            .orElseGet(() -> problem(426, "upgrade-required"));
      }
      case "rating" -> {
        var answer = session.rated((ObjectNode) read(body));
        yield json(answer.path("status").asInt(202), answer.toString());
      }
      default -> problem(404, "not-found");
    };
  }

  static HttpResponse problem(int status, String slug) {
    return json(status, StagedSession.problem(status, slug).toString());
  }

  static HttpResponse json(int status, String body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, ByteString.fromString(body));
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.parley.http.session;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.identity.CustomerProofs;
import io.parley.core.journal.Archive;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.journal.ConsentQueue.Waiting;
import io.parley.core.journal.Doubts.Doubt;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.StartRequests;
import io.parley.core.journal.TokenRevocations;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.Weights;
import io.parley.core.quota.OnlyNode;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.ToolCallbacks;
import io.parley.core.trace.TraceParent;
import io.parley.http.apikey.ApiKeyAuthenticator;
import io.parley.http.connection.HttpPort;
import io.parley.http.limit.KnownAddresses;
import io.parley.http.limit.Refusals;
import io.parley.http.mcp.McpEndpoint;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.RequestTraces;
import io.parley.http.route.Router;
import io.parley.http.session.SessionEndpoints.Stores;
import io.parley.http.site.Sites;
import io.parley.http.token.GuessLimiter;
import io.parley.http.token.GuessSettings;
import io.parley.http.token.SigningKey;
import io.parley.http.token.TestTokens;
import io.parley.http.token.TokenSettings;
import io.parley.http.token.Tokens;
import io.parley.http.tool.ToolCallbackEndpoint;
import io.parley.identity.apikey.ApiKeyTokens;
import io.parley.identity.apikey.MemoryApiKeys;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.entry.OpenReaders;
import io.parley.sessions.quota.NodeQuotas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;

/// The edge on a free port over [InMemorySessions], with real sockets.
public final class EdgeServer implements AutoCloseable {
  static final String AGENT = "agent-token-for-tests";
  static final String OPERATOR = "operator-token-for-tests";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final TokenSettings TOKENS =
      new TokenSettings(
          List.of(
              new SigningKey(
                  "k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))),
          TestTokens.LIFETIMES,
          AGENT,
          OPERATOR);

  final ActorSystem system;
  final InMemorySessions sessions;

  /// Without plans.
  final NodeQuotas quotas = new NodeQuotas(QuotaPlan.NONE, "node", new OnlyNode(), () -> 0);

  final OpenReaders readers;
  final Tokens tokens;
  final Edge edge;
  final HttpClient client = HttpClient.newHttpClient();
  final Map<String, List<RecordedEvent>> archives = new ConcurrentHashMap<>();
  final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  final List<Doubt> doubts = new CopyOnWriteArrayList<>();
  volatile ToolCallbacks callbacks =
      _ -> CompletableFuture.completedFuture(new ToolCallbacks.Read.Unknown());
  volatile CustomerProofs proofs = CustomerProofs.NONE;
  final Sites sites = new Sites();
  final ListedLetters letters = new ListedLetters();
  final KeptRecordings recordings = new KeptRecordings();
  final OrderedErasures erasures = new OrderedErasures();
  final MemoryApiKeys keys = new MemoryApiKeys();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final HttpPort port;

  private EdgeServer(String overrides, Origins origins, RequestTraces tracing) {
    var config = ConfigFactory.parseString(overrides).withFallback(testConfig()).resolve();
    system = ActorSystem.create("edge", config);
    var guesses = GuessSettings.from(config.getConfig("parley.tokens.guesses"));
    tokens = new Tokens(TOKENS, new GuessLimiter(guesses, meters));
    var materializer = Materializer.createMaterializer(system);
    sessions = new InMemorySessions(materializer);
    var settings = EdgeSettings.from(config);
    var metrics = new EdgeMetrics(meters);
    var entry =
        new Entry(sessions, settings.entry(), quotas, Weights.EQUAL, metrics, Clock.systemUTC());
    metrics.show(entry);
    readers = entry.readers();
    edge =
        new Edge(
            settings,
            entry,
            tokens,
            new KnownAddresses(),
            sites,
            metrics,
            tracing,
            Clock.systemUTC());
    var endpoints = new ArrayList<>(endpoints(origins));
    endpoints.add(ToolCallbackEndpoint.of(edge, received -> callbacks.read(received)));
    var authenticator =
        new ApiKeyAuthenticator(
            new ApiKeyTokens(keys, new SecureRandom()),
            tokens.guesses(),
            origins,
            meters,
            edge.clock());
    endpoints.replaceAll(authenticator::over);
    var router =
        Router.create(
            endpoints,
            new Router.Settings(
                new BodyLimits(config.getBytes("parley.http.body-bytes-max"), PATIENCE),
                origins,
                0),
            _ -> {},
            tracing,
            materializer);
    port = bind(router);
  }

  /// Opens a free port with the limits of this edge.
  HttpPort bind(Router router) {
    return HttpPort.bind(
            system,
            "127.0.0.1",
            0,
            edge.settings().connections(),
            Optional.empty(),
            router::answer,
            new Refusals(meters))
        .toCompletableFuture()
        .join();
  }

  /// Those of sessions, without API keys in front.
  List<Endpoint> endpoints() {
    return endpoints(new Origins(Set.of()));
  }

  private List<Endpoint> endpoints(Origins origins) {
    var starts = new Claims();
    var endpoints =
        new ArrayList<>(
            SessionEndpoints.of(
                edge,
                new Stores(
                    new OneAgent(),
                    sessions,
                    archive(),
                    new EmptyIndex(),
                    starts,
                    new Kept(),
                    (_, limit) ->
                        CompletableFuture.completedFuture(doubts.stream().limit(limit).toList()),
                    letters,
                    (_, limit) ->
                        CompletableFuture.completedFuture(waiting.stream().limit(limit).toList()),
                    recordings,
                    erasures),
                new LateProofs(() -> proofs),
                origins));
    endpoints.add(McpEndpoint.of(edge, new OneAgent(), starts, null, origins));
    return endpoints;
  }

  private static Config testConfig() {
    return ConfigFactory.parseString("pekko.loglevel = WARNING")
        .withFallback(ConfigFactory.parseResources("parley-http.conf"))
        .withFallback(ConfigFactory.defaultReference());
  }

  static EdgeServer start() {
    return start("");
  }

  /// @param overrides HOCON over the defaults
  static EdgeServer start(String overrides) {
    return start(overrides, RequestTraces.NONE);
  }

  public static EdgeServer start(String overrides, RequestTraces tracing) {
    return new EdgeServer(overrides, new Origins(Set.of("https://shop.example")), tracing);
  }

  public SessionKey startSession() {
    var key = new SessionKey(TenantId.DEFAULT, new SessionId("s" + System.nanoTime()));
    sessions.perform(
        key,
        new SessionCommand.Start(
            TenantId.DEFAULT,
            new AgentRef("support", 1),
            Channel.WEB,
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Instant.now()));
    return key;
  }

  /// Parent trace contexts of the commands that reached sessions, oldest first.
  public List<TraceParent> places() {
    return sessions.places;
  }

  public String token(SessionKey key) {
    return tokens.issue(key, Instant.now()).token();
  }

  public TestSocket socket(SessionKey key, String token) {
    return socket(key, token, 0);
  }

  TestSocket socket(SessionKey key, String token, long after) {
    return TestSocket.open(client, socketUri(key, after), token);
  }

  URI socketUri(SessionKey key, long after) {
    return URI.create(
        "ws://127.0.0.1:%d/v1/sessions/%s/socket?after=%d".formatted(port(), key.session(), after));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int port() {
    return port.address().getPort();
  }

  /// @param headers name, value, name, value …
  public HttpResponse<String> call(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) request.setHeader("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
  }

  @Override
  public void close() {
    client.shutdownNow();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private Archive archive() {
    return new Archive() {
      @Override
      public CompletionStage<ArchiveReceipt> store(SessionKey key, long lastSeq, Instant endedAt) {
        throw new UnsupportedOperationException("the edge stores no archives");
      }

      @Override
      public CompletionStage<List<RecordedEvent>> fetch(String ref) {
        return CompletableFuture.completedStage(archives.get(ref));
      }
    };
  }

  /// The agent `support` of version 1, without an English greeting.
  static final class OneAgent implements Agents {
    private static final AgentDefinition SUPPORT =
        new AgentDefinition(
            new AgentRef("support", 1),
            "Larch & Lace",
            new AgentPresentation(
                List.of(
                    new Texts("en", Optional.empty(), "How can we help?", List.of("Open today?")),
                    new Texts(
                        "de",
                        Optional.of("Hallo!"),
                        "Wie können wir helfen?",
                        List.of(),
                        Optional.of("Hier ist Larch & Lace."),
                        Optional.empty())),
                new Theme("#1f5c4a", "#8fcdb4")),
            new PromptTemplate("support", 1, ""),
            new PromptTemplate("voice", 1, ""),
            new PromptTemplate("summary", 1, ""),
            new PromptTemplate("memory", 1, ""),
            new PromptTemplate("reflection", 1, ""),
            List.of(),
            new AgentLimits(2_000, 500, 5, 10, 0),
            new RateLimit(100, 100_000));

    @Override
    public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
      return Optional.of(SUPPORT).filter(_ -> id.isEmpty() || id.get().equals("support"));
    }

    @Override
    public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
      return Optional.of(SUPPORT);
    }
  }

  static final class Claims implements StartRequests {
    private final Map<String, Map.Entry<String, SessionId>> claimed = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Claim> claim(
        TenantId tenant, Key key, String fingerprint, SessionId proposed) {
      var mine = Map.entry(fingerprint, proposed);
      var whose = tenant + " " + key.caller() + " " + key.text();
      var first = Optional.ofNullable(claimed.putIfAbsent(whose, mine)).orElse(mine);
      return CompletableFuture.completedStage(
          first.getKey().equals(fingerprint) ? new Granted(first.getValue()) : new Reused());
    }
  }

  /// Stores revocations; the only node knows them anyway.
  private static final class Kept implements TokenRevocations {
    private final List<Told> told = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> revoke(Revocation revocation) {
      told.add(new Told(revocation, Instant.now()));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<Told>> since(Instant at, Instant now) {
      return CompletableFuture.completedStage(List.copyOf(told));
    }
  }
}

package io.parley.server;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.account.HolderCheck;
import io.parley.http.agent.AgentEndpoint;
import io.parley.http.apikey.ApiKeyAuthenticator;
import io.parley.http.apikey.ApiKeyEndpoints;
import io.parley.http.apikey.HeldApiKeys;
import io.parley.http.cache.CacheEndpoints;
import io.parley.http.connection.ConnectionSettings;
import io.parley.http.customer.CustomerIssuerEndpoints;
import io.parley.http.knowledge.KnowledgeEndpoints;
import io.parley.http.limit.KnownAddresses;
import io.parley.http.mcp.McpEndpoint;
import io.parley.http.memory.MemoryEndpoints;
import io.parley.http.money.MoneyEndpoints;
import io.parley.http.route.Answered;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.secret.SecretEndpoints;
import io.parley.http.session.Edge;
import io.parley.http.session.EdgeMetrics;
import io.parley.http.session.EdgeSettings;
import io.parley.http.session.SessionEndpoints;
import io.parley.http.session.SessionEndpoints.Stores;
import io.parley.http.telephony.SipSocketEndpoint;
import io.parley.http.tool.PromptEndpoints;
import io.parley.http.tool.SignInEndpoints;
import io.parley.http.tool.ToolCallbackEndpoint;
import io.parley.http.tool.ToolSourceEndpoints;
import io.parley.http.voice.VoiceEndpoints;
import io.parley.identity.apikey.ApiKeyTokens;
import io.parley.operations.FaultAlarm;
import io.parley.operations.Readiness;
import io.parley.operations.RequestLog;
import io.parley.operations.RequestMetrics;
import io.parley.operations.trace.Tracing;
import io.parley.outbound.guard.GuardSettings;
import io.parley.persistence.erasure.JdbcSessionErasures;
import io.parley.sessions.cluster.Sessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.pekko.stream.Materializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two ports, opened last and closed first: one for clients, one for operators. That of
/// telephones is beside them.
final class HttpPorts {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPorts.class);

  /// Time to send a close frame.
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final NodeBasics basics;
  private final Services services;
  private final HttpServers servers;
  private final Runnable drain;
  private final Readiness readiness = new Readiness();
  private final SipSockets sipSockets = new SipSockets();
  private final SipCallsOut sipCallsOut = new SipCallsOut();

  private HttpPorts(NodeBasics basics, Services services, Runnable drain) {
    this.drain = drain;
    this.basics = basics;
    this.services = services;
    this.servers =
        new HttpServers(
            services.member().system(), basics.closers(), this::grace, basics.meters().registry());
  }

  /// Opens both; returns when traffic may come.
  ///
  /// @param pages for browsers; @param drain ends the program in order
  static Addresses open(
      NodeBasics basics,
      Services services,
      EdgeSettings edgeSettings,
      List<Endpoint> pages,
      Runnable drain) {
    return new HttpPorts(basics, services, drain).open(edgeSettings, pages);
  }

  private Addresses open(EdgeSettings edgeSettings, List<Endpoint> pages) {
    var settings = basics.settings();
    basics.certificates().cluster().ifPresent(shown -> servers.meter("cluster", shown));
    var management =
        servers.bind(
            "management",
            settings.management(),
            basics.certificates().management(),
            router(
                Management.endpoints(basics, services, readiness, drain),
                new Origins(Set.of()),
                Tracing.off()),
            edgeSettings.connections().withMax(settings.managementConnectionsMax()).ofAnyAddress(),
            _ -> true);
    basics
        .closers()
        .add(
            "the database watch",
            DatabaseWatch.start(
                services.member().system(),
                services.storage().databases().database(),
                readiness,
                basics.meters().registry()));
    watchOwnDatabases();
    // sessions live in the cluster: until this node is a member, none can be reached
    services.member().membership().awaitUp();
    awaitSessions();
    basics
        .closers()
        .add(
            "the revocation feed",
            RevocationFeed.start(
                services.member().system(),
                services.storage().repositories().revocations(),
                basics.gatekeeper().revocations(),
                basics.clock()));
    basics
        .closers()
        .add(
            "the watch over holders of open connections",
            HolderWatch.start(
                services.member().system(),
                new HolderCheck(
                    services.storage().repositories().apiKeys(),
                    services.accounts().map(people -> people.accounts().check())),
                basics.gatekeeper().keyWatches(),
                basics.clock()));
    basics
        .closers()
        .add(
            "the watch of organisations' addresses",
            SiteFeed.start(
                services.member().system(),
                services.storage().repositories().sites(),
                services.sites()));
    basics
        .closers()
        .add(
            "the watch of organisations' numbers",
            NumberFeed.start(
                services.member().system(),
                services.storage().repositories().numbers(),
                services.numbers()));
    var known = new KnownAddresses();
    var origins = new Origins(settings.origins());
    var endpoints = new ArrayList<>(sessionEndpoints(edgeSettings, known, origins));
    endpoints.addAll(pages);
    var http =
        servers.bind(
            "http",
            settings.http(),
            basics.certificates().http(),
            router(endpoints, origins, services.tracing()),
            connections(edgeSettings.connections()),
            known::contains);
    services.accounts().ifPresent(people -> people.address().opened(http));
    var sip = SipServices.start(basics, services, sipSockets, sipCallsOut);
    basics.closers().onClose("open connections", this::drainEntry);

    var addresses = new Addresses(http, management, sip);
    addresses.write(basics.data().addresses());
    readiness.ready();
    return addresses;
  }

  private void watchOwnDatabases() {
    services
        .storage()
        .databases()
        .own()
        .pools()
        .forEach(
            (name, own) ->
                basics
                    .closers()
                    .add(
                        "the watch of the database " + name,
                        DatabaseWatch.start(
                            services.member().system(),
                            name,
                            own,
                            readiness,
                            basics.meters().registry())));
  }

  /// Sessions of a removed node answer nothing any more.
  private Duration grace() {
    return services.member().membership().isRemoved() ? GOODBYE : basics.settings().drainTimeout();
  }

  /// Behind a proxy all clients come from its address; the proxy has to limit them there.
  private ConnectionSettings connections(ConnectionSettings wanted) {
    var carried = Descriptors.carried(wanted);
    return basics.settings().proxies() == 0 ? carried : carried.ofAnyAddress();
  }

  private List<Endpoint> sessionEndpoints(
      EdgeSettings edgeSettings, KnownAddresses known, Origins origins) {
    var stores = services.storage().repositories();
    basics
        .meters()
        .registry()
        .gauge("parley.sessions.awake", services.conversations().sessions(), Sessions::awake);
    var edge =
        new Edge(
            edgeSettings,
            services.conversations().entry(),
            basics.gatekeeper(),
            known,
            services.sites(),
            new EdgeMetrics(basics.meters().registry()),
            services.tracing(),
            basics.clock());
    var endpoints =
        new ArrayList<>(
            SessionEndpoints.of(
                edge,
                new Stores(
                    services.brains().agents(),
                    stores.journal(),
                    stores.archive(),
                    stores.index(),
                    stores.startRequests(),
                    stores.revocations(),
                    stores.doubts(),
                    stores.letters(),
                    stores.consents(),
                    stores.recordings(),
                    new JdbcSessionErasures(services.storage().databases().own().sessions())),
                CustomerServices.proofs(
                    basics, stores.customerBackends(), services.conversations().voice().known()),
                origins));
    endpoints.addAll(VoiceEndpoints.of(edge, services.conversations().voice(), origins));
    endpoints.addAll(TelephonyServices.endpoints(basics, services, edge, sipCallsOut));
    endpoints.add(SipSocketEndpoint.of(sipSockets, edgeSettings.socket(), origins));
    endpoints.addAll(MoneyEndpoints.of(edge, services.money().books()));
    endpoints.addAll(PlatformServices.endpoints(basics, services, readiness, edge));
    endpoints.addAll(AgentServices.endpoints(basics, services, edge));
    endpoints.addAll(AgentServices.models(basics, services, edge));
    endpoints.add(AgentEndpoint.of(services.brains().agents(), services.sites()));
    endpoints.addAll(MemoryEndpoints.of(edge, stores.memories()));
    endpoints.addAll(KnowledgeEndpoints.of(edge, services.knowledge()));
    endpoints.add(
        McpEndpoint.of(
            edge,
            services.brains().agents(),
            stores.startRequests(),
            services.knowledge(),
            origins));
    endpoints.addAll(ToolSourceEndpoints.of(edge, services.brains().sources()));
    endpoints.addAll(
        SignInEndpoints.of(edge, services.brains().signIns(), basics.settings().publicAddress()));
    endpoints.add(ToolCallbackEndpoint.of(edge, services.brains().callbacks()));
    endpoints.addAll(PromptEndpoints.of(edge, services.brains().sources()));
    endpoints.addAll(SecretEndpoints.of(edge, stores.secrets()));
    endpoints.addAll(
        CustomerIssuerEndpoints.of(
            edge, stores.customerBackends(), GuardSettings.from(basics.config())::refusal));
    endpoints.addAll(services.hooks().endpoints(edge));
    endpoints.addAll(CacheEndpoints.of(edge, services.brains().cache(), stores.audit()));
    services
        .accounts()
        .ifPresent(
            people ->
                people.endpoints(basics, edge, origins, stores.sites(), stores.numbers()).stream()
                    .map(services.sites()::ownOnly)
                    .forEach(endpoints::add));
    return withApiKeys(edge, endpoints, origins).stream().map(this::withAccounts).toList();
  }

  /// All endpoints that take a token take a person's access token too.
  private Endpoint withAccounts(Endpoint endpoint) {
    return services
        .accounts()
        .map(people -> people.authenticator().over(endpoint))
        .orElse(endpoint);
  }

  /// The same for API keys.
  private List<Endpoint> withApiKeys(Edge edge, List<Endpoint> endpoints, Origins origins) {
    var stores = services.storage().repositories();
    var keys = new HeldApiKeys(stores.apiKeys());
    var tokens = new ApiKeyTokens(keys, new SecureRandom());
    var authenticator =
        new ApiKeyAuthenticator(
            tokens,
            basics.gatekeeper().guesses(),
            origins,
            basics.meters().registry(),
            basics.clock());
    var own = ApiKeyEndpoints.of(edge, keys, tokens, stores.serviceAccounts());
    return Stream.concat(endpoints.stream(), own.stream()).map(authenticator::over).toList();
  }

  private Router router(List<Endpoint> endpoints, Origins origins, Tracing tracing) {
    var settings = basics.settings();
    var log = new RequestLog();
    var metrics = new RequestMetrics(basics.meters().registry());
    var faults = new FaultAlarm(basics.meters().registry());
    Answered.Listener listener =
        answered -> {
          log.answered(answered);
          metrics.answered(answered);
          faults.answered(answered);
        };
    return Router.create(
        endpoints,
        new Router.Settings(
            new BodyLimits(settings.bodyBytesMax(), settings.bodyTimeout()),
            origins,
            settings.proxies()),
        listener,
        tracing,
        Materializer.matFromSystem(services.member().system()));
  }

  /// Traffic goes elsewhere first; calls come to their end within a limit. Then those that are
  /// left, and readers, are asked to leave: readers of an open reply at its end, within another
  /// limit.
  private void drainEntry() throws InterruptedException, ExecutionException {
    readiness.draining();
    var readers = services.conversations().entry().readers();
    var calls = services.conversations().voice().calls();
    if (services.member().membership().isRemoved()) {
      // no events come from here any more: the sooner they reconnect elsewhere, the better
      calls.drain(Duration.ZERO, Duration.ZERO);
      readers.drain(Duration.ZERO);
      return;
    }
    var grace = basics.config().getDuration("parley.sessions.drain.turn-grace");
    var whole = basics.settings().callsGraceBeside(otherSteps(grace));
    LOG.info("draining: {} readers, {} calls", readers.count(), calls.count());
    var silent = calls.drain(whole, grace).toCompletableFuture();
    // a caller learns from the session's socket why the call ends: quiet calls end before it closes
    var quiet = whole.plus(GOODBYE).toMillis();
    silent.copy().completeOnTimeout(null, quiet, TimeUnit.MILLISECONDS).join();
    var left = readers.drain(grace).toCompletableFuture();
    try {
      CompletableFuture.allOf(silent, left)
          .get(grace.plus(basics.settings().drainTimeout()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("{} readers and {} calls did not leave in time", readers.count(), calls.count());
    }
  }

  /// The time of a shutdown without that of whole calls, at most.
  ///
  /// @param grace of readers, and then of sessions
  private Duration otherSteps(Duration grace) {
    return GOODBYE
        .plus(grace.multipliedBy(2))
        .plus(basics.settings().drainTimeout())
        .plus(basics.config().getDuration("parley.shutdown.cluster-timeout"));
  }

  /// The very first answer takes long: shards are placed, much is loaded. A session that does not
  /// exist pays for it instead of the first customer.
  private void awaitSessions() {
    var probe = new SessionKey(TenantId.DEFAULT, new SessionId("start-up"));
    var patience = basics.config().getDuration("parley.cluster.join-timeout");
    long began = System.nanoTime();
    while (!isAnswered(probe)) {
      if (services.member().membership().isRemoved())
        throw new IllegalStateException(
            "the cluster removed this node before its sessions answered");
      if (System.nanoTime() - began > patience.toNanos())
        throw new IllegalStateException(
            "sessions do not answer (expected: within " + patience + ")");
    }
  }

  /// With the usual timeout of a question.
  private boolean isAnswered(SessionKey key) {
    return services
        .conversations()
        .sessions()
        .view(key)
        .handle((_, failure) -> failure == null)
        .toCompletableFuture()
        .join();
  }
}

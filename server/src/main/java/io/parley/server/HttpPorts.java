package io.parley.server;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.account.HolderCheck;
import io.parley.http.connection.ConnectionSettings;
import io.parley.http.limit.KnownAddresses;
import io.parley.http.route.Answered;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.session.Edge;
import io.parley.http.session.EdgeMetrics;
import io.parley.http.session.EdgeSettings;
import io.parley.operations.FaultAlarm;
import io.parley.operations.Readiness;
import io.parley.operations.RequestLog;
import io.parley.operations.RequestMetrics;
import io.parley.operations.trace.Tracing;
import io.parley.sessions.cluster.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    var management = openManagement(edgeSettings.connections());
    watchDatabases();
    // sessions live in the cluster: until this node is a member, none can be reached
    services.member().membership().awaitUp();
    awaitSessions();
    watchOthers();
    var http = openClients(edgeSettings, pages);
    services.accounts().ifPresent(people -> people.address().opened(http));
    var sip = SipServices.start(basics, services, sipSockets, sipCallsOut);
    basics.closers().onClose("open connections", this::drainEntry);

    var addresses = new Addresses(http, management, sip);
    addresses.write(basics.data().addresses());
    readiness.ready();
    return addresses;
  }

  private String openManagement(ConnectionSettings connections) {
    var settings = basics.settings();
    basics.certificates().cluster().ifPresent(shown -> servers.meter("cluster", shown));
    return servers.bind(
        "management",
        settings.management(),
        basics.certificates().management(),
        router(
            Management.endpoints(basics, services, readiness, drain),
            new Origins(Set.of()),
            Tracing.off()),
        connections.withMax(settings.managementConnectionsMax()).ofAnyAddress(),
        _ -> true);
  }

  /// @param pages for browsers
  private String openClients(EdgeSettings edgeSettings, List<Endpoint> pages) {
    var registry = basics.meters().registry();
    var sessions = services.conversations().sessions();
    registry.gauge("parley.sessions.awake", sessions, Sessions::awake);
    var known = new KnownAddresses();
    var origins = new Origins(basics.settings().origins());
    var edge =
        new Edge(
            edgeSettings,
            services.conversations().entry(),
            basics.gatekeeper(),
            known,
            services.sites(),
            new EdgeMetrics(registry),
            services.tracing(),
            basics.clock());
    var endpoints =
        new ArrayList<>(
            ClientEndpoints.of(
                basics, services, readiness, edge, origins, sipSockets, sipCallsOut));
    endpoints.addAll(pages);
    return servers.bind(
        "http",
        basics.settings().http(),
        basics.certificates().http(),
        router(endpoints, origins, services.tracing()),
        connections(edgeSettings.connections()),
        known::contains);
  }

  private void watchDatabases() {
    var system = services.member().system();
    var databases = services.storage().databases();
    var registry = basics.meters().registry();
    basics
        .closers()
        .add(
            "the database watch",
            DatabaseWatch.start(system, databases.database(), readiness, registry));
    databases
        .own()
        .pools()
        .forEach(
            (name, own) ->
                basics
                    .closers()
                    .add(
                        "the watch of the database " + name,
                        DatabaseWatch.start(system, name, own, readiness, registry)));
  }

  /// Of what other nodes change.
  private void watchOthers() {
    var system = services.member().system();
    var stores = services.storage().repositories();
    basics
        .closers()
        .add(
            "the revocation feed",
            RevocationFeed.start(
                system,
                stores.callers().revocations(),
                basics.gatekeeper().revocations(),
                basics.clock()));
    basics
        .closers()
        .add(
            "the watch over holders of open connections",
            HolderWatch.start(
                system,
                new HolderCheck(
                    stores.callers().apiKeys(),
                    services.accounts().map(people -> people.accounts().check())),
                basics.gatekeeper().keyWatches(),
                basics.clock()));
    basics
        .closers()
        .add(
            "the watch of organisations' addresses",
            SiteFeed.start(system, stores.organisations().sites(), services.sites()));
    basics
        .closers()
        .add(
            "the watch of organisations' numbers",
            NumberFeed.start(system, stores.phones().numbers(), services.numbers()));
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
    // a caller learns from the session's socket why the call ends: quiet calls end before it
    // closes, and `draining` says why when it closes too soon after
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

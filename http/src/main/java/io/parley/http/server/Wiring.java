package io.parley.http.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.http.ops.ClusterEndpoint;
import io.parley.http.ops.ManagementEndpoints;
import io.parley.http.ops.MeteredArchive;
import io.parley.http.ops.Meters;
import io.parley.http.ops.Readiness;
import io.parley.http.ops.RequestLog;
import io.parley.http.ops.RequestMetrics;
import io.parley.http.pages.PageEndpoints;
import io.parley.http.route.Answered;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.session.Edge;
import io.parley.http.session.EdgeMetrics;
import io.parley.http.session.EdgeSettings;
import io.parley.http.session.OpenReaders;
import io.parley.http.session.SessionDoor;
import io.parley.http.session.SessionEndpoints;
import io.parley.http.session.SessionEndpoints.Stores;
import io.parley.http.token.Tokens;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.sample.SampleData;
import io.parley.sessions.Collaborators;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.Sessions;
import io.parley.tools.sample.SampleShop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.stream.Materializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the rooms together, a method for each. What is started is handed to the closers at once;
/// they close it in the opposite order.
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final String SYSTEM = "parley";

  private final Config config;
  private final Closers closers;
  private final ServerSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final Readiness readiness = new Readiness();

  /// The program when traffic may come.
  ///
  /// @param nodeEnded completes when the actor system has ended, for whatever reason
  record Running(Addresses addresses, String banner, CompletionStage<Done> nodeEnded) {}

  private Wiring(Config config, Closers closers) {
    this.config = config;
    this.closers = closers;
    this.settings = ServerSettings.from(config);
  }

  static Running start(Config config, Closers closers) {
    return new Wiring(config, closers).start();
  }

  private Running start() {
    // every setting is checked before anything is started
    var edge = EdgeSettings.from(config);
    var sessions = SessionSettings.from(config);
    var brainSettings = BrainSettings.from(config, settings.production());

    HttpServers.requireFree("http", settings.http());
    HttpServers.requireFree("management", settings.management());
    var data = closers.add("the data directory", DataDirectory.open(settings.data()));
    var tokens = StaffTokens.from(config, settings.production(), data);
    var meters = closers.add("metrics", new Meters());
    try (var starting = Executors.newVirtualThreadPerTaskExecutor()) {
      var embedder = Brains.embedder(starting);
      var databases = Databases.start(config, data, closers, starting);
      var stores = Repositories.of(databases, closers, clock);
      loadSampleShop(databases);
      var brains = Brains.start(brainSettings, embedder, stores, meters.registry(), closers, clock);
      var system = actorSystem(databases);
      var door = sessions(system, sessions, brains, stores, meters);
      return open(system, edge, door, brains, stores, data, databases, tokens, meters);
    }
  }

  private void loadSampleShop(Databases databases) {
    if (settings.production() || !config.getBoolean("parley.sample-shop")) return;
    var shop = SampleShop.load();
    new SampleData(databases.database(), clock)
        .load(TenantId.DEFAULT, shop.articles(), shop.orders(), shop.tickets())
        .toCompletableFuture()
        .join();
  }

  private ActorSystem<Void> actorSystem(Databases databases) {
    var own =
        ConfigFactory.parseString(
            "pekko.remote.artery.canonical { hostname = \"%s\", port = %d }"
                .formatted(settings.cluster().host(), settings.cluster().port()));
    var system =
        ActorSystem.<Void>create(
            Behaviors.empty(),
            SYSTEM,
            own.withFallback(databases.settings().pekko()).withFallback(config).resolve());
    closers.onClose(
        "the actor system",
        () -> {
          var stop =
              CoordinatedShutdown.get(system)
                  .runAll(CoordinatedShutdown.jvmExitReason())
                  .toCompletableFuture();
          stop.get(
              config.getDuration("parley.shutdown.cluster-timeout").toMillis(),
              TimeUnit.MILLISECONDS);
        });
    var cluster = Cluster.get(system);
    cluster.join(cluster.selfAddress());
    return system;
  }

  private Sessions sessions(
      ActorSystem<?> system,
      SessionSettings sessionSettings,
      Brains brains,
      Repositories stores,
      Meters meters) {
    return Sessions.start(
        system,
        sessionSettings,
        new Collaborators(
            brains.agents(),
            brains.model(),
            brains.tools(),
            stores.journal(),
            new MeteredArchive(stores.archive(), meters.registry()),
            stores.index(),
            clock));
  }

  // the last step sees everything that the steps before have made
  private Running open(
      ActorSystem<?> system,
      EdgeSettings edgeSettings,
      Sessions sessions,
      Brains brains,
      Repositories stores,
      DataDirectory data,
      Databases databases,
      StaffTokens staff,
      Meters meters) {
    var readers = new OpenReaders(edgeSettings.readers());
    var edge =
        new Edge(
            edgeSettings,
            SessionDoor.of(sessions),
            new Tokens(staff.settings()),
            readers,
            new EdgeMetrics(meters.registry(), readers),
            clock);
    var origins = new Origins(settings.origins());
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(
        SessionEndpoints.of(
            edge,
            new Stores(
                brains.agents(),
                stores.journal(),
                stores.archive(),
                stores.index(),
                stores.startRequests()),
            origins));
    endpoints.addAll(PageEndpoints.all());

    var log = new RequestLog();
    var metrics = new RequestMetrics(meters.registry());
    Answered.Listener listener =
        answered -> {
          log.answered(answered);
          metrics.answered(answered);
        };
    var servers = new HttpServers(system, closers, settings.drainTimeout());
    var management =
        servers.bind(
            "management",
            settings.management(),
            router(managementEndpoints(system, meters), new Origins(Set.of()), listener, system));
    awaitMember(system);
    var http = servers.bind("http", settings.http(), router(endpoints, origins, listener, system));
    closers.onClose("open connections", () -> drain(readers));

    var addresses =
        new Addresses(
            Addresses.url(settings.http().host(), http),
            Addresses.url(settings.management().host(), management));
    addresses.write(data.addresses());
    readiness.ready();
    brains.prepare();
    return new Running(
        addresses,
        Banner.of(settings, addresses, data, databases, brains.description(), staff),
        system.getWhenTerminated());
  }

  private List<Endpoint> managementEndpoints(ActorSystem<?> system, Meters meters) {
    var endpoints = new ArrayList<>(ManagementEndpoints.of(readiness, meters.registry()));
    endpoints.add(ClusterEndpoint.of(system));
    return endpoints;
  }

  private Router router(
      List<Endpoint> endpoints,
      Origins origins,
      Answered.Listener listener,
      ActorSystem<?> system) {
    return Router.create(
        endpoints,
        new Router.Settings(
            new BodyLimits(settings.bodyBytesMax(), settings.bodyTimeout()),
            origins,
            settings.proxies()),
        listener,
        Materializer.matFromSystem(system));
  }

  /// Traffic goes elsewhere first; then the readers are told, and get some time to leave.
  private void drain(OpenReaders readers) throws InterruptedException, ExecutionException {
    readiness.draining();
    try {
      readers
          .drain()
          .toCompletableFuture()
          .get(settings.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("{} readers did not leave in time", readers.count());
    }
  }

  private void awaitMember(ActorSystem<?> system) {
    var up = new CompletableFuture<Void>();
    Cluster.get(system).registerOnMemberUp(() -> up.complete(null));
    up.orTimeout(
            config.getDuration("parley.cluster.join-timeout").toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}

package io.parley.http.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.feed.FeedHandler;
import io.parley.core.tenant.TenantId;
import io.parley.http.ops.DamageAlarm;
import io.parley.http.ops.FaultAlarm;
import io.parley.http.ops.MeteredArchive;
import io.parley.http.ops.TurnMeters;
import io.parley.http.ops.live.TurnWindow;
import io.parley.http.pages.PageEndpoints;
import io.parley.http.pages.PageSettings;
import io.parley.http.server.cluster.ClusterSettings;
import io.parley.http.server.cluster.Membership;
import io.parley.http.session.EdgeMetrics;
import io.parley.http.session.EdgeSettings;
import io.parley.http.trace.TraceSettings;
import io.parley.http.trace.Tracing;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JournalSeal;
import io.parley.persistence.memory.MemorySettings;
import io.parley.persistence.sample.SampleData;
import io.parley.sessions.Collaborators;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.SessionSettings.DrainSettings;
import io.parley.sessions.Sessions;
import io.parley.sessions.TurnTraces;
import io.parley.sessions.feed.FeedDelivery;
import io.parley.sessions.entry.Entry;
import io.parley.tools.agent.AgentSettings;
import io.parley.tools.sample.SampleShop;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.Persistence;

/// Puts the rooms together, a method for each. What is started is handed to the closers at once;
/// they close it in the opposite order.
final class Wiring {
  private static final String SYSTEM = "parley";

  /// How events are stored. No seal comes with Parley so far.
  private static final EventBytes EVENTS = new EventBytes();

  /// Handlers of feeds: a stream, a CRM, billing. None comes with Parley so far.
  private static final List<FeedHandler> CONSUMERS = List.of();

  /// The program when traffic may come.
  ///
  /// @param nodeEnded completes when the cluster has sent the node away, or its actors have ended
  ///   for whatever reason
  record Running(Addresses addresses, String banner, CompletionStage<Void> nodeEnded) {}

  private Wiring() {}

  /// @param drain what the management port may ask for: the program's end, in order
  static Running start(Config config, Closers closers, Runnable drain) {
    // every setting is judged before anything is started
    var edge = EdgeSettings.from(config);
    var sessions = SessionSettings.from(config);
    boolean production = ServerSettings.from(config).production();
    ManagementSettings.from(config, production);
    var memory = MemorySettings.from(config);
    var brains = BrainSettings.from(config, production);
    var cluster = ClusterSettings.from(config, production);
    var look = pages(config, brains.agent(), production);
    var traces = TraceSettings.from(config);
    var voice = VoiceSettings.from(config);
    var ground = Ground.lay(config, closers, Clock.systemUTC());
    var tracing =
        closers.add(
            "traces", Tracing.start(traces, ProgramVersion.number(), ground.meters().registry()));
    // what takes long is begun at once: processes come up while libraries are loaded
    try (var starting = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = new CompletableFuture<Void>();
      closers.onClose("what waits for the start", () -> started.cancel(false));
      var embedder = Brains.embedder(started, closers);
      var pages = CompletableFuture.supplyAsync(() -> PageEndpoints.all(look), starting);
      var databases = Databases.start(config, ground.data(), closers, starting);
      var stores =
          Repositories.of(
              databases,
              EVENTS,
              memory,
              CONSUMERS,
              new DamageAlarm(ground.meters().registry()),
              closers,
              ground.clock());
      sampleShop(ground, databases);
      var money =
          Money.start(
              brains.money(),
              brains.models(),
              databases,
              ground.meters().registry(),
              closers,
              ground.clock());
      var brain =
          Brains.start(
              brains,
              embedder,
              stores,
              money,
              tracing,
              ground.meters().registry(),
              closers,
              ground.clock());
      var system = actorSystem(ground, databases, cluster, sessions.drain());
      var membership = membership(ground, databases, cluster, system, sessions);
      var turns = new TurnWindow();
      var running = sessions(ground, system, sessions, brain, stores, turns, tracing.turns());
      FeedDelivery.init(system, sessions.feeds(), stores.feeds());
      var metrics = new EdgeMetrics(ground.meters().registry());
      var entry = new Entry(running, edge.entry(), metrics, ground.clock());
      metrics.show(entry);
      var rooms =
          new Rooms(
              databases,
              stores,
              brain,
              money,
              system,
              membership,
              running,
              entry,
              VoiceRoom.start(
                  voice, ground, system, entry, edge.visitors().calls(), brain.agents()),
              turns,
              tracing);
      var addresses = Doors.open(ground, rooms, edge, pages.join(), drain);
      if (databases.ownDatabase())
        SharedSettings.of(config, databases, ground.tokens(), ground.data())
            .offer(ground.data(), closers);
      started.complete(null);
      brain.prepare();
      return new Running(
          addresses, Banner.of(ground, rooms, addresses), nodeEnded(ground, system, membership));
    }
  }

  private static CompletionStage<Void> nodeEnded(
      Ground ground, ActorSystem<?> system, Membership membership) {
    var sentAway =
        membership
            .sentAway()
            .thenRun(() -> ground.closers().within(ground.settings().sentAwayDeadline()));
    return CompletableFuture.anyOf(
            sentAway.toCompletableFuture(), system.getWhenTerminated().toCompletableFuture())
        .thenAccept(_ -> {});
  }

  private static PageSettings pages(Config config, AgentSettings agent, boolean production) {
    return PageSettings.from(config, agent.company(), agent.presentation().theme(), production);
  }

  private static void sampleShop(Ground ground, Databases databases) {
    boolean wanted = ground.config().getBoolean("parley.sample-shop");
    if (ground.settings().production() || !wanted) return;
    var shop = SampleShop.load();
    new SampleData(databases.database(), ground.clock())
        .load(TenantId.DEFAULT, shop.articles(), shop.orders(), shop.tickets())
        .toCompletableFuture()
        .join();
  }

  private static ActorSystem<Void> actorSystem(
      Ground ground, Databases databases, ClusterSettings settings, DrainSettings drain) {
    var cluster = ground.settings().cluster();
    var own =
        ConfigFactory.parseString(
            """
            pekko.remote.artery.canonical { hostname = "%s", port = %d }
            # in an upgrade sessions move to the newest nodes
            pekko.cluster.app-version = "%s"
            """
                .formatted(cluster.host(), cluster.port(), ProgramVersion.number()));
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            SYSTEM,
            own.withFallback(settings.pekko(databases.settings()))
                .withFallback(databases.settings().pekko())
                .withFallback(drain.pekko())
                .withFallback(ground.config())
                .resolve());
    JournalSeal.of(system.classicSystem()).use(EVENTS);
    // as soon as it is a member it gets sessions, which would wait while the journal is loaded
    Persistence.get(system);
    return system;
  }

  private static Membership membership(
      Ground ground,
      Databases databases,
      ClusterSettings settings,
      ActorSystem<?> system,
      SessionSettings sessions) {
    var membership =
        Membership.start(
            system, settings, sessions.shards(), databases.settings(), ProgramVersion.number());
    // first the actors end, then the node is struck off
    ground.closers().add("the node's membership", membership);
    ground.closers().onClose("the actor system", () -> leave(ground, system, sessions.drain()));
    return membership;
  }

  /// Sessions move away or come to rest, the node leaves the cluster, and all actors end.
  private static void leave(Ground ground, ActorSystem<?> system, DrainSettings drain)
      throws Exception {
    var patience =
        ground.config().getDuration("parley.shutdown.cluster-timeout").plus(drain.turnGrace());
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.jvmExitReason())
        .toCompletableFuture()
        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Sessions sessions(
      Ground ground,
      ActorSystem<?> system,
      SessionSettings settings,
      Brains brains,
      Repositories stores,
      TurnWindow turns,
      TurnTraces traces) {
    return Sessions.start(
        system,
        settings,
        new Collaborators(
            brains.agents(),
            brains.model(),
            brains.tools(),
            brains.memories(),
            stores.journal(),
            new MeteredArchive(stores.archive(), ground.meters().registry()),
            stores.index(),
            turns
                .and(new TurnMeters(ground.meters().registry(), ground.clock()))
                .and(new FaultAlarm(ground.meters().registry())),
            traces,
            ground.clock()));
  }
}

package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.feed.FeedHandler;
import io.parley.core.metering.MeteringFeed;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Tools;
import io.parley.core.webhook.HookFeed;
import io.parley.http.pages.PageEndpoints;
import io.parley.http.session.EdgeMetrics;
import io.parley.http.site.Sites;
import io.parley.knowledge.embed.Embedders;
import io.parley.operations.CallQualityMeters;
import io.parley.operations.DamageAlarm;
import io.parley.operations.FaultAlarm;
import io.parley.operations.MeteredArchive;
import io.parley.operations.TurnMeters;
import io.parley.operations.live.TurnWindow;
import io.parley.operations.trace.Tracing;
import io.parley.persistence.database.OwnJournals;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JournalSeal;
import io.parley.persistence.metering.JdbcMeterings;
import io.parley.persistence.organisation.JdbcStoppedOrganisations;
import io.parley.persistence.quota.JdbcQuotaLender;
import io.parley.persistence.quota.JdbcQuotas;
import io.parley.persistence.sample.SampleData;
import io.parley.persistence.webhook.JdbcHookMessages;
import io.parley.server.cluster.Membership;
import io.parley.sessions.Collaborators;
import io.parley.sessions.JournalPlaces.Plugins;
import io.parley.sessions.SessionSettings.DrainSettings;
import io.parley.sessions.cluster.Sessions;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.feed.FeedDelivery;
import io.parley.sessions.quota.CountedTokens;
import io.parley.sessions.quota.NodeQuotas;
import io.parley.tools.sample.SampleShop;
import io.parley.voice.keypad.KeyTools;
import io.parley.voice.recording.RecordingTools;
import io.parley.voice.telephony.NumberBook;
import io.parley.voice.transfer.TransferTools;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.Persistence;

/// Starts the parts of a node, a method for each. Every started part is handed to the closers at
/// once; they close in the opposite order.
final class Wiring {
  private static final String SYSTEM = "parley";

  /// How events are stored. Parley comes with no seal so far.
  private static final EventBytes EVENTS = new EventBytes();

  /// A started program that accepts traffic.
  ///
  /// @param nodeEnded completes when the cluster has removed the node, or its actors have ended for
  ///   any reason
  record Running(Addresses addresses, String banner, CompletionStage<Void> nodeEnded) {}

  private final NodeSettings settings;
  private final NodeBasics basics;
  private final Tracing tracing;
  private final Executor starting;
  private final CallsLater calls = new CallsLater();

  private Wiring(NodeSettings settings, NodeBasics basics, Tracing tracing, Executor starting) {
    this.settings = settings;
    this.basics = basics;
    this.tracing = tracing;
    this.starting = starting;
  }

  /// @param drain ends the program in order, for the management port
  static Running start(Config config, Closers closers, Runnable drain) {
    var settings = NodeSettings.from(config);
    var basics = NodeBasics.prepare(config, closers, Clock.systemUTC());
    var tracing =
        closers.add(
            "traces",
            Tracing.start(settings.traces(), ProgramVersion.number(), basics.meters().registry()));
    // slow parts start at once: processes come up while libraries are loaded
    try (var starting = Executors.newVirtualThreadPerTaskExecutor()) {
      return new Wiring(settings, basics, tracing, starting).start(drain);
    }
  }

  private Running start(Runnable drain) {
    var started = new CompletableFuture<Void>();
    var embedders =
        Brains.embedders(settings.brains().embedder(), started, basics.closers(), basics.clock());
    var sites = new Sites();
    var colours = new ButtonColours();
    var pages =
        CompletableFuture.supplyAsync(
            () -> PageEndpoints.all(settings.pages(), sites, colours), starting);
    var storage = storage(embedders.current());
    // a hash and a list of passwords are made meanwhile
    var accounts =
        CompletableFuture.supplyAsync(
            () -> AccountServices.start(basics, storage.databases()), starting);
    sampleShop(storage.databases());
    var money = money(storage.databases());
    var brains = brains(embedders, storage.repositories(), money);
    colours.are(brains.agents());
    basics.closers().onClose("tasks that wait for the start", () -> started.cancel(false));
    // now, since forming a cluster is mostly waiting
    brains.prepare();
    var member = member(storage.databases());
    var services =
        new Services(
            storage,
            member,
            brains,
            money,
            conversations(member.system(), brains, storage),
            KnowledgeBase.start(
                storage, brains, settings.brains(), basics.closers(), basics.clock()),
            accounts.join(),
            sites,
            new NumberBook(),
            HookServices.of(basics, storage.databases(), accounts.join()),
            tracing);
    var addresses = HttpPorts.open(basics, services, settings.edge(), pages.join(), drain);
    offerSettings(storage.databases());
    services.hooks().begin(member.system());
    SessionErasure.begin(basics, services);
    var owner = services.accounts().map(people -> begin(people, services)).orElse(OwnerLink.NONE);
    started.complete(null);
    return new Running(addresses, Banner.of(basics, services, addresses, owner), nodeEnded(member));
  }

  /// On one machine its link is shown, as are tokens that nobody has set.
  private OwnerLink begin(AccountServices accounts, Services services) {
    accounts.begin(services.member().system(), basics);
    OrganisationErasure.begin(basics, services);
    boolean isShown =
        !basics.settings().production() && services.storage().databases().ownDatabase();
    return accounts.ownerLink(basics, isShown);
  }

  private Storage storage(Embedder embedder) {
    var databases = Databases.start(basics.config(), basics.data(), basics.closers(), starting);
    basics
        .closers()
        .add(
            "the watch of row security",
            RowSecurityWatch.start(
                () -> databases.own().force(databases.settings()), basics.meters().registry()));
    var asked =
        AskedCollection.of(
            settings.brains().asked(),
            databases,
            EVENTS,
            embedder,
            basics.closers(),
            basics.clock());
    return new Storage(
        databases,
        Repositories.of(
            databases,
            EVENTS,
            settings.memory(),
            consumers(databases, asked),
            new DamageAlarm(basics.meters().registry()),
            basics.closers(),
            basics.clock()),
        asked.store());
  }

  /// Feeds of a stream or a CRM would stand beside these.
  private List<FeedHandler> consumers(Databases databases, AskedCollection asked) {
    var consumers = new ArrayList<>(asked.feeds());
    consumers.add(new MeteringFeed(new JdbcMeterings(databases.database())));
    consumers.add(new HookFeed(new JdbcHookMessages(databases.database()), basics.clock()));
    return consumers;
  }

  private Money money(Databases databases) {
    return Money.start(
        settings.brains().money(),
        settings.brains().models(),
        databases,
        basics.meters().registry(),
        basics.closers(),
        basics.clock());
  }

  private Brains brains(Embedders embedders, Repositories repositories, Money money) {
    return Brains.start(
        settings.brains(), basics, embedders, repositories, money, ofCalls(), tracing);
  }

  /// Tools for calls.
  private List<Tools> ofCalls() {
    var transfer = settings.voice().transfer();
    return List.of(
        new TransferTools(transfer.targets(), transfer.times(), calls, basics.clock()),
        new RecordingTools(settings.voice().recording(), calls),
        new KeyTools(calls));
  }

  private ClusterMember member(Databases databases) {
    var system = actorSystem(databases);
    return new ClusterMember(system, membership(databases, system));
  }

  private Conversations conversations(ActorSystem<?> system, Brains brains, Storage storage) {
    var turns = new TurnWindow();
    var repositories = storage.repositories();
    var stored = repositories.sessions();
    var quotas = quotas(system, storage.databases());
    var sessions = sessions(system, brains, quotas, storage, turns);
    FeedDelivery.init(system, settings.sessions().feeds(), stored.feeds());
    stored
        .loops()
        .forEach(
            (name, loops) -> {
              FeedDelivery.init(system, settings.sessions().feeds(), loops.feeds(), name);
              sessions.wakeDue(system, name, loops.index());
            });
    var metrics = new EdgeMetrics(basics.meters().registry());
    var entry =
        new Entry(
            sessions,
            settings.edge().entry(),
            quotas,
            settings.brains().weights(),
            metrics,
            basics.clock());
    metrics.show(entry);
    basics
        .closers()
        .add(
            "the watch of stopped organisations",
            StopFeed.start(
                system,
                new PlacesFirst(
                    new JdbcStoppedOrganisations(storage.databases().database()),
                    storage.databases().own()::learn),
                entry.stopped()));
    var voice =
        VoiceServices.start(
            settings.voice(),
            basics,
            system,
            entry,
            settings.edge().visitors().calls(),
            brains.agents(),
            repositories);
    calls.are(voice.calls());
    return new Conversations(sessions, entry, voice, turns);
  }

  /// Other nodes of this machine take them, if the database is this node's own.
  private void offerSettings(Databases databases) {
    if (databases.ownDatabase())
      SharedSettings.of(basics.config(), databases, basics.tokens(), basics.data())
          .offer(basics.data(), basics.closers());
  }

  private CompletionStage<Void> nodeEnded(ClusterMember member) {
    var removed =
        member
            .membership()
            .removed()
            .thenRun(() -> basics.closers().within(basics.settings().removedDeadline()));
    return CompletableFuture.anyOf(
            removed.toCompletableFuture(),
            member.system().getWhenTerminated().toCompletableFuture())
        .thenAccept(_ -> {});
  }

  private void sampleShop(Databases databases) {
    boolean wanted = basics.config().getBoolean("parley.sample-shop");
    if (basics.settings().production() || !wanted) return;
    var now = basics.clock().instant();
    new SampleData(databases.database(), basics.clock())
        .load(TenantId.DEFAULT, () -> contents(SampleShop.load().at(now)))
        .toCompletableFuture()
        .join();
  }

  private static SampleData.Contents contents(SampleShop shop) {
    return new SampleData.Contents(shop.articles(), shop.orders(), shop.tickets());
  }

  private ActorSystem<Void> actorSystem(Databases databases) {
    var cluster = basics.settings().cluster();
    var own =
        ConfigFactory.parseString(
            """
            pekko.remote.artery.canonical { hostname = "%s", port = %d }
            # in an upgrade sessions move to the newest nodes
            pekko.cluster.app-version = "%s"
            """
                .formatted(cluster.host(), cluster.port(), ProgramVersion.number()));
    var config =
        own.withFallback(settings.cluster().pekko(databases.settings()))
            .withFallback(databases.settings().pekko())
            .withFallback(settings.sessions().drain().pekko())
            .withFallback(basics.config())
            .resolve();
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(), SYSTEM, OwnJournals.over(config, databases.own().settings()));
    JournalSeal.of(system.classicSystem()).use(EVENTS);
    // a new member gets sessions at once, which would wait while the journal is loaded
    Persistence.get(system);
    return system;
  }

  private Membership membership(Databases databases, ActorSystem<?> system) {
    var sessions = settings.sessions();
    var membership =
        Membership.start(
            system,
            settings.cluster(),
            sessions.shards(),
            databases.settings(),
            ProgramVersion.number());
    // first the actors end, then the node's record is deleted
    basics.closers().add("the node's membership", membership);
    basics.closers().onClose("the actor system", () -> leave(system, sessions.drain()));
    return membership;
  }

  /// Sessions move or stop, the node leaves the cluster, and all actors end.
  private void leave(ActorSystem<?> system, DrainSettings drain) throws Exception {
    var patience =
        basics.config().getDuration("parley.shutdown.cluster-timeout").plus(drain.turnGrace());
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.jvmExitReason())
        .toCompletableFuture()
        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Of organisations. Each start of the program is another borrower.
  private NodeQuotas quotas(ActorSystem<?> system, Databases databases) {
    var database = databases.database();
    var quotas =
        new NodeQuotas(
            settings.quotas().defaults(),
            UUID.randomUUID().toString(),
            new JdbcQuotaLender(database),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    basics.closers().add("the quotas", QuotaFeed.start(system, new JdbcQuotas(database), quotas));
    return quotas;
  }

  private Sessions sessions(
      ActorSystem<?> system, Brains brains, NodeQuotas quotas, Storage storage, TurnWindow turns) {
    var stores = storage.repositories().sessions();
    var databases = storage.databases().own().sessions();
    return Sessions.start(
        system,
        settings.sessions(),
        new Collaborators(
            brains.agents(),
            new CountedTokens(brains.models().model(), quotas),
            brains.tools(),
            brains.memories(),
            stores.journal(),
            new MeteredArchive(stores.archive(), basics.meters().registry()),
            stores.index(),
            tenant -> databases.place(tenant).map(Wiring::plugins).orElse(Plugins.STANDARD),
            turns
                .and(new TurnMeters(basics.meters().registry(), basics.clock()))
                .and(new CallQualityMeters(basics.meters().registry()))
                .and(new FaultAlarm(basics.meters().registry())),
            tracing.turns(),
            basics.clock()));
  }

  private static Plugins plugins(String database) {
    return new Plugins(OwnJournals.journal(database), OwnJournals.snapshots(database));
  }
}

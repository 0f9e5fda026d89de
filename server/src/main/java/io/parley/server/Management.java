package io.parley.server;

import io.parley.core.journal.SessionOverview;
import io.parley.http.pages.ConsolePages;
import io.parley.http.route.Endpoint;
import io.parley.operations.ClusterEndpoint;
import io.parley.operations.DamagedEndpoints;
import io.parley.operations.DrainEndpoint;
import io.parley.operations.MailEndpoint;
import io.parley.operations.ManagementEndpoints;
import io.parley.operations.OperatorGate;
import io.parley.operations.QueueMeters;
import io.parley.operations.Readiness;
import io.parley.operations.breaker.BreakerEndpoints;
import io.parley.operations.breaker.PekkoBreakers;
import io.parley.operations.breaker.ToolBreakerMeters;
import io.parley.operations.cluster.ClusterEndpoints;
import io.parley.operations.lag.BacklogMeters;
import io.parley.operations.lag.DeadLetterMeters;
import io.parley.operations.lag.JournalMonitor;
import io.parley.operations.lag.LagEndpoint;
import io.parley.operations.live.LiveEndpoint;
import io.parley.operations.runtime.ConfigurationEndpoint;
import io.parley.operations.runtime.LoggerEndpoints;
import io.parley.operations.runtime.RuntimeEndpoint;
import io.parley.operations.session.OperatedSessions;
import io.parley.operations.session.SessionOperations;
import io.parley.operations.signing.SigningKeyEndpoints;
import io.parley.persistence.journal.JournalLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/// All endpoints of the management port, with their access control.
final class Management {
  /// A few database counts, each with a limit.
  private static final Duration BACKLOGS_EVERY = Duration.ofSeconds(10);

  private static final Duration TOOL_BREAKERS_EVERY = Duration.ofSeconds(5);

  private final NodeBasics basics;
  private final Services services;
  private final Readiness readiness;

  private Management(NodeBasics basics, Services services, Readiness readiness) {
    this.basics = basics;
    this.services = services;
    this.readiness = readiness;
  }

  /// @param drain ends the program in order
  static List<Endpoint> endpoints(
      NodeBasics basics, Services services, Readiness readiness, Runnable drain) {
    return new Management(basics, services, readiness).endpoints(drain);
  }

  private List<Endpoint> endpoints(Runnable drain) {
    var settings = ManagementSettings.from(basics.config(), basics.settings().production());
    var gate =
        new OperatorGate(
            basics.gatekeeper(),
            basics.clock(),
            settings.tokenNeeded(),
            basics.settings().management().host());
    var metrics = List.of(ManagementEndpoints.metrics(basics.meters().registry()));
    // probes come from the platform that runs the program, and reveal nothing
    var all = new ArrayList<>(ManagementEndpoints.health(readiness));
    all.addAll(settings.metricsOpen() ? metrics : gate.guard(metrics));
    all.addAll(ConsolePages.all());
    all.addAll(gate.guard(operators(drain)));
    // operators who are people, with access tokens
    return services
        .accounts()
        .map(accounts -> all.stream().map(accounts.authenticator()::over).toList())
        .orElse(all);
  }

  private List<Endpoint> operators(Runnable drain) {
    var registry = basics.meters().registry();
    var cluster = PlatformServices.cluster(basics, services);
    var overview = PlatformServices.overview(services);
    var stores = services.storage().repositories().sessions();
    var breakers =
        PekkoBreakers.start(
            services.member().system(),
            new NodeBreakerControls(
                services.brains().models().routing(),
                services.conversations().sessions().breakers()),
            cluster);
    var load = JournalLoad.of(Adapter.toClassic(services.member().system()));
    JournalMeters.bind(load, registry);
    var toolBreakers =
        new ToolBreakerMeters(
            registry,
            services.brains().tools()::dependencies,
            services.conversations().sessions().breakers()::states);
    every("the tool breakers' meters", TOOL_BREAKERS_EVERY, toolBreakers::look);
    QueueMeters.bind(registry, services.conversations().sessions()::queues, System::nanoTime);
    watchBacklogs(overview);
    JournalMonitor journal = () -> load(load.now());
    var all = new ArrayList<>(ClusterEndpoints.of(cluster));
    all.add(ClusterEndpoint.of(services.member().system()));
    all.add(DrainEndpoint.of(drain));
    all.addAll(DamagedEndpoints.of(stores.damaged(), basics.clock()));
    all.addAll(
        SessionOperations.of(
            stores.index(),
            overview,
            cluster,
            OperatedSessions.of(services.conversations().sessions()),
            basics.settings().publicAddress().configured(),
            basics.clock()));
    all.addAll(BreakerEndpoints.of(breakers));
    all.add(LagEndpoint.of(overview, journal, basics.clock()));
    all.add(ConfigurationEndpoint.of(basics.config(), EnvironmentNames::isSecret));
    all.add(RuntimeEndpoint.of(ProgramVersion.number()));
    services
        .accounts()
        .map(accounts -> new HeldSigningKeys(accounts.keys(), basics.clock()))
        .ifPresent(keys -> all.addAll(SigningKeyEndpoints.of(keys)));
    services
        .accounts()
        .flatMap(accounts -> accounts.mail().shown())
        .ifPresent(mails -> all.add(MailEndpoint.of(mails)));
    all.addAll(LoggerEndpoints.all());
    all.add(
        LiveEndpoint.of(
            new LiveEndpoint.Sources(
                readiness,
                cluster,
                overview,
                journal,
                breakers,
                services.conversations().turns(),
                registry),
            ProgramVersion.number(),
            basics.clock()));
    return all;
  }

  private void watchBacklogs(SessionOverview overview) {
    var meters = new BacklogMeters(overview, basics.meters().registry(), basics.clock());
    every("the backlog meters", BACKLOGS_EVERY, meters::look);
    var letters =
        new DeadLetterMeters(
            services.storage().repositories().sessions().letters(), basics.meters().registry());
    every("the meters of dead letters", BACKLOGS_EVERY, letters::look);
    every("the meters of webhooks", BACKLOGS_EVERY, services.hooks().meters()::look);
    services
        .accounts()
        .ifPresent(
            accounts ->
                every("the meters of mail", BACKLOGS_EVERY, accounts.mail().meters()::look));
  }

  private void every(String name, Duration pause, Runnable look) {
    var looks =
        services
            .member()
            .system()
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO, pause, look, services.member().system().executionContext());
    basics.closers().onClose(name, looks::cancel);
  }

  private static JournalMonitor.Load load(JournalLoad.Load load) {
    return new JournalMonitor.Load(
        load.writes(),
        load.waiting(),
        load.waitingMax(),
        load.latency()
            .map(
                latency ->
                    new JournalMonitor.Latency(
                        latency.of(), latency.median(), latency.p99(), latency.longest())));
  }
}

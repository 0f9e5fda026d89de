package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.parley.core.setting.Expect;
import io.parley.http.session.EdgeSettings;
import io.parley.http.tls.TlsSettings;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.StartFailure;
import io.parley.server.cluster.ClusterSettings;
import io.parley.server.nodes.JavaCommand;
import io.parley.server.nodes.NodePlan;
import io.parley.server.nodes.NodePorts;
import io.parley.server.nodes.NodeProcess;
import io.parley.sessions.SessionSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Several nodes on this machine, over one database and one object store, started here or named in
/// the settings. On close the nodes stop one after the other, the first one last, and hand over
/// their sessions while another node is left.
final class LocalCluster {
  /// PostgreSQL connections of one node: its pools, one each for its membership and its lease, and
  /// those of its start.
  private static final int CONNECTIONS = 24;

  /// Connections for everything else: projections of tests, an operator's psql, PostgreSQL's own.
  private static final int CONNECTIONS_SPARE = 50;

  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

  /// Between two checks of a directory in use.
  private static final Duration LOOK = Duration.ofMillis(100);

  /// Time for an orphaned node to notice, and for its process to end.
  private static final Duration ORPHAN_MARGIN = Duration.ofSeconds(5);

  private final int count;
  private final Config config;
  private final ServerSettings settings;
  private final ClusterSettings cluster;
  private final DataDirectory data;
  private final Closers closers;

  private LocalCluster(
      int count, Config config, ServerSettings settings, DataDirectory data, Closers closers) {
    this.count = count;
    this.config = config;
    this.settings = settings;
    this.cluster = ClusterSettings.from(config, settings.production());
    this.data = data;
    this.closers = closers;
  }

  /// Starts all; returns when every node accepts traffic.
  ///
  /// @param arguments of the command line, passed on to the nodes
  static Wiring.Running start(int count, List<String> arguments, Config whole, Closers closers) {
    // settings are checked before anything is started
    EdgeSettings.from(whole);
    SessionSettings.from(whole);
    var settings = ServerSettings.from(whole);
    Expect.less(
        "parley.shutdown.deadline",
        settings.deadline(),
        "parley.cluster.stop-timeout",
        ClusterSettings.from(whole, settings.production()).stopTimeout());
    BrainSettings.from(whole, settings.production());
    var config = enoughConnections(whole, count);
    var data = closers.add("the data directory", DataDirectory.open(settings.data()));
    return new LocalCluster(count, config, settings, data, closers).start(arguments);
  }

  private static Config enoughConnections(Config config, int count) {
    var key = "parley.embedded.postgres.connections-max";
    int wanted = Math.max(config.getInt(key), CONNECTIONS * (count + 1) + CONNECTIONS_SPARE);
    return config.withValue(key, ConfigValueFactory.fromAnyRef(wanted));
  }

  private Wiring.Running start(List<String> arguments) {
    for (int i = 0; i < count; i++) awaitOrphan(directory(data.root(), Integer.toString(i + 1)));
    var tokens = StaffTokens.from(config, settings.production(), data);
    var http = ports("parley.http.port", settings.http());
    var management = ports("parley.management.port", settings.management());
    var between = ports("parley.cluster.port", settings.cluster());
    var nodes =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new ClusterAddresses.Node(
                        url("parley.http", settings.http(), http.get(i)),
                        url("parley.management", settings.management(), management.get(i)),
                        settings.cluster().host() + ":" + between.get(i)))
            .toList();
    try (var starting = Executors.newVirtualThreadPerTaskExecutor()) {
      var databases = Databases.start(config, data, closers, starting);
      var shared = SharedSettings.of(config, databases, tokens, data);
      shared.offer(data, closers);
      var command =
          JavaCommand.own(
              Main.class,
              List.of(
                  "parley.log=" + System.getProperty("parley.log"),
                  "parley.log.requests=" + System.getProperty("parley.log.requests")));
      var running = new ArrayList<NodeProcess>();
      for (int i = 0; i < count; i++) {
        var overrides = new HashMap<>(shared.settings());
        overrides.put("parley.http.port", http.get(i));
        overrides.put("parley.management.port", management.get(i));
        overrides.put("parley.cluster.port", between.get(i));
        // the first one has the configured port
        if (i > 0) overrides.put("parley.sip.port", 0);
        var plan = plan(i + 1, command, arguments, overrides);
        running.add(closers.add(plan.name(), NodeProcess.start(plan)));
      }
      running.forEach(NodeProcess::awaitReady);
      var addresses = ClusterAddresses.of(nodes);
      Addresses.write(addresses, data.addresses());
      return new Wiring.Running(
          addresses.first(),
          ClusterBanner.of(
              config, settings, data, databases, tokens, nodes, ownerLink(databases, addresses)),
          // the supervisor has no node of its own for the cluster to remove
          new CompletableFuture<>());
    }
  }

  /// This process has started the database, so it is the one that shows the link.
  private OwnerLink ownerLink(Databases databases, ClusterAddresses addresses) {
    var accounts = AccountsSettings.from(config);
    if (!accounts.enabled() || SecretKeyring.isMissing(config)) return OwnerLink.NONE;
    boolean isShown = !settings.production() && databases.ownDatabase();
    return OwnerLink.at(
        FirstOrganisation.of(databases.database(), Clock.systemUTC()),
        accounts.organisationName(),
        isShown,
        () -> settings.publicAddress().configured().orElseGet(() -> URI.create(addresses.http())));
  }

  /// A node whose supervisor was killed ends by itself, and keeps its directory and ports until
  /// then: without waiting, other ports would be chosen, or the new node would not start.
  private void awaitOrphan(Path directory) {
    long until = System.nanoTime() + settings.removedDeadline().plus(ORPHAN_MARGIN).toNanos();
    boolean warned = false;
    while (isInUse(directory) && System.nanoTime() < until) {
      if (!warned) LOG.info("waiting for {}: a node of an earlier run still uses it", directory);
      warned = true;
      new CompletableFuture<Void>()
          .completeOnTimeout(null, LOOK.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }
  }

  private static boolean isInUse(Path directory) {
    if (!Files.isDirectory(directory)) return false;
    try (var free = DataDirectory.open(directory)) {
      LOG.debug("{} is free", free.root());
      return false;
    } catch (StartFailure failure) {
      // its node reports any other problem
      return failure.kind() == StartFailure.Kind.DATA_IN_USE;
    }
  }

  private NodePlan plan(
      int number, JavaCommand command, List<String> arguments, Map<String, Object> overrides) {
    var directory = directory(data.root(), Integer.toString(number));
    overrides.put("parley.data", directory.toString());
    return new NodePlan(
        "node " + number,
        command.with(NodeCommand.line(arguments)),
        overrides,
        directory.resolveSibling(number + ".log"),
        directory.resolve("addresses.json"),
        cluster.stopTimeout());
  }

  /// The data directory of a node.
  static Path directory(Path data, String node) {
    return data.resolve("nodes").resolve(node);
  }

  private List<Integer> ports(String key, ServerSettings.Address address) {
    return NodePorts.from(key, address.host(), address.port(), count);
  }

  private String url(String key, ServerSettings.Address address, int port) {
    return Addresses.url(
        TlsSettings.from(config, key + ".tls").isPresent(),
        address.host(),
        InetSocketAddress.createUnresolved("any", port));
  }
}

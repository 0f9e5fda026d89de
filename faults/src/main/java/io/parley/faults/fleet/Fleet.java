package io.parley.faults.fleet;

import io.parley.bench.server.Home;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalObjectStore;
import io.parley.persistence.embedded.ObjectStoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The nodes of one cluster with their PostgreSQL and their object store, which each node reaches
/// over proxies of its own. All data is in one directory, which is deleted at the end; the logs are
/// kept beside it.
public final class Fleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int STORE_MEBIBYTES = 256;

  /// The same on all nodes: tokens of one must be valid at another.
  private static final Map<String, String> TOKENS =
      Map.of(
          "PARLEY_TOKEN_KEYS", "faults:0123456789abcdef0123456789abcdef",
          "PARLEY_AGENT_TOKEN", "an-agent-token-for-the-faults-0001",
          "PARLEY_OPERATOR_TOKEN", "an-operator-token-for-the-faults-01");

  /// A description of a fleet.
  ///
  /// @param lines are closed with the fleet; @param database directory of PostgreSQL's files
  /// @param settings by environment variable; @param conf further settings as HOCON
  public record Plan(
      int nodes,
      Path directory,
      Path database,
      Lines lines,
      Map<String, String> settings,
      String conf) {
    public Plan {
      settings = Map.copyOf(settings);
    }

    /// Nodes on 127.0.0.1 with the scripted model.
    public static Plan scripted(int nodes, Path directory) {
      return new Plan(
          nodes,
          directory,
          directory.resolve("database"),
          Lines.loopback(),
          Map.of(
              "PARLEY_MODEL",
              "scripted",
              "PARLEY_SCRIPTED_CHUNKS",
              "20",
              "PARLEY_SCRIPTED_DELAY",
              "10"),
          """
          parley.model.scripted.script = [
            { when = "ticket", tool = "create_ticket", text = "Done: {result}",
              arguments = { subject = "Help", description = "Please help." } }
          ]
          """);
    }

    public Plan on(Lines other) {
      return new Plan(nodes, directory, database, other, settings, conf);
    }

    public Plan databaseIn(Path other) {
      return new Plan(nodes, directory, other, lines, settings, conf);
    }

    /// @param name of an environment variable; @param value with `{node}` for the node's name
    public Plan with(String name, String value) {
      var more = new HashMap<>(settings);
      more.put(name, value);
      return new Plan(nodes, directory, database, lines, more, conf);
    }

    /// @param more lines of HOCON
    public Plan with(String more) {
      return new Plan(nodes, directory, database, lines, settings, conf + more + "\n");
    }
  }

  private final Plan plan;
  private final Optional<Path> classes;
  private final List<DataDirectory> directories = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Proxy> databaseLines = new ArrayList<>();
  private final List<Proxy> storeLines = new ArrayList<>();
  private Database database;
  private LocalObjectStore store;

  private Fleet(Plan plan, Optional<Path> classes) {
    this.plan = plan;
    this.classes = classes;
  }

  /// Returns when all nodes are ready.
  public static Fleet start(Plan plan) throws IOException, InterruptedException {
    return start(plan, Optional.empty());
  }

  /// Starts nodes of another build.
  ///
  /// @param classes precede the program's own on the class path
  public static Fleet start(Plan plan, Optional<Path> classes)
      throws IOException, InterruptedException {
    var fleet = new Fleet(plan, classes);
    boolean started = false;
    try {
      fleet.build();
      started = true;
      return fleet;
    } finally {
      if (!started) fleet.close();
    }
  }

  private void build() throws IOException, InterruptedException {
    Files.createDirectories(plan.directory());
    database = Database.start(opened(plan.database()));
    store =
        LocalObjectStore.start(
            opened(plan.directory().resolve("store")),
            new ObjectStoreSettings(0, STORE_MEBIBYTES, PATIENCE, PATIENCE),
            List.of(Home.dist().resolve("s3")));
    var conf = Files.writeString(plan.directory().resolve("fleet.conf"), plan.conf());
    // the first creates the schema and the cluster; on two cores the others start sooner one by one
    for (int i = 0; i < plan.nodes(); i++) {
      nodes.add(node(i, conf));
      nodes.getLast().awaitReady();
    }
  }

  private DataDirectory opened(Path directory) {
    var opened = DataDirectory.open(directory);
    directories.add(opened);
    return opened;
  }

  private Node node(int number, Path conf) throws IOException {
    var lines = plan.lines();
    databaseLines.add(Proxy.start(lines.outside(), database.port()));
    storeLines.add(Proxy.start(lines.outside(), store.endpoint().getPort()));
    var host = lines.address(number);
    var outside = lines.outside().getHostAddress();
    int http = Home.freePort();
    int management = Home.freePort();
    var name = "node" + (number + 1);
    var settings = new HashMap<>(TOKENS);
    settings.put("PARLEY_DATA", plan.directory().resolve(name).toString());
    settings.put("PARLEY_HTTP_HOST", host);
    settings.put("PARLEY_HTTP_PORT", Integer.toString(http));
    settings.put("PARLEY_MANAGEMENT_HOST", host);
    settings.put("PARLEY_MANAGEMENT_PORT", Integer.toString(management));
    settings.put("PARLEY_CLUSTER_HOST", host);
    settings.put("PARLEY_CLUSTER_PORT", Integer.toString(Home.freePort()));
    settings.put(
        "PARLEY_DATABASE_URL",
        "jdbc:postgresql://%s:%d/parley".formatted(outside, databaseLines.getLast().port()));
    settings.put("PARLEY_DATABASE_USER", database.user());
    settings.put("PARLEY_DATABASE_PASSWORD", database.password());
    settings.put(
        "PARLEY_S3_ENDPOINT", "http://%s:%d".formatted(outside, storeLines.getLast().port()));
    settings.put("PARLEY_S3_ACCESS_KEY", store.keys().accessKey());
    settings.put("PARLEY_S3_SECRET_KEY", store.keys().secretKey());
    plan.settings().forEach((key, value) -> settings.put(key, value.replace("{node}", name)));
    return Node.start(
        name,
        new Node.Place(
            URI.create("http://%s:%d".formatted(host, http)),
            URI.create("http://%s:%d".formatted(host, management)),
            lines.before(number),
            settings,
            List.of("--config", conf.toString())),
        classes,
        plan.directory().resolveSibling(plan.directory().getFileName() + "-" + name + ".log"));
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  public Node node(int number) {
    return nodes.get(number);
  }

  public Database database() {
    return database;
  }

  /// The proxy between one node and PostgreSQL.
  public Proxy databaseLine(int node) {
    return databaseLines.get(node);
  }

  /// The proxy between one node and the object store.
  public Proxy storeLine(int node) {
    return storeLines.get(node);
  }

  public void awaitReady() throws IOException, InterruptedException {
    for (var node : nodes) node.awaitReady();
  }

  /// SIGKILL to everything at once, PostgreSQL included, as in a power cut; then a supervisor
  /// starts everything again. (The object store keeps running: no acknowledgement depends on it.)
  public void killEverything() throws IOException, InterruptedException {
    for (var node : nodes) node.killForGood();
    database.kill();
    database.start();
    for (var node : nodes) node.startAgain();
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    for (var line : databaseLines) line.close();
    for (var line : storeLines) line.close();
    if (store != null) store.close();
    if (database != null) database.close();
    directories.reversed().forEach(DataDirectory::close);
    plan.lines().close();
    Home.delete(plan.directory());
  }
}

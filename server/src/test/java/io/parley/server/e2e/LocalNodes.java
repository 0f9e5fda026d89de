package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// `parley cluster N`, as an operator starts it: real processes on free ports.
final class LocalNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// More nodes than any test uses.
  private static final int ROW = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ServerProcess supervisor;
  private final List<Node> nodes;

  /// @param directory its data directory
  record Node(URI base, URI management, String cluster, Path directory) implements Served {
    @Override
    public URI http(String path) {
      return base.resolve(path);
    }

    /// Stays the same across restarts of the process.
    static Node at(JsonNode addresses, Path directory) {
      return new Node(
          URI.create(addresses.get("http").asText()),
          URI.create(addresses.get("management").asText()),
          addresses.path("cluster").asText(),
          directory);
    }

    ProcessHandle process() throws IOException {
      long pid = Long.parseLong(Files.readString(directory.resolve(".lock")).strip());
      return ProcessHandle.of(pid).orElseThrow();
    }

    void signal(String name) throws IOException, InterruptedException {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process().pid())).start();
      assertThat(kill.waitFor()).isZero();
    }

    /// This node's view of the cluster; empty while it does not answer.
    JsonNode members() throws InterruptedException {
      try {
        var request = HttpRequest.newBuilder(management.resolve("/cluster/members")).build();
        var response = HTTP.send(request, BodyHandlers.ofString());
        return response.statusCode() == 200
            ? JSON.readTree(response.body())
            : JSON.createObjectNode();
      } catch (IOException e) {
        return JSON.createObjectNode();
      }
    }

    /// The members that are Up and reachable from this node, as `host:port`.
    Set<String> up() throws InterruptedException {
      var view = members();
      if (!view.path("unreachable").isEmpty()) return Set.of();
      return StreamSupport.stream(view.path("members").spliterator(), false)
          .filter(member -> member.get("status").asText().equals("Up"))
          .map(member -> address(member.get("node").asText()))
          .collect(Collectors.toSet());
    }

    /// The cluster address of the node on which a session lives.
    String home(String session) throws IOException, InterruptedException {
      return Caller.with(ServerProcess.OPERATOR_TOKEN)
          .get(path -> management.resolve(path), "/sessions/default/" + session + "/where")
          .get("node")
          .asText();
    }

    boolean isReady() throws InterruptedException {
      try {
        var request = HttpRequest.newBuilder(management.resolve("/health/ready")).build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    }
  }

  private LocalNodes(ServerProcess supervisor, List<Node> nodes) {
    this.supervisor = supervisor;
    this.nodes = nodes;
  }

  /// Starts it and waits until all nodes see each other.
  static LocalNodes start(Path data, int count, Map<String, String> settings) throws IOException {
    return start(data, count, settings, List.of());
  }

  /// @param options of the command line
  static LocalNodes start(Path data, int count, Map<String, String> settings, List<String> options)
      throws IOException {
    var arguments = new ArrayList<>(List.of("cluster", Integer.toString(count)));
    arguments.addAll(options);
    var supervisor = ServerProcess.start(data, withPorts(settings), arguments);
    var written = JSON.readTree(Files.readAllBytes(data.resolve("addresses.json"))).get("nodes");
    var nodes = new ArrayList<Node>();
    for (var node : written) nodes.add(Node.at(node, data.resolve("nodes/" + (nodes.size() + 1))));
    var started = new LocalNodes(supervisor, List.copyOf(nodes));
    boolean all = false;
    try {
      assertThat(nodes).hasSize(count);
      started.awaitAllUp();
      all = true;
      return started;
    } finally {
      if (!all) started.close();
    }
  }

  /// Fixed ports, on which nodes restart after others have tried to reach them there.
  private static Map<String, String> withPorts(Map<String, String> settings) throws IOException {
    if (settings.containsKey("PARLEY_CLUSTER_PORT")) return settings;
    return withFreePorts(settings);
  }

  /// For a cluster that is restarted on the same ports.
  static Map<String, String> withFreePorts(Map<String, String> settings) throws IOException {
    int first = FreePort.findRow(3 * ROW);
    var all = new HashMap<>(settings);
    all.put("PARLEY_HTTP_PORT", Integer.toString(first));
    all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(first + ROW));
    all.put("PARLEY_CLUSTER_PORT", Integer.toString(first + 2 * ROW));
    return all;
  }

  ServerProcess supervisor() {
    return supervisor;
  }

  List<Node> nodes() {
    return nodes;
  }

  /// Waits until every node sees all members.
  void awaitAllUp() {
    var all = nodes.stream().map(Node::cluster).collect(Collectors.toSet());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (var node : nodes) assertThat(node.up()).isEqualTo(all);
              for (var node : nodes) assertThat(node.isReady()).isTrue();
            });
  }

  /// Of two nodes the one that survives the death of the other.
  Node lowest() {
    return nodes.stream().min(Comparator.comparing(Node::cluster)).orElseThrow();
  }

  Node oldest() throws InterruptedException {
    var oldest = address(nodes.getFirst().members().get("oldest").asText());
    return nodes.stream().filter(node -> node.cluster().equals(oldest)).findFirst().orElseThrow();
  }

  List<Node> others(Node than) {
    return nodes.stream().filter(node -> !node.equals(than)).toList();
  }

  private static String address(String pekko) {
    return pekko.substring(pekko.indexOf('@') + 1);
  }

  @Override
  public void close() {
    supervisor.close();
  }
}

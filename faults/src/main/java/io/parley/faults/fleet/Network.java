package io.parley.faults.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Each node in a network namespace of its own (network_namespaces(7)), at an address of its own,
/// with one veth pair to a bridge, to which clients, PostgreSQL and the object store are connected,
/// too. Rules of nftables in the nodes' namespaces drop packets between nodes; all other traffic
/// passes.
///
/// Needs root, iproute2 and nftables; [#impossible] says what is missing.
public final class Network implements Lines {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path NFT = Path.of("/usr/sbin/nft");
  private static final int SUBNETS = 200;

  private final int nodes;
  private final int subnet;

  private Network(int nodes, int subnet) {
    this.nodes = nodes;
    this.subnet = subnet;
  }

  /// Why this machine cannot have such a network; empty when it can. Root installs nftables when it
  /// is missing.
  public static Optional<String> impossible() throws IOException, InterruptedException {
    if (!Shell.isRoot()) return Optional.of("network namespaces need root");
    Debian.install(NFT, "nftables", "iproute2");
    var attempt =
        Shell.attempt(PATIENCE, List.of("unshare", "--net", NFT.toString(), "list", "ruleset"));
    return attempt.code() == 0
        ? Optional.empty()
        : Optional.of("network namespaces or nftables do not work here: " + attempt.output());
  }

  /// Creates the bridge and the namespaces.
  public static Network lay(int nodes) throws IOException, InterruptedException {
    int subnet = (int) (ProcessHandle.current().pid() % SUBNETS) + 20;
    var network = new Network(nodes, subnet);
    boolean laid = false;
    try {
      network.lay();
      laid = true;
      return network;
    } finally {
      if (!laid) network.close();
    }
  }

  private void lay() throws IOException, InterruptedException {
    ip("link add %s type bridge".formatted(bridge()));
    ip("address add %s/24 dev %s".formatted(outside().getHostAddress(), bridge()));
    ip("link set %s up".formatted(bridge()));
    for (int node = 0; node < nodes; node++) {
      var space = space(node);
      var plug = "prl%dn%d".formatted(subnet, node);
      ip("netns add " + space);
      ip("link add %s type veth peer name eth0 netns %s".formatted(plug, space));
      ip("link set %s master %s up".formatted(plug, bridge()));
      ip("-n %s link set lo up".formatted(space));
      ip("-n %s address add %s/24 dev eth0".formatted(space, address(node)));
      ip("-n %s link set eth0 up".formatted(space));
    }
  }

  private String bridge() {
    return "prl" + subnet;
  }

  private String space(int node) {
    return "parley%d-%d".formatted(subnet, node);
  }

  @Override
  public String address(int node) {
    return "10.213.%d.%d".formatted(subnet, 10 + node);
  }

  @Override
  public InetAddress outside() {
    return InetAddress.ofLiteral("10.213.%d.1".formatted(subnet));
  }

  @Override
  public List<String> before(int node) {
    return List.of("ip", "netns", "exec", space(node));
  }

  /// Drops all packets between two nodes.
  public void part(int one, int other) throws IOException, InterruptedException {
    mute(one, other);
    mute(other, one);
  }

  /// Drops packets of `from` to `to`; the other direction stays open.
  public void mute(int from, int to) throws IOException, InterruptedException {
    nft(from, "add table inet parley");
    nft(from, "add chain inet parley out { type filter hook output priority 0 ; }");
    nft(from, "add rule inet parley out ip daddr %s drop".formatted(address(to)));
  }

  /// Drops all packets between this node and all others.
  public void isolate(int node) throws IOException, InterruptedException {
    for (int other = 0; other < nodes; other++) if (other != node) part(node, other);
  }

  /// Removes all rules: all packets arrive again.
  public void heal() throws IOException, InterruptedException {
    for (int node = 0; node < nodes; node++) nft(node, "flush ruleset");
  }

  private void nft(int node, String rule) throws IOException, InterruptedException {
    Shell.run(PATIENCE, List.of("ip", "netns", "exec", space(node), NFT.toString(), rule));
  }

  private static void ip(String command) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("ip"));
    words.addAll(List.of(command.split(" ", -1)));
    Shell.run(PATIENCE, words);
  }

  /// Deletes whatever exists; deleting a namespace deletes its end of the veth pair.
  @Override
  public void close() throws IOException {
    try {
      for (int node = 0; node < nodes; node++)
        Shell.attempt(PATIENCE, List.of("ip", "netns", "delete", space(node)));
      Shell.attempt(PATIENCE, List.of("ip", "link", "delete", bridge()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

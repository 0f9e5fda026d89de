package io.parley.server;

import java.util.List;
import java.util.Optional;

/// Where the nodes of a cluster on this machine listen.
///
/// @param http of the first node, for scripts that want any; @param management likewise
record ClusterAddresses(String http, String management, List<Node> nodes) {
  /// @param http for clients, @param management for operators: `http://host:port`
  /// @param cluster for other nodes: `host:port`
  record Node(String http, String management, String cluster) {}

  ClusterAddresses {
    nodes = List.copyOf(nodes);
  }

  static ClusterAddresses of(List<Node> nodes) {
    return new ClusterAddresses(nodes.getFirst().http(), nodes.getFirst().management(), nodes);
  }

  Addresses first() {
    return new Addresses(http, management, Optional.empty());
  }
}

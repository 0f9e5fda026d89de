package io.parley.http.node;

import io.parley.core.journal.SessionOverview.Lag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/// The nodes of the installation and their outstanding work.
public interface NodeHealth {

  /// @param address `host:port` in the cluster
  /// @param status `up`, `leaving`, … in lower case
  /// @param version of its program
  /// @param sessions awake on it; empty when it did not answer in time
  record Node(
      String address, String status, boolean reachable, String version, OptionalInt sessions) {}

  /// @param self address of the node that answers
  /// @param state of that node: `ready`, `draining` and others
  /// @param unreachableDatabases how many databases of single organisations do not answer
  /// @param nodes as that node sees them, the oldest first
  /// @param lag outstanding work of all nodes; empty when the database did not answer in time
  record Health(
      String self, String state, int unreachableDatabases, List<Node> nodes, Optional<Lag> lag) {
    public Health {
      nodes = List.copyOf(nodes);
    }
  }

  /// As the node that answers sees it now, within two seconds.
  CompletionStage<Health> look();
}

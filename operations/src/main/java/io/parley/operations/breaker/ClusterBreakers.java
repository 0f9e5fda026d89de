package io.parley.operations.breaker;

import io.parley.http.ops.breaker.BreakerControls.Breaker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The breakers of all nodes, available on each. Nodes are named by their address, `host:port`. A
/// node that does not answer in time is shown as silent, not left out: its breakers may be the
/// interesting ones.
public interface ClusterBreakers {

  /// @param breakers empty when the node is silent
  record Node(String address, Optional<List<Breaker>> breakers) {}

  record Reset(String address, Outcome outcome) {}

  enum Outcome {
    /// The breaker is closed, and calls pass again.
    CLOSED,
    /// The node has no breaker of that name: it has never called that service.
    UNKNOWN,
    /// Unknown: no answer.
    SILENT
  }

  /// Every member of the cluster, the oldest first. Does not fail.
  CompletionStage<List<Node>> all();

  /// Closes the breakers of that name.
  ///
  /// @param node the only one affected; all members when empty
  /// @return results by node; empty if `node` is no member. Does not fail
  CompletionStage<List<Reset>> reset(String name, Optional<String> node);
}

package io.parley.http.ops.breaker;

import io.parley.http.ops.breaker.BreakerControls.Breaker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The breakers of all nodes, asked of any. Nodes are named by their address, `host:port`. One that
/// does not answer within a short while is told as silent, not left out: what it does not ask just
/// now is what somebody wants to know.
public interface ClusterBreakers {

  /// @param breakers empty when the node is silent
  record Node(String address, Optional<List<Breaker>> breakers) {}

  record Reset(String address, Outcome outcome) {}

  enum Outcome {
    /// The breaker is closed, and what it guards is asked again.
    CLOSED,
    /// The node has none of that name: it never asked what it guards.
    UNKNOWN,
    /// Nobody knows.
    SILENT
  }

  /// Every member of the cluster, the oldest first. Does not fail.
  CompletionStage<List<Node>> all();

  /// Closes the breakers of that name.
  ///
  /// @param node the only one to do so; every member when empty
  /// @return by node; none when `node` is no member. Does not fail
  CompletionStage<List<Reset>> reset(String name, Optional<String> node);
}

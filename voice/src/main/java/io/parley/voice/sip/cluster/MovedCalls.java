package io.parley.voice.sip.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// On which nodes calls go on whose own nodes have left them. The newest ones are known: others get
/// 481 where a load balancer leads their requests to a third node. Thread safe.
final class MovedCalls {
  static final int MAX = 10_000;

  private final Map<String, Integer> nodes = new LinkedHashMap<>();

  /// @param tag of our end; @param node by its number
  synchronized void put(String tag, int node) {
    nodes.remove(tag);
    nodes.put(tag, node);
    if (nodes.size() > MAX) nodes.remove(nodes.keySet().iterator().next());
  }

  synchronized OptionalInt of(String tag) {
    var node = nodes.get(tag);
    return node == null ? OptionalInt.empty() : OptionalInt.of(node);
  }
}

package io.parley.server.nodes;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How to start one node.
///
/// @param name for people, such as `node 1`
/// @param command of its process, complete
/// @param overrides settings that override all others, by key; may include secrets
/// @param log its output is appended to this file
/// @param addresses the file that it writes when it accepts traffic
/// @param stopTimeout time to stop before it is killed
public record NodePlan(
    String name,
    List<String> command,
    Map<String, Object> overrides,
    Path log,
    Path addresses,
    Duration stopTimeout) {
  public NodePlan {
    command = List.copyOf(command);
    overrides = Map.copyOf(overrides);
  }

  /// One line, as the node reads it.
  String line() {
    return ConfigFactory.parseMap(overrides).root().render(ConfigRenderOptions.concise()) + "\n";
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "NodePlan[" + name + ", log=" + log + "]";
  }
}

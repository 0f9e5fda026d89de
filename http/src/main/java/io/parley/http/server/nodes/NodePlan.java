package io.parley.http.server.nodes;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What one node is started with.
///
/// @param name for people, such as `node 1`
/// @param command of its process, complete
/// @param told settings that lie over all others, by key; secrets may be among them
/// @param log what it prints is added to
/// @param addresses the file that it writes when traffic may come to it
/// @param stopTimeout what it gets to stop before it is killed
public record NodePlan(
    String name,
    List<String> command,
    Map<String, Object> told,
    Path log,
    Path addresses,
    Duration stopTimeout) {
  public NodePlan {
    command = List.copyOf(command);
    told = Map.copyOf(told);
  }

  /// One line, as the node reads it.
  String line() {
    return ConfigFactory.parseMap(told).root().render(ConfigRenderOptions.concise()) + "\n";
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "NodePlan[" + name + ", log=" + log + "]";
  }
}

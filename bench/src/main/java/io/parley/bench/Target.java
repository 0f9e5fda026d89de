package io.parley.bench;

import io.parley.bench.server.ChatServer;
import io.parley.bench.server.DurableObject;
import io.parley.bench.server.ParleyServer;
import io.parley.bench.server.RemoteServer;
import io.parley.bench.server.Yardstick;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// The server under load: started on a fresh directory for this run, or already running.
final class Target {
  @Option(
      names = "--server",
      paramLabel = "NAME",
      defaultValue = "parley",
      description =
          "parley, yardstick, durable-object or the URL of a running server: http://host:port"
              + " (${DEFAULT-VALUE})")
  private String server;

  @Option(
      names = "--delay",
      paramLabel = "MS",
      defaultValue = "0",
      description = "between two of the 20 chunks of a reply, parley only (${DEFAULT-VALUE})")
  private int delay;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "a setting of parley by its variable, such as PARLEY_MODEL=offline")
  private Map<String, String> settings = Map.of();

  ChatServer start() throws IOException, InterruptedException {
    return start(server);
  }

  /// @param server as `--server` names it
  ChatServer start(String server) throws IOException, InterruptedException {
    return switch (server) {
      case "parley" -> parley();
      case "yardstick" -> Yardstick.start();
      case "durable-object" -> DurableObject.start();
      default -> new RemoteServer(URI.create(server));
    };
  }

  ParleyServer parley() throws IOException, InterruptedException {
    return parley(List.of());
  }

  /// @param options of its JVM
  ParleyServer parley(List<String> options) throws IOException, InterruptedException {
    return ParleyServer.start(delay, settings, options);
  }
}

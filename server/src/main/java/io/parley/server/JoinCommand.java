package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.StartFailure;
import io.parley.server.nodes.NodePorts;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `parley join`: one more node beside those that run on this machine.
@Command(
    name = "join",
    description = {
      "Adds a node to a Parley that runs on the same data directory,",
      "over its database and object store. Ctrl-C lets it leave again."
    },
    mixinStandardHelpOptions = true)
final class JoinCommand implements Callable<Integer> {
  private static final int JOINED_MAX = 100;

  @Mixin private SettingsOption options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var own = options.settings();
    var data = ServerSettings.from(own).data().toAbsolutePath();
    var shared = SharedSettings.found(data).withFallback(own);
    return ParleyCommand.run(
        ConfigFactory.parseMap(places(data, shared)).withFallback(shared),
        spec,
        Program::startAsProcess);
  }

  private static Map<String, Object> places(Path data, Config shared) {
    var settings = ServerSettings.from(shared);
    return Map.of(
        "parley.data", free(data).toString(),
        "parley.http.port", port("parley.http.port", settings.http()),
        "parley.management.port", port("parley.management.port", settings.management()),
        "parley.cluster.port", port("parley.cluster.port", settings.cluster()));
  }

  private static int port(String key, ServerSettings.Address address) {
    return NodePorts.from(key, address.host(), address.port(), 1).getFirst();
  }

  /// The first unused directory for a joined node.
  private static Path free(Path data) {
    for (int number = 1; ; number++) {
      var directory = LocalCluster.directory(data, "joined-" + number);
      try (var taken = DataDirectory.open(directory)) {
        return taken.root();
      } catch (StartFailure failure) {
        if (failure.kind() != StartFailure.Kind.DATA_IN_USE || number == JOINED_MAX) throw failure;
      }
    }
  }
}

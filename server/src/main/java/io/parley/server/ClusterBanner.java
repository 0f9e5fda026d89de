package io.parley.server;

import com.typesafe.config.Config;
import io.parley.persistence.embedded.DataDirectory;
import java.util.List;

/// The text printed when all nodes accept traffic.
final class ClusterBanner {
  private ClusterBanner() {}

  static String of(
      Config config,
      ServerSettings settings,
      DataDirectory data,
      Databases databases,
      StaffTokens tokens,
      List<ClusterAddresses.Node> nodes,
      OwnerLink owner) {
    var text = new StringBuilder("\n");
    Banner.line(
        text,
        "Parley",
        "%s, %s, %d nodes".formatted(ProgramVersion.number(), Banner.mode(settings), nodes.size()));
    for (int i = 0; i < nodes.size(); i++) {
      var node = nodes.get(i);
      Banner.line(text, "node " + (i + 1), node.http() + "/");
      Banner.line(
          text,
          "",
          "management " + node.management() + "/cluster/members, cluster " + node.cluster());
    }
    Banner.line(text, "API docs", nodes.getFirst().http() + "/docs");
    Banner.line(text, "model", config.getString("parley.model.name"));
    Banner.line(text, "data", data + ", " + Banner.place(databases));
    Banner.line(text, "logs", LocalCluster.directory(data.root(), "N.log").toString());
    tokens.madeUp().forEach((role, token) -> Banner.line(text, role + " token", token));
    owner.line().ifPresent(link -> Banner.line(text, "owner", link));
    text.append("\n  ./parley join adds a node. Ctrl-C stops them all.\n");
    return text.toString();
  }
}

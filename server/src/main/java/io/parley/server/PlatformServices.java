package io.parley.server;

import io.parley.core.journal.SessionOverview;
import io.parley.http.node.NodeHealthEndpoint;
import io.parley.http.quota.QuotaEndpoints;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.operations.Readiness;
import io.parley.operations.cluster.PekkoCluster;
import io.parley.operations.live.ClusterHealth;
import io.parley.persistence.history.JdbcSessionOverview;
import io.parley.persistence.quota.JdbcQuotas;
import java.util.ArrayList;
import java.util.List;

/// The platform's operators on the HTTP port: quotas of organisations, and the health of nodes.
final class PlatformServices {
  private PlatformServices() {}

  /// @param readiness of this node
  static List<Endpoint> endpoints(
      NodeBasics basics, Services services, Readiness readiness, Edge edge) {
    var quotas = new JdbcQuotas(services.storage().databases().database());
    var health =
        new ClusterHealth(readiness, cluster(basics, services), overview(services), basics.clock());
    var endpoints = new ArrayList<>(QuotaEndpoints.of(edge, quotas));
    endpoints.add(NodeHealthEndpoint.of(edge, health));
    return endpoints;
  }

  static PekkoCluster cluster(NodeBasics basics, Services services) {
    return new PekkoCluster(
        services.member().system(), basics.config().getInt("parley.sessions.shards"));
  }

  /// Over all databases of sessions.
  static SessionOverview overview(Services services) {
    return new JdbcSessionOverview(
        services.storage().databases().own().sessions(),
        services.storage().repositories().sessions().feeds().names());
  }
}

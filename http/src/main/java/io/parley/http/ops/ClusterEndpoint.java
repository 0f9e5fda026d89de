package io.parley.http.ops;

import io.parley.http.route.Endpoint;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.management.cluster.javadsl.ClusterHttpManagementRoutes;

/// `/cluster/…`: Pekko's own view of the cluster, to be looked at and not changed
/// (`/cluster/members`, `/cluster/shards/session`).
public final class ClusterEndpoint {
  private ClusterEndpoint() {}

  public static Endpoint of(ActorSystem<?> system) {
    var routes = ClusterHttpManagementRoutes.readOnly(Cluster.get(system)).seal().function(system);
    return Endpoint.get("/cluster/{path*}", call -> answer(routes, call.request()));
  }

  private static CompletionStage<HttpResponse> answer(
      Function<HttpRequest, CompletionStage<HttpResponse>> routes, HttpRequest request) {
    try {
      return routes.apply(request);
    } catch (Exception e) {
      throw new IllegalStateException("the cluster's routes failed", e);
    }
  }
}

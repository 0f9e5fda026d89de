package io.parley.http.ops;

import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Endpoint;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.management.cluster.javadsl.ClusterHttpManagementRoutes;

/// `/cluster/…`: Pekko's own view of the cluster, to be looked at and not changed
/// (`/cluster/members`, `/cluster/shards/Session`): its way of joining would pass by the lock under
/// which clusters are formed. Members are sent away by
/// [io.parley.http.ops.cluster.ClusterEndpoints].
public final class ClusterEndpoint {
  static final String PATH = "/cluster/{path*}";

  private ClusterEndpoint() {}

  public static Endpoint of(ActorSystem<?> system) {
    var routes = ClusterHttpManagementRoutes.readOnly(Cluster.get(system)).seal().function(system);
    return Endpoint.get(PATH, call -> answer(routes, call.request()));
  }

  private static CompletionStage<HttpResponse> answer(
      Function<HttpRequest, CompletionStage<HttpResponse>> routes, HttpRequest request) {
    try {
      // what it says of an address that it does not know is no problem of RFC 9457
      return routes.apply(request).thenApply(ClusterEndpoint::known);
    } catch (Exception e) {
      throw new IllegalStateException("the cluster's routes failed", e);
    }
  }

  private static HttpResponse known(HttpResponse answer) {
    if (answer.status().isSuccess()) return answer;
    throw new ProblemException(ProblemType.NOT_FOUND);
  }
}

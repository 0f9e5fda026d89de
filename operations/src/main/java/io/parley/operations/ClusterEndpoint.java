package io.parley.operations;

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

/// `/cluster/…`: Pekko's own view of the cluster, read only (`/cluster/members`,
/// `/cluster/shards/Session`): its way of joining would bypass the lock under which clusters are
/// formed. Members are removed by [io.parley.operations.cluster.ClusterEndpoints].
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
      // its answer for an unknown address is no RFC 9457 problem
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

package io.parley.operations.breaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.parley.http.json.JsonText;
import io.parley.http.ops.breaker.BreakerControls;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.operations.breaker.ClusterBreakers.Node;
import io.parley.operations.breaker.ClusterBreakers.Outcome;
import io.parley.operations.breaker.ClusterBreakers.Reset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/breakers`: lists the nodes' breakers, and closes them.
public final class BreakerEndpoints {
  private final ClusterBreakers cluster;

  private BreakerEndpoints(ClusterBreakers cluster) {
    this.cluster = cluster;
  }

  public static List<Endpoint> of(ClusterBreakers cluster) {
    var calls = new BreakerEndpoints(cluster);
    return List.of(
        Endpoint.get("/breakers", calls::list),
        Endpoint.post("/breakers/{name}/reset", calls::reset));
  }

  /// The breakers of each node as JSON, for the live page too. A silent node has none.
  public static ArrayNode json(List<Node> nodes) {
    var listed = JsonText.array();
    for (var node : nodes) {
      var one =
          listed.addObject().put("node", node.address()).put("silent", node.breakers().isEmpty());
      node.breakers().ifPresent(breakers -> one.set("breakers", breakers(breakers)));
    }
    return listed;
  }

  private static ArrayNode breakers(List<BreakerControls.Breaker> breakers) {
    var listed = JsonText.array();
    for (var breaker : breakers) {
      var one =
          listed
              .addObject()
              .put("name", breaker.name())
              .put("state", JsonText.word(breaker.state()))
              .put("failures", breaker.failures());
      breaker.since().ifPresent(since -> one.put("since", JsonText.time(since)));
    }
    return listed;
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return cluster
        .all()
        .thenApply(nodes -> Replies.json(200, JsonText.object().set("nodes", json(nodes))));
  }

  /// A slash in the name is written `%2F`. On the node in the query, or on all.
  private CompletionStage<HttpResponse> reset(Call call) {
    return cluster
        .reset(call.decoded("name"), call.query("node"))
        .thenApply(BreakerEndpoints::answer);
  }

  private static HttpResponse answer(List<Reset> resets) {
    if (resets.stream().noneMatch(reset -> reset.outcome() == Outcome.CLOSED))
      throw new ProblemException(
          // a silent node may have it
          resets.stream().anyMatch(reset -> reset.outcome() == Outcome.SILENT)
              ? ProblemType.UNAVAILABLE
              : ProblemType.NOT_FOUND);
    var json = JsonText.object();
    var listed = json.putArray("nodes");
    for (var reset : resets)
      listed
          .addObject()
          .put("node", reset.address())
          .put("outcome", JsonText.word(reset.outcome()));
    return Replies.json(200, json);
  }
}

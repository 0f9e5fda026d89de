package io.parley.http.ops.breaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/breakers`: what this node does not ask just now, and having it asked again at once.
public final class BreakerEndpoints {
  private final BreakerDoor door;
  private final String node;

  private BreakerEndpoints(BreakerDoor door, String node) {
    this.door = door;
    this.node = node;
  }

  /// @param node whose they are, as the cluster names it
  public static List<Endpoint> of(BreakerDoor door, String node) {
    var calls = new BreakerEndpoints(door, node);
    return List.of(
        Endpoint.get("/breakers", calls::list),
        Endpoint.post("/breakers/{name}/reset", calls::reset));
  }

  /// The breakers as JSON, for the live page too.
  public static ArrayNode json(List<BreakerDoor.Breaker> breakers) {
    var listed = JsonText.array();
    for (var breaker : breakers) {
      var one =
          listed
              .addObject()
              .put("name", breaker.name())
              .put("state", breaker.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .put("failures", breaker.failures());
      breaker.since().ifPresent(since -> one.put("since", JsonText.time(since)));
    }
    return listed;
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var json = JsonText.object().put("node", node);
    json.set("breakers", json(door.breakers()));
    return CompletableFuture.completedStage(Replies.json(200, json));
  }

  /// A slash in the name comes as `%2F`.
  private CompletionStage<HttpResponse> reset(Call call) {
    if (!door.reset(call.decoded("name"))) throw new ProblemException(ProblemType.NOT_FOUND);
    return CompletableFuture.completedStage(
        Replies.json(200, JsonText.object().put("node", node).put("state", "closed")));
  }
}

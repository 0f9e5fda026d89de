package io.parley.operations.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.operations.cluster.ClusterControls.Holding;
import io.parley.operations.cluster.ClusterControls.Member;
import io.parley.operations.cluster.ClusterControls.View;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/cluster`: members, their load, and removing one.
public final class ClusterEndpoints {
  private static final int ACCEPTED = 202;

  private final ClusterControls cluster;

  private ClusterEndpoints(ClusterControls cluster) {
    this.cluster = cluster;
  }

  public static List<Endpoint> of(ClusterControls cluster) {
    var calls = new ClusterEndpoints(cluster);
    return List.of(
        Endpoint.get("/cluster", calls::view),
        Endpoint.get("/cluster/shards", calls::shards),
        Endpoint.post("/cluster/members/{address}/leave", calls::leave),
        Endpoint.post("/cluster/members/{address}/down", calls::down));
  }

  /// The view as JSON, for the live page too.
  public static ObjectNode json(View view) {
    var json = JsonText.object().put("self", view.self());
    view.leader().ifPresent(leader -> json.put("leader", leader));
    view.oldest().ifPresent(oldest -> json.put("oldest", oldest));
    var members = json.putArray("members");
    for (var member : view.members()) {
      var listed =
          members
              .addObject()
              .put("address", member.address())
              .put("status", member.status())
              .put("reachable", member.reachable())
              .put("version", member.version());
      member.roles().forEach(listed.putArray("roles")::add);
    }
    return json;
  }

  /// Totals of each node.
  public static ArrayNode sums(List<Holding> holdings) {
    var nodes = JsonText.array();
    for (var holding : holdings)
      nodes
          .addObject()
          .put("address", holding.address())
          .put("shards", holding.shards().size())
          .put("sessions", holding.sessions());
    return nodes;
  }

  private CompletionStage<HttpResponse> view(Call call) {
    return CompletableFuture.completedStage(Replies.json(200, json(cluster.view())));
  }

  private CompletionStage<HttpResponse> shards(Call call) {
    return cluster
        .holdings()
        .thenApply(
            holdings -> {
              var json = JsonText.object();
              var nodes = json.putArray("nodes");
              for (var holding : holdings) {
                var node =
                    nodes
                        .addObject()
                        .put("address", holding.address())
                        .put("sessions", holding.sessions());
                var listed = node.putArray("shards");
                for (var shard : holding.shards())
                  listed.addObject().put("id", shard.id()).put("sessions", shard.sessions());
              }
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> leave(Call call) {
    var member = member(call);
    cluster.leave(member.address());
    return accepted(member, "leaving");
  }

  /// A responsive member must be asked to leave: declared dead, it would drop its work.
  private CompletionStage<HttpResponse> down(Call call) {
    var member = member(call);
    if (member.reachable()) throw new ProblemException(ProblemType.MEMBER_REACHABLE);
    cluster.down(member.address());
    return accepted(member, "down");
  }

  private static CompletionStage<HttpResponse> accepted(Member member, String status) {
    return CompletableFuture.completedStage(
        Replies.json(
            ACCEPTED, JsonText.object().put("address", member.address()).put("status", status)));
  }

  private Member member(Call call) {
    return cluster
        .view()
        .member(call.decoded("address"))
        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
  }
}

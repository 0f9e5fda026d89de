package io.parley.http.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.journal.SessionOverview.Backlog;
import io.parley.core.journal.SessionOverview.Lag;
import io.parley.http.json.JsonText;
import io.parley.http.node.NodeHealth.Health;
import io.parley.http.node.NodeHealth.Node;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/platform/nodes`: holders of the permission `operate`, and the shared operator token, see
/// the nodes. Nothing of any organisation is in the answer.
public final class NodeHealthEndpoint {
  private static final String PATH = "/v1/platform/nodes";

  private final Edge edge;
  private final Guard guard;
  private final NodeHealth health;

  private NodeHealthEndpoint(Edge edge, NodeHealth health) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.health = health;
  }

  public static Endpoint of(Edge edge, NodeHealth health) {
    return Endpoint.get(PATH, new NodeHealthEndpoint(edge, health)::show);
  }

  private CompletionStage<HttpResponse> show(Call call) {
    guard.staff(call, Permission.OPERATE);
    return health.look().thenApply(found -> Replies.json(200, json(found, edge.clock().instant())));
  }

  private static ObjectNode json(Health health, Instant now) {
    var json =
        JsonText.object()
            .put("self", health.self())
            .put("state", health.state())
            .put("unreachableDatabases", health.unreachableDatabases());
    var nodes = json.putArray("nodes");
    health.nodes().forEach(node -> nodes.add(json(node)));
    health.lag().ifPresent(lag -> json.set("backlogs", json(lag, now)));
    return json;
  }

  private static ObjectNode json(Node node) {
    var json =
        JsonText.object()
            .put("address", node.address())
            .put("status", node.status())
            .put("reachable", node.reachable())
            .put("version", node.version());
    node.sessions().ifPresent(sessions -> json.put("sessions", sessions));
    return json;
  }

  private static ObjectNode json(Lag lag, Instant now) {
    var json = JsonText.object();
    json.set("projection", json(lag.projection(), now));
    json.set("archive", json(lag.archive(), now));
    json.set("due", json(lag.due(), now));
    json.set("inDoubt", json(lag.inDoubt(), now));
    return json;
  }

  private static ObjectNode json(Backlog backlog, Instant now) {
    // clocks of database and node may differ
    long seconds =
        backlog
            .oldest()
            .map(oldest -> Math.max(0, Duration.between(oldest, now).toSeconds()))
            .orElse(0L);
    return JsonText.object().put("count", backlog.count()).put("seconds", seconds);
  }
}

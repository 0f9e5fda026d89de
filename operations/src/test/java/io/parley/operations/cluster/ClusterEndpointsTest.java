package io.parley.operations.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.json.JsonText;
import io.parley.http.route.ManagedPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterEndpointsTest {
  private final StagedCluster cluster = new StagedCluster();
  private final ManagedPort port = new ManagedPort(ClusterEndpoints.of(cluster));

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void members_are_listed_as_this_node_sees_them() {
    assertThat(port.get("/cluster", 200))
        .isEqualTo(
            JsonText.object(
                """
                {"self":"10.0.0.1:17355","leader":"10.0.0.1:17355","oldest":"10.0.0.2:17355",
                 "members":[
                  {"address":"10.0.0.1:17355","status":"up","reachable":true,"version":"1.0","roles":[]},
                  {"address":"10.0.0.2:17355","status":"up","reachable":false,"version":"0.9","roles":["edge"]}]}\
                """));
  }

  @Test
  void shards_are_counted_by_node() {
    assertThat(port.get("/cluster/shards", 200))
        .isEqualTo(
            JsonText.object(
                """
                {"nodes":[
                  {"address":"10.0.0.1:17355","sessions":3,
                   "shards":[{"id":"17","sessions":3},{"id":"4","sessions":0}]},
                  {"address":"10.0.0.2:17355","sessions":0,"shards":[]}]}\
                """));
  }

  @Test
  void reachable_and_unreachable_members_may_be_asked_to_leave() {
    assertThat(port.post("/cluster/members/10.0.0.2:17355/leave", 202).get("status").asText())
        .isEqualTo("leaving");
    port.post("/cluster/members/10.0.0.1%3A17355/leave", 202);
    assertThat(cluster.asked).containsExactly("leave 10.0.0.2:17355", "leave 10.0.0.1:17355");
  }

  @Test
  void only_an_unreachable_member_may_be_downed() {
    var refused = port.post("/cluster/members/10.0.0.1:17355/down", 409);
    assertThat(refused.get("type").asText()).isEqualTo("/problems/member-reachable");
    assertThat(cluster.asked).isEmpty();
    port.post("/cluster/members/10.0.0.2:17355/down", 202);
    assertThat(cluster.asked).containsExactly("down 10.0.0.2:17355");
  }

  @Test
  void unknown_members_are_not_found() {
    for (var nobody : new String[] {"10.0.0.3:17355", "10.0.0.1", "%00"}) {
      port.post("/cluster/members/" + nobody + "/leave", 404);
      port.post("/cluster/members/" + nobody + "/down", 404);
    }
    assertThat(cluster.asked).isEmpty();
  }
}

package io.parley.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.cluster.ClusterSettings.Seed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final Map<String, Set<String>> DNS =
      Map.of(
          "parley-0", Set.of("10.0.0.1"),
          "parley-1", Set.of("10.0.0.2"),
          "parley", Set.of("10.0.0.1", "10.0.0.2"),
          "10.0.0.1", Set.of("10.0.0.1"));

  private static List<String> toAsk(String self, List<String> recorded, Seed... seeds) {
    return new Seeds(
            new Address("pekko", "parley", self, 17355),
            List.of(seeds),
            host -> DNS.getOrDefault(host, Set.of()))
        .toAsk(recorded).stream()
            .map(address -> address.getHost().orElseThrow() + ":" + address.getPort().orElseThrow())
            .toList();
  }

  @Test
  void recorded_members_come_first_and_seeds_are_asked_by_name_and_by_address() {
    assertThat(toAsk("parley-0", List.of("10.0.0.9:17355"), new Seed("parley-1", 17355)))
        .containsExactly("10.0.0.9:17355", "parley-1:17355", "10.0.0.2:17355");
  }

  @Test
  void the_node_itself_is_excluded_under_every_name() {
    assertThat(toAsk("parley-0", List.of(), new Seed("parley-0", 17355))).isEmpty();
    assertThat(toAsk("10.0.0.1", List.of(), new Seed("parley", 17355)))
        .containsExactlyInAnyOrder("parley:17355", "10.0.0.2:17355");
    assertThat(toAsk("parley-0", List.of("parley-0:17355"))).isEmpty();
  }

  @Test
  void another_port_of_the_same_machine_is_another_node() {
    assertThat(toAsk("10.0.0.1", List.of(), new Seed("10.0.0.1", 17356)))
        .containsExactly("10.0.0.1:17356");
  }

  @Test
  void an_unresolvable_name_is_kept_as_it_is() {
    assertThat(toAsk("parley-0", List.of(), new Seed("parley-7", 17355)))
        .containsExactly("parley-7:17355");
  }
}

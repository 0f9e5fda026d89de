package io.parley.voice.sip.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousTest {
  private static final List<String> TRUNKS =
      IntStream.range(0, 3_000).mapToObj(i -> "org:shop-" + i + "/line").toList();

  private static final List<Integer> NODES = List.of(17, -4_711, 1_234_567_890);

  @Test
  void nobody_holds_a_trunk_without_nodes() {
    assertThat(Rendezvous.holder("line", List.of())).isEmpty();
  }

  @Test
  void all_nodes_choose_alike_and_each_gets_its_share() {
    for (var trunk : TRUNKS)
      assertThat(Rendezvous.holder(trunk, NODES))
          .isEqualTo(Rendezvous.holder(trunk, NODES.reversed()));
    var shares =
        TRUNKS.stream()
            .map(trunk -> Rendezvous.holder(trunk, NODES).orElseThrow())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(shares.values()).hasSize(3).allMatch(share -> share > 800 && share < 1_200);
  }

  @Test
  void a_node_that_goes_moves_its_own_trunks_alone() {
    var left = List.of(17, -4_711);
    for (var trunk : TRUNKS) {
      var before = Rendezvous.holder(trunk, NODES).orElseThrow();
      if (before != 1_234_567_890)
        assertThat(Rendezvous.holder(trunk, left)).as(trunk).contains(before);
    }
  }
}

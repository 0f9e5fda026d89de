package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankFusionTest {
  @Test
  void a_member_of_two_rankings_beats_the_first_of_one() {
    assertThat(RankFusion.fuse(List.of(List.of(1, 2, 3), List.of(4, 2, 5)))).startsWith(2);
  }

  @Test
  void every_member_is_there_once_and_ties_are_broken_by_number() {
    assertThat(RankFusion.fuse(List.of(List.of(9, 3), List.of(3, 9), List.of(7))))
        .containsExactly(3, 9, 7);
  }

  @Test
  void fusing_no_rankings_gives_nothing() {
    assertThat(RankFusion.fuse(List.of(List.of(), List.of()))).isEmpty();
  }
}

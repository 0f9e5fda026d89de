package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
  private final RecentlyUsed<String, Integer> used = new RecentlyUsed<>(2);

  @Test
  void one_more_than_the_limit_forgets_the_entry_that_was_used_longest_ago() {
    used.put("a", 1);
    used.put("b", 2);
    assertThat(used.get("a")).isEqualTo(1);
    used.put("c", 3);
    assertThat(used).containsOnlyKeys("a", "c");
  }
}

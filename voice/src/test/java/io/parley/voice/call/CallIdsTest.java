package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionId;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallIdsTest {
  private static final long NOON = 1_767_268_800_000L;
  private static final String BY_AN_OLDER_BUILD = "19b796dd600AAAAbbbbCCCCdddd";

  private final SecureRandom random = new SecureRandom();

  @Test
  void an_id_names_its_gate_and_no_other() {
    var gates = new Random(1).ints(500).distinct().toArray();
    for (int gate : gates) {
      var id = CallIds.next(NOON, random, gate);
      assertThat(SessionId.isValid(id)).isTrue();
      for (int other : gates) assertThat(CallIds.mayHave(other, id)).isEqualTo(other == gate);
    }
  }

  @Test
  void any_gate_may_have_a_call_with_an_older_builds_id() {
    assertThat(CallIds.mayHave(1, BY_AN_OLDER_BUILD)).isTrue();
    assertThat(CallIds.mayHave(-7, BY_AN_OLDER_BUILD)).isTrue();
  }

  @Test
  void no_gate_has_a_call_with_a_malformed_id() {
    var id = CallIds.next(NOON, random, 1);
    assertThat(CallIds.mayHave(1, id + "A")).isFalse();
    assertThat(CallIds.mayHave(1, "")).isFalse();
    assertThat(CallIds.mayHave(1, id.substring(1))).isFalse();
  }

  @Test
  void later_ids_are_greater_than_earlier_ones_and_older_builds() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 100; i++) ids.add(CallIds.next(NOON, random, 1));
    assertThat(ids).hasSize(100);
    var later = CallIds.next(NOON + 1, random, -1);
    assertThat(ids).allSatisfy(id -> assertThat(later).isGreaterThan(id));
    assertThat(CallIds.next(NOON + 1, random, 0)).isGreaterThan(BY_AN_OLDER_BUILD);
  }
}

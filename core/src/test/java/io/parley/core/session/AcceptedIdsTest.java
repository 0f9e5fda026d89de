package io.parley.core.session;

import static io.parley.core.session.Session.IDS_REMEMBERED_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.AcceptedIds.AcceptedId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcceptedIdsTest {
  /// Two strings with the same hash code, as have all strings of the same length made of them.
  private static final List<String> TWINS = List.of("Aa", "BB");

  @Test
  void only_the_newest_ids_are_known() {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var ids = AcceptedIds.NONE;
      var accepted = new ArrayList<String>();
      for (int i = 0; i < IDS_REMEMBERED_MAX * 3; i++) {
        var id = random.nextInt(4) == 0 ? "m" + i : Long.toHexString(random.nextLong()) + "-" + i;
        ids = ids.plus(id, "print-" + id, i);
        accepted.add(id);
        int forgotten = Math.max(0, accepted.size() - IDS_REMEMBERED_MAX);
        assertThat(ids.find(id))
            .as("seed %d", seed)
            .hasValue(new AcceptedId(id, "print-" + id, i, i + 1));
        assertThat(ids.knows(accepted.get(forgotten))).as("seed %d step %d", seed, i).isTrue();
        if (forgotten > 0)
          assertThat(ids.knows(accepted.get(forgotten - 1))).as("seed %d", seed).isFalse();
      }
      assertThat(ids.all())
          .extracting(AcceptedId::id)
          .as("seed %d", seed)
          .isEqualTo(accepted.subList(accepted.size() - IDS_REMEMBERED_MAX, accepted.size()));
    }
  }

  @Test
  void a_forgotten_id_can_be_accepted_again() {
    var ids = AcceptedIds.NONE.plus("a", "first", 1);
    for (int i = 2; i <= IDS_REMEMBERED_MAX + 1; i++) ids = ids.plus("x" + i, "", i);
    assertThat(ids.knows("a")).isFalse();
    ids = ids.plus("a", "second", 1_000);
    assertThat(ids.find("a").orElseThrow().fingerprint()).isEqualTo("second");
    assertThat(ids.all()).filteredOn(known -> known.id().equals("a")).hasSize(1);
  }

  @Test
  void ids_with_equal_hashes_are_distinct_and_forgotten_like_others() {
    var ids = AcceptedIds.NONE;
    for (int i = 0; i < 1_024; i++) ids = ids.plus(twin(i), Integer.toString(i), i);
    assertThat(ids.all()).hasSize(IDS_REMEMBERED_MAX);
    assertThat(ids.find(twin(1_000)).orElseThrow().fingerprint()).isEqualTo("1000");
    assertThat(ids.knows(twin(1_024 - IDS_REMEMBERED_MAX - 1))).isFalse();
  }

  /// One of 1,024 strings of the same hash code.
  private static String twin(int number) {
    var id = new StringBuilder();
    for (int bit = 0; bit < 10; bit++) id.append(TWINS.get(number >> bit & 1));
    return id.toString();
  }

  /// Expired ids in the buckets stay a small part of all.
  @Test
  void forgotten_ids_are_freed() {
    var ids = AcceptedIds.NONE;
    for (int i = 1; i <= 10_000; i++) ids = ids.plus("message-" + i, "", i);
    assertThat(ids.buckets().stream().mapToInt(List::size).sum())
        .isBetween(IDS_REMEMBERED_MAX, 2 * IDS_REMEMBERED_MAX);
  }

  @Test
  void adding_an_id_shares_all_other_buckets() {
    var before = AcceptedIds.NONE;
    for (int i = 0; i < 100; i++) before = before.plus("m" + i, "", i);
    var after = before.plus("one more", "", 100);
    var old = Collections.newSetFromMap(new IdentityHashMap<List<AcceptedId>, Boolean>());
    old.addAll(before.buckets());
    assertThat(after.buckets()).filteredOn(bucket -> !old.contains(bucket)).hasSize(1);
  }
}

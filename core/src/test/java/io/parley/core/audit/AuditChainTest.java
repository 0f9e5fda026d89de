package io.parley.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditChainTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final Act ACT =
      new Act(
          new Actor.Person(new PersonId(new UUID(1, 2))),
          new RemoteAddress("192.0.2.7"),
          Instant.parse("2026-11-25T12:00:00.123456789Z"));

  private static Change change(String value) {
    return Change.of(
        "roles-changed", "person:x", Map.of("roles", "viewer"), Map.of("roles", value));
  }

  private static List<AuditEntry> trail(int length) {
    var chain = AuditChain.EMPTY;
    var all = new ArrayList<AuditEntry>();
    for (int i = 1; i <= length; i++) {
      all.add(chain.next(SHOP, ACT, change("r" + i)));
      chain = chain.with(all.getLast());
    }
    return all;
  }

  @Test
  void an_entry_says_who_what_when_from_where_and_the_change() {
    var entry = trail(1).getFirst();
    assertThat(entry.number()).isEqualTo(1);
    assertThat(entry.by()).isEqualTo("person:00000000-0000-0001-0000-000000000002");
    assertThat(entry.from()).isEqualTo("192.0.2.7");
    assertThat(entry.at()).isEqualTo(Instant.parse("2026-11-25T12:00:00.123456Z"));
    assertThat(entry.change()).isEqualTo(change("r1"));
  }

  /// Computed by another program from the rule: a stored trail must stay valid.
  @Test
  void hashes_are_stable() {
    assertThat(trail(1).getFirst().hash())
        .isEqualTo("b0ed24b3ccf6559bd2716e66db8462b504e0d3e8b1969cf333ebf775d72810a9");
    assertThat(trail(3)).map(AuditEntry::hash).doesNotHaveDuplicates();
  }

  @Test
  void an_untouched_trail_has_no_damage() {
    assertThat(AuditChain.EMPTY.firstDamage(trail(5))).isEmpty();
    var trail = trail(5);
    var middle = AuditChain.EMPTY.with(trail.get(2));
    assertThat(middle.firstDamage(trail.subList(3, 5))).isEmpty();
  }

  @Test
  void each_changed_field_is_found() {
    var original = trail(3);
    var entry = original.get(1);
    var changed =
        List.of(
            with(entry, entry.at().plusNanos(1_000), entry.by(), entry.from(), entry.change()),
            with(entry, entry.at(), "program:x", entry.from(), entry.change()),
            with(entry, entry.at(), entry.by(), "192.0.2.8", entry.change()),
            with(entry, entry.at(), entry.by(), entry.from(), change("r3")));
    for (var each : changed) {
      var trail = new ArrayList<>(original);
      trail.set(1, each);
      assertThat(AuditChain.EMPTY.firstDamage(trail)).contains(2L);
    }
  }

  private static AuditEntry with(
      AuditEntry entry, Instant at, String by, String from, Change change) {
    return new AuditEntry(entry.tenant(), entry.number(), at, by, from, change, entry.hash());
  }

  @Test
  void removed_swapped_and_foreign_entries_are_found() {
    var removed = new ArrayList<>(trail(4));
    removed.remove(1);
    assertThat(AuditChain.EMPTY.firstDamage(removed)).contains(2L);
    var trail = trail(4);
    var swapped = List.of(trail.get(0), trail.get(2), trail.get(1), trail.get(3));
    assertThat(AuditChain.EMPTY.firstDamage(swapped)).contains(2L);
    var foreign = AuditChain.EMPTY.next(new TenantId("bank"), ACT, change("r1"));
    var copied =
        new AuditEntry(
            SHOP, 1, foreign.at(), foreign.by(), foreign.from(), foreign.change(), foreign.hash());
    assertThat(AuditChain.EMPTY.firstDamage(List.of(copied))).contains(1L);
  }

  @Test
  void fields_do_not_run_into_each_other() {
    var one = Change.of("a", "t", Map.of("x", "1"), Map.of("y", "2"));
    var two = Change.of("a", "t", Map.of("x", "1", "y", "2"), Map.of());
    assertThat(AuditChain.EMPTY.next(SHOP, ACT, one).hash())
        .isNotEqualTo(AuditChain.EMPTY.next(SHOP, ACT, two).hash());
  }
}

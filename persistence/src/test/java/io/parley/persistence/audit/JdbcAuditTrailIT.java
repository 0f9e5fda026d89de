package io.parley.persistence.audit;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.audit.AuditEntry;
import io.parley.core.audit.Change;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.database.Sql;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcAuditTrailIT {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Act ACT =
      new Act(
          new Actor.Person(new PersonId(new UUID(1, 2))),
          new RemoteAddress("192.0.2.7"),
          Instant.parse("2026-11-25T12:00:00.123456789Z"));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private void add(TenantId tenant, Change... changes) {
    get(
        db.database()
            .as(
                tenant,
                connection -> {
                  AuditRows.add(connection, tenant, ACT, List.of(changes));
                  return true;
                }));
  }

  private static Change change(String value) {
    return Change.of(
        "roles-changed", "person:x", Map.of("roles", "viewer"), Map.of("roles", value));
  }

  private void addSix() {
    for (int i = 1; i <= 3; i++) add(SHOP, change("a" + i), change("b" + i));
  }

  /// As a database's owner could, who has switched the triggers off.
  private void tamper(String sql) {
    db.execute("ALTER TABLE audit DISABLE TRIGGER USER");
    db.execute(sql);
    db.execute("ALTER TABLE audit ENABLE TRIGGER USER");
  }

  @Test
  void entries_come_back_as_they_were_added_in_pages() {
    addSix();
    var all = get(trail.page(SHOP, 0, 100));
    assertThat(all).map(AuditEntry::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(all.getFirst().change()).isEqualTo(change("a1"));
    assertThat(all.getFirst().at()).isEqualTo(ACT.at());
    assertThat(all.getFirst().by()).isEqualTo(ACT.by().text());
    assertThat(get(trail.page(SHOP, 2, 3))).isEqualTo(all.subList(2, 5));
    assertThat(get(trail.page(BANK, 0, 100))).isEmpty();
    var backwards = all.reversed();
    assertThat(get(trail.newest(SHOP, Long.MAX_VALUE, 100))).isEqualTo(backwards);
    assertThat(get(trail.newest(SHOP, 5, 3))).isEqualTo(backwards.subList(2, 5));
    assertThat(get(trail.newest(BANK, Long.MAX_VALUE, 100))).isEmpty();
  }

  @Test
  void texts_that_the_database_does_not_store_keep_the_chain_valid() {
    add(SHOP, change("a\u0000b\ud800 \"quoted\" ü €"));
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
    assertThat(get(trail.page(SHOP, 0, 1)).getFirst().change().after().get("roles"))
        .isEqualTo("a\ufffdb\ufffd \"quoted\" ü €");
  }

  @Test
  void an_untouched_trail_is_intact_and_one_without_entries_too() {
    addSix();
    add(BANK, change("x"));
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
    assertThat(get(trail.verify(SHOP)).entries()).isEqualTo(6);
    assertThat(get(trail.verify(new TenantId("new"))).damage()).isEmpty();
  }

  @Test
  void a_changed_row_is_found() {
    addSix();
    tamper(
        """
        UPDATE audit SET after = '{"roles": "owner"}' WHERE tenant = 'shop' AND number = 4\
        """);
    assertThat(get(trail.verify(SHOP)).damage()).contains(4L);
  }

  @Test
  void each_column_is_part_of_the_hash() {
    addSix();
    for (var column : List.of("by", "from_address", "action", "target")) {
      tamper("UPDATE audit SET " + column + " = " + column + " || 'x' WHERE number = 2");
      assertThat(get(trail.verify(SHOP)).damage()).as(column).contains(2L);
      tamper("UPDATE audit SET " + column + " = rtrim(" + column + ", 'x') WHERE number = 2");
    }
    tamper("UPDATE audit SET target = 'person:x' WHERE number = 2");
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
    tamper("UPDATE audit SET at = at + interval '1 microsecond' WHERE number = 2");
    assertThat(get(trail.verify(SHOP)).damage()).contains(2L);
  }

  @Test
  void a_removed_row_is_found_also_the_last_one() {
    addSix();
    tamper("DELETE FROM audit WHERE tenant = 'shop' AND number = 6");
    assertThat(get(trail.verify(SHOP)).damage()).contains(6L);
    tamper("DELETE FROM audit WHERE tenant = 'shop' AND number = 3");
    assertThat(get(trail.verify(SHOP)).damage()).contains(3L);
  }

  @Test
  void rows_behind_the_last_entry_are_found_also_if_that_is_lost() {
    addSix();
    tamper(
        """
        INSERT INTO audit
          (tenant, number, at, by, from_address, action, target, before, after, hash)
        SELECT tenant, 7, at, by, from_address, action, target, before, after, hash
        FROM audit WHERE tenant = 'shop' AND number = 6\
        """);
    assertThat(get(trail.verify(SHOP)).damage()).contains(7L);
    tamper("DELETE FROM audit WHERE tenant = 'shop' AND number = 7");
    assertThat(get(trail.verify(SHOP)).damage()).isEmpty();
    tamper("DELETE FROM audit_head WHERE tenant = 'shop'");
    assertThat(get(trail.verify(SHOP)).damage()).contains(1L);
  }

  @Test
  void a_row_that_was_changed_together_with_its_hash_breaks_the_next_one() {
    addSix();
    tamper(
        """
        UPDATE audit SET hash = (SELECT hash FROM audit WHERE tenant = 'shop' AND number = 1)
        WHERE tenant = 'shop' AND number = 2\
        """);
    assertThat(get(trail.verify(SHOP)).damage()).contains(2L);
  }

  @Test
  void the_table_refuses_changes_even_by_its_owner() {
    addSix();
    assertThatThrownBy(() -> db.execute("UPDATE audit SET by = 'x'"))
        .hasStackTraceContaining("only added to");
    assertThatThrownBy(() -> db.execute("DELETE FROM audit"))
        .hasStackTraceContaining("only added to");
    assertThatThrownBy(() -> db.execute("TRUNCATE audit")).hasStackTraceContaining("only added to");
    assertThatThrownBy(
            () ->
                get(
                    db.database()
                        .as(SHOP, connection -> Sql.update(connection, "DELETE FROM audit"))))
        .isInstanceOf(DatabaseFailure.class);
  }

  @Test
  void an_act_that_fails_leaves_no_entry() {
    assertThatThrownBy(
            () ->
                get(
                    db.database()
                        .as(
                            SHOP,
                            connection -> {
                              AuditRows.add(connection, SHOP, ACT, List.of(change("x")));
                              throw new IllegalStateException("it fails");
                            })))
        .hasMessageContaining("it fails");
    assertThat(get(trail.page(SHOP, 0, 10))).isEmpty();
    add(SHOP, change("y"));
    assertThat(get(trail.verify(SHOP)).entries()).isEqualTo(1);
  }
}

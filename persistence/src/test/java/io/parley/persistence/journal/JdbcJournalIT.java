package io.parley.persistence.journal;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.JournalRows.small;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.core.journal.Damage;
import io.parley.core.journal.Damage.Category;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcJournalIT {
  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcJournal journal = new JdbcJournal(db.database(), new EventBytes());
  private final JournalRows rows = new JournalRows(db);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void pages_follow_each_other_without_a_gap() {
    rows.write(key("s"), small());
    rows.write(key("t"), small());
    assertThat(get(journal.read(key("s"), 0, 2)))
        .containsExactly(
            new RecordedEvent(1, small().get(0)), new RecordedEvent(2, small().get(1)));
    assertThat(get(journal.read(key("s"), 2, 100)))
        .extracting(RecordedEvent::seq)
        .containsExactly(3L, 4L, 5L, 6L);
    assertThat(get(journal.read(key("s"), 6, 100))).isEmpty();
    assertThat(get(journal.read(key("nobody"), 0, 100))).isEmpty();
  }

  @Test
  void the_same_session_id_of_another_tenant_is_another_session() {
    rows.write(key("s"), small());
    var theirs = new SessionKey(new TenantId("other"), new SessionId("s"));
    assertThat(get(journal.read(theirs, 0, 100))).isEmpty();
  }

  @Test
  void an_unreadable_event_fails_the_stage_with_number_and_category() {
    damaged("future", "SET event_ser_manifest = 'turn-danced'", Category.UNKNOWN);
    damaged("newer", "SET event_ser_manifest = 'said.99'", Category.UNKNOWN);
    damaged("flipped", "SET event_payload = set_byte(event_payload, 0, 0)", Category.UNREADABLE);
    damaged("cut", "SET event_payload = '\\x7b'", Category.UNREADABLE);
    damaged("foreign", "SET event_ser_id = 7", Category.UNREADABLE);
    damaged("hidden", "SET deleted = true", Category.MISSING);
  }

  @Test
  void a_missing_event_is_never_skipped_silently() {
    rows.write(key("s"), small());
    db.execute("DELETE FROM event_journal WHERE sequence_number = 3");
    assertThat(damage("s", 0)).isEqualTo(new Damage(3, Category.MISSING));
    assertThat(damage("s", 2)).isEqualTo(new Damage(3, Category.MISSING));
    assertThat(get(journal.read(key("s"), 3, 100))).hasSize(3);
  }

  private void damaged(String session, String change, Category category) {
    rows.write(key(session), small());
    db.execute(
        "UPDATE event_journal %s WHERE sequence_number = 2 AND persistence_id = '%s'"
            .formatted(change, PersistenceIds.of(key(session))));
    assertThat(damage(session, 0)).isEqualTo(new Damage(2, category));
    assertThat(get(journal.read(key(session), 2, 100))).hasSize(4);
  }

  private Damage damage(String session, long after) {
    return catchThrowableOfType(
            DamagedJournal.class, () -> get(journal.read(key(session), after, 100)))
        .damage();
  }
}

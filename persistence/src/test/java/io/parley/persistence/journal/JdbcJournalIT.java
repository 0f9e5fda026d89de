package io.parley.persistence.journal;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.JournalRows.small;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.SessionId;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcJournalIT {
  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcJournal journal = new JdbcJournal(db.database(), new EventJson());
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
  void an_event_that_cannot_be_read_fails_the_stage_with_its_kind() {
    rows.write(key("s"), small());
    db.execute(
        "UPDATE event_journal SET event_ser_manifest = 'turn-danced' WHERE sequence_number = 2");
    assertThatExceptionOfType(UnreadableEvent.class)
        .isThrownBy(() -> get(journal.read(key("s"), 0, 100)))
        .withMessageContaining("turn-danced");
  }
}

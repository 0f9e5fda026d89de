package io.parley.persistence.history;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.JournalRows.small;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.Damage;
import io.parley.core.journal.Damage.Category;
import io.parley.core.journal.DamagedSessions;
import io.parley.core.journal.ListingQuery;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.RecordedDamages;
import io.parley.persistence.testing.RecordedDamages.Found;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A damaged session is closed without affecting others, and resumes when it is repaired.
class DamagedSessionsIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /// When every recheck is due.
  private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JournalRows rows = new JournalRows(db);
  private final RecordedDamages heard = new RecordedDamages();
  private final JdbcSessionIndex index = JournalRows.index(db, heard);

  @AfterEach
  void close() {
    db.close();
  }

  private static List<SessionEvent> owing() {
    return new Conversation(NOON).start(Optional.empty(), Optional.empty()).say("a", "hi").bare();
  }

  private void damage(String session, int seq, String change) {
    db.execute(
        "UPDATE event_journal %s WHERE persistence_id = 'Session|default:%s' AND sequence_number ="
                .formatted(change, session)
            + " "
            + seq);
  }

  private void flip(String session, int seq) {
    damage(session, seq, "SET event_payload = set_byte(event_payload, 0, 0)");
  }

  private void unflip(String session, int seq) {
    damage(session, seq, "SET event_payload = set_byte(event_payload, 0, 123)");
  }

  private void project() {
    rows.projectAll(index, IDLE);
  }

  private List<String> due() {
    return get(index.claimDue(LATE, Duration.ofSeconds(1), 50)).stream()
        .map(key -> key.session().value())
        .toList();
  }

  private long look(Instant now) {
    return get(index.lookAgain(now, PAUSE, 10, IDLE));
  }

  private long seq(String session) {
    var query =
        new ListingQuery(
            TenantId.DEFAULT, Optional.empty(), Optional.empty(), Optional.empty(), 50);
    return get(index.list(query)).sessions().stream()
        .filter(listed -> listed.key().session().value().equals(session))
        .findFirst()
        .orElseThrow()
        .seq();
  }

  @Test
  void each_kind_of_damage_stops_only_its_session() {
    for (var session : List.of("flipped", "future", "gap", "whole"))
      rows.write(key(session), owing());
    rows.write(key("headless"), owing());
    flip("flipped", 2);
    damage("future", 3, "SET event_ser_manifest = 'turn-danced'");
    db.execute(
        "DELETE FROM event_journal WHERE persistence_id = 'Session|default:gap' AND sequence_number"
            + " = 2");
    flip("headless", 1);
    project();
    assertThat(heard.found())
        .containsExactlyInAnyOrder(
            new Found(key("flipped"), new Damage(2, Category.UNREADABLE)),
            new Found(key("future"), new Damage(3, Category.UNKNOWN)),
            new Found(key("gap"), new Damage(2, Category.MISSING)),
            new Found(key("headless"), new Damage(1, Category.UNREADABLE)));
    assertThat(seq("flipped")).isEqualTo(1);
    assertThat(seq("future")).isEqualTo(2);
    assertThat(seq("gap")).isEqualTo(1);
    assertThat(seq("whole")).isEqualTo(3);
    assertThat(due()).containsExactly("whole");

    // the journal continues, for them too
    rows.write(key("next"), owing());
    project();
    assertThat(heard.found()).hasSize(4);
    assertThat(due()).contains("next");
  }

  @Test
  void a_repaired_session_is_projected_to_its_last_event_and_woken() throws SQLException {
    rows.write(key("s"), owing());
    flip("s", 2);
    project();
    assertThat(look(LATE)).isEqualTo(1);
    assertThat(heard.mended()).isEmpty();
    unflip("s", 2);
    try (var connection = db.connect()) {
      rows.write(connection, key("s"), 4, small().get(3));
    }
    project();
    assertThat(seq("s")).isEqualTo(1);
    assertThat(due()).isEmpty();
    assertThat(look(LATE.plus(PAUSE))).isZero();
    assertThat(heard.mended()).containsExactly(key("s"));
    assertThat(seq("s")).isEqualTo(4);
    assertThat(due()).containsExactly("s");
    assertThat(heard.standing()).containsExactly(1L, 0L);
  }

  @Test
  void pauses_between_rechecks_double_and_an_operator_may_shorten_them() {
    rows.write(key("s"), owing());
    flip("s", 2);
    project();
    look(LATE);
    look(LATE.plus(PAUSE).minusSeconds(1));
    assertThat(db.count("session_damage WHERE looks = 1")).isEqualTo(1);
    look(LATE.plus(PAUSE));
    assertThat(db.count("session_damage WHERE looks = 2")).isEqualTo(1);
    look(LATE.plus(PAUSE.multipliedBy(2)));
    assertThat(db.count("session_damage WHERE looks = 2")).isEqualTo(1);
    unflip("s", 2);
    // as docs/OPERATIONS.md describes
    db.execute("UPDATE session_damage SET look_at = now() WHERE session = 's'");
    assertThat(look(Instant.now().plusSeconds(60))).isZero();
  }

  @Test
  void a_session_with_an_impossible_event_is_reported_once_and_stays_closed() {
    var events = owing();
    // it can be read, but a turn cannot begin twice
    rows.write(key("poison"), List.of(events.get(0), events.get(1), events.get(2), events.get(2)));
    project();
    assertThat(heard.found()).isEmpty();
    var damage = new Damage(4, Category.IMPOSSIBLE);
    assertThat(get(index.damaged(key("poison"), damage, NOON))).isTrue();
    assertThat(get(index.damaged(key("poison"), damage, NOON))).isFalse();
    assertThat(heard.found()).containsExactly(new Found(key("poison"), damage));
    assertThat(due()).isEmpty();
    assertThat(look(LATE)).isEqualTo(1);
    assertThat(due()).isEmpty();
    db.execute("DELETE FROM event_journal WHERE sequence_number = 4");
    // and events that the index has projected are not taken for lost by mistake
    assertThat(look(LATE.plus(PAUSE))).isEqualTo(1);
    assertThat(db.count("session_damage WHERE category = 'missing' AND seq = 4")).isEqualTo(1);
  }

  @Test
  void reading_the_journal_again_finds_the_same_damage_without_a_second_alarm() {
    rows.write(key("s"), owing());
    rows.write(key("t"), owing());
    flip("s", 2);
    project();
    db.execute("UPDATE projection_offset SET xact = '0', ordering = 0");
    project();
    assertThat(heard.found()).hasSize(1);
    assertThat(seq("s")).isEqualTo(1);
    assertThat(seq("t")).isEqualTo(3);
  }

  @Test
  void a_row_that_is_not_a_sessions_is_skipped() {
    rows.write(key("s"), owing());
    db.execute(
        "UPDATE event_journal SET persistence_id = 'Session|nobody knows' WHERE sequence_number ="
            + " 3");
    rows.write(key("t"), owing());
    project();
    assertThat(seq("t")).isEqualTo(3);
  }

  @Test
  void an_unreadable_index_row_stops_its_session_until_it_is_rebuilt() throws SQLException {
    rows.write(key("torn"), owing());
    rows.write(key("whole"), owing());
    project();
    // as a newer program might write it, before the operator returns to this one
    db.execute("UPDATE session_index SET due = '{\"new\":1}' WHERE session = 'torn'");
    try (var connection = db.connect()) {
      rows.write(connection, key("torn"), 4, small().get(3));
      rows.write(connection, key("whole"), 4, small().get(3));
    }
    project();
    assertThat(heard.found())
        .containsExactly(new Found(key("torn"), new Damage(4, Category.UNREADABLE)));
    assertThat(seq("torn")).isEqualTo(3);
    assertThat(seq("whole")).isEqualTo(4);
    assertThat(due()).containsExactly("whole");

    assertThat(look(LATE)).isZero();
    assertThat(heard.mended()).containsExactly(key("torn"));
    assertThat(seq("torn")).isEqualTo(4);
    assertThat(due()).contains("torn");
    assertThat(heard.found()).hasSize(1);
  }

  @Test
  void damaged_sessions_are_listed_by_age_and_a_repaired_one_resumes_at_the_next_check() {
    var damaged = new JdbcDamagedSessions(db.database());
    assertThat(get(damaged.list(10))).isEqualTo(new DamagedSessions.Page(List.of(), 0));
    rows.write(key("older"), owing());
    rows.write(key("newer"), owing());
    var older = new Damage(2, Category.UNREADABLE);
    get(index.damaged(key("newer"), new Damage(3, Category.UNKNOWN), NOON.plusSeconds(1)));
    get(index.damaged(key("older"), older, NOON));
    flip("older", 2);
    assertThat(get(damaged.list(1)))
        .isEqualTo(
            new DamagedSessions.Page(
                List.of(new DamagedSessions.Listed(key("older"), older, NOON, 0, NOON)), 2));
    // the newer one was not damaged, and the older one is due for a check much later
    assertThat(look(LATE)).isEqualTo(1);
    unflip("older", 2);
    var now = LATE.plusSeconds(1);
    assertThat(look(now)).isEqualTo(1);
    assertThat(get(damaged.retry(key("newer"), now))).isFalse();
    assertThat(get(damaged.retry(key("older"), now))).isTrue();
    assertThat(look(now)).isZero();
    assertThat(get(damaged.list(10)).total()).isZero();
  }
}

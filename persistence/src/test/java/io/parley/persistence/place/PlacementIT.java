package io.parley.persistence.place;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.place.Placement.Outcome;
import io.parley.persistence.testing.FreshDatabase;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlacementIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final OrganisationId BANK =
      new OrganisationId(UUID.fromString("00000000-0000-0001-0000-000000000001"));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcPlaces places = new JdbcPlaces(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  private void organisation(String state) {
    db.execute(
        "INSERT INTO organisation (tenant, name, state, since) VALUES ('%s', 'Bank', '%s', now())"
            .formatted(BANK.tenant(), state));
  }

  private Outcome place(String name) throws SQLException {
    return Placement.place(db.settings(), BANK, name, Act.ofProgram("place", NOON));
  }

  @Test
  void a_suspended_organisation_without_sessions_is_placed_once() throws SQLException {
    organisation("suspended");
    assertThat(get(places.all())).isEmpty();
    assertThat(place("acme")).isEqualTo(Outcome.PLACED);
    assertThat(place("acme")).isEqualTo(Outcome.ALREADY);
    assertThat(place("spare")).isEqualTo(Outcome.ELSEWHERE);
    assertThat(get(places.all())).isEqualTo(Map.of(BANK.tenant(), "acme"));
    assertThat(db.count("audit WHERE action = 'organisation-placed'")).isEqualTo(1);
    assertThat(db.count("organisation_stop WHERE number = 1")).as("nodes read it").isEqualTo(1);
  }

  @Test
  void an_organisation_that_is_served_or_was_a_moment_ago_is_not_placed() throws SQLException {
    assertThat(place("acme")).isEqualTo(Outcome.UNKNOWN);
    organisation("active");
    assertThat(place("acme")).isEqualTo(Outcome.NOT_SUSPENDED);
    db.execute("UPDATE organisation SET state = 'suspended'");
    db.execute(
        """
        INSERT INTO audit
          (tenant, number, at, by, from_address, action, target, before, after, hash)
        VALUES ('%s', 1, now(), 'person:x', '', 'organisation-suspended', '', '{}', '{}', '')\
        """
            .formatted(BANK.tenant()));
    assertThat(place("acme")).isEqualTo(Outcome.NOT_SUSPENDED);
    assertThat(get(places.all())).isEmpty();
  }

  @Test
  void one_with_sessions_is_not_placed_whether_they_are_indexed_or_not() throws SQLException {
    organisation("suspended");
    var key = new SessionKey(BANK.tenant(), new SessionId("s"));
    var rows = new JournalRows(db);
    rows.write(key, JournalRows.small());
    assertThat(place("acme")).isEqualTo(Outcome.HAS_SESSIONS);
    rows.projectAll(JournalRows.index(db), Duration.ofMinutes(30));
    assertThat(place("acme")).isEqualTo(Outcome.HAS_SESSIONS);
    assertThat(get(places.all())).isEmpty();
  }

  @Test
  void one_of_which_a_session_is_being_erased_is_not_placed() throws SQLException {
    organisation("suspended");
    db.execute(
        """
        INSERT INTO session_erasure
          (tenant, session, began_at, last_at, memories, ordered_at, next_at)
        VALUES ('%s', 's', now(), now(), true, now(), now())\
        """
            .formatted(BANK.tenant()));
    assertThat(place("acme")).isEqualTo(Outcome.HAS_SESSIONS);
    db.execute("DELETE FROM session_erasure");
    assertThat(place("acme")).isEqualTo(Outcome.PLACED);
  }

  @Test
  void an_organisation_that_is_erased_needs_its_database_no_longer() throws SQLException {
    organisation("suspended");
    assertThat(place("acme")).isEqualTo(Outcome.PLACED);
    db.execute(
        "INSERT INTO organisation_erasure (tenant, begun_at, next_at) VALUES ('%s', now(), now())"
            .formatted(BANK.tenant()));
    assertThat(get(places.all())).hasSize(1);
    db.execute("UPDATE organisation_erasure SET done_at = now()");
    assertThat(get(places.all())).isEmpty();
  }

  @Test
  void a_database_is_prepared_when_it_has_been_migrated() throws SQLException {
    assertThat(Placement.isPrepared(db.settings())).isTrue();
    try (var fresh = FreshDatabase.create()) {
      var empty = db.settings().at(fresh.url(), fresh.user(), fresh.password());
      assertThat(Placement.isPrepared(empty)).isFalse();
    }
  }
}

package io.parley.persistence.place;

import static io.parley.persistence.testing.MigratedDatabase.PATIENCE;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.audit.Act;
import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import io.parley.core.journal.ListingQuery;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.metering.MeteringFeed;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.feed.JdbcFeeds;
import io.parley.persistence.history.JdbcDoubts;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JdbcJournal;
import io.parley.persistence.memory.JdbcMemories;
import io.parley.persistence.metering.JdbcMeterings;
import io.parley.persistence.place.Move.Copied;
import io.parley.persistence.place.Move.Done;
import io.parley.persistence.place.Move.Refusal;
import io.parley.persistence.place.Move.Refused;
import io.parley.persistence.place.Move.Step;
import io.parley.persistence.place.Move.Told;
import io.parley.persistence.place.Move.Waits;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.RecordedDamages;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An organisation with more events than one batch has, beside another one.
class MoveIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final OrganisationId BANK =
      new OrganisationId(UUID.fromString("00000000-0000-0001-0000-000000000001"));
  private static final TenantId TENANT = BANK.tenant();
  private static final SessionKey SHOP = new SessionKey(new TenantId("shop"), new SessionId("s"));
  private static final int SESSIONS = 30;
  private static final int PAGE = 500;
  private static final int STEPS_MAX = 200;

  private final MigratedDatabase main = MigratedDatabase.create();
  private final MigratedDatabase own = MigratedDatabase.create();
  private final Database database = main.database().with(Map.of("acme", own.database()));
  private final JdbcPlaces places = new JdbcPlaces(main.database());
  private final Consumer crm = new Consumer();

  private static final class Consumer implements FeedHandler {
    private final List<SessionKey> delivered = new ArrayList<>();

    @Override
    public String feed() {
      return "crm";
    }

    @Override
    public CompletionStage<Void> deliver(List<FeedEvent> events) {
      events.forEach(event -> delivered.add(event.session()));
      return CompletableFuture.completedStage(null);
    }
  }

  @BeforeEach
  void converse() {
    main.execute(
        """
        INSERT INTO organisation (tenant, name, state, since)
        VALUES ('%s', 'Bank', 'suspended', now())\
        """
            .formatted(TENANT));
    var rows = new JournalRows(main);
    rows.write(SHOP, JournalRows.small());
    for (int n = 1; n <= SESSIONS; n++) rows.write(session(n), JournalRows.small());
    readAll(main);
    // afterwards: the index deletes results of archived sessions
    main.execute(
        """
        INSERT INTO memory
          (tenant, id, owner, kind, text, agent, session, turn, written_at, updated_at)
        VALUES ('%1$s', 'm', 'customer:c', 'semantic', 'größe "5"', 'a', 's1', 1, now(), now());
        INSERT INTO memory_correction (tenant, id, was, at, by)
        VALUES ('%1$s', 'm', 'size 4', now(), 'agent'), ('%1$s', 'm', 'size 3', now(), 'agent');
        INSERT INTO tool_result (tenant, session, call, text, kept_at)
        VALUES ('%1$s', 's1', '1.3', 'long', now());
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,
          snapshot_ser_manifest, snapshot_payload)
        VALUES ('Session|%1$s:s1', 3, 0, 1, '', '\\x00ff');
        INSERT INTO call_in_doubt (tenant, session, call, since) VALUES ('%1$s', 's1', 'c', now());
        INSERT INTO ticket (tenant, number, subject, description, status, priority, note,
          created_at, updated_at)
        VALUES ('%1$s', 'T-1005', 'a', 'b', 'open', 'low', '', now(), now());
        INSERT INTO customer_order (tenant, number, customer, status, placed_at, items, currency)
        VALUES ('%1$s', '7', 'c', 'paid', now(), '[{"cents": 1.50}]', 'EUR');
        INSERT INTO session_damage (tenant, session, seq, category, found_at, look_at)
        VALUES ('%1$s', 'torn', 2, 'missing', now(), now() + interval '1 day');
        INSERT INTO session_erasure
          (tenant, session, began_at, last_at, memories, ordered_at, next_at)
        VALUES ('%1$s', 'gone', now(), now(), true, now(), now() + interval '1 day');
        """
            .formatted(TENANT));
  }

  @AfterEach
  void close() {
    own.close();
    main.close();
  }

  private static SessionKey session(int number) {
    return new SessionKey(TENANT, new SessionId("s" + number));
  }

  /// As the loops of this database.
  private void readAll(MigratedDatabase each) {
    new JournalRows(each).projectAll(JournalRows.index(each), IDLE);
    var metering = new MeteringFeed(new JdbcMeterings(main.database()));
    var feeds =
        new JdbcFeeds(
            each.database(),
            new EventBytes(),
            List.of(metering, crm),
            new RecordedDamages(),
            Clock.systemUTC());
    for (var feed : List.of(MeteringFeed.NAME, "crm"))
      await()
          .atMost(PATIENCE)
          .until(() -> get(feeds.advance(feed, PAGE)) == 0 && isPassed(each, feed));
  }

  private static boolean isPassed(MigratedDatabase each, String feed) {
    return each.count(
            """
            event_journal WHERE (xact, ordering) >
              (SELECT xact, ordering FROM projection_offset WHERE name = '%s')\
            """
                .formatted(feed))
        == 0;
  }

  private Move move(String to) throws SQLException {
    return Move.of(
        main.settings(), Map.of("acme", own.settings()), BANK, to, Act.ofProgram("move", NOON));
  }

  private void passMinute() {
    main.execute("UPDATE organisation_move SET begun_at = begun_at - interval '1 minute'");
  }

  private static Step run(Move move) throws SQLException {
    for (int steps = 0; steps < STEPS_MAX; steps++) {
      var step = move.step();
      if (step instanceof Done || step instanceof Refused) return step;
    }
    throw new AssertionError("no end after " + STEPS_MAX + " steps");
  }

  private void moveAll(String to) throws SQLException {
    try (var move = move(to)) {
      assertThat(move.step()).isEqualTo(new Told());
      passMinute();
      assertThat(run(move)).isEqualTo(new Done());
    }
  }

  /// Where the organisation lives now.
  private List<Object> read() {
    database.places(get(places.all()));
    var journal = new JdbcJournal(database, new EventBytes());
    var all = new ArrayList<Object>();
    for (int n = 1; n <= SESSIONS; n++) all.add(get(journal.read(session(n), 0, PAGE)));
    var listing =
        new ListingQuery(TENANT, Optional.empty(), Optional.empty(), Optional.empty(), 100);
    all.add(get(JournalRows.index(database, new RecordedDamages()).list(listing)));
    var memories =
        new MemoryQuery(
            TENANT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            MemoryQuery.LIMIT_MAX);
    all.add(get(new JdbcMemories(database, InstantSource.fixed(NOON)).list(memories)));
    all.add(get(new JdbcDoubts(database).list(TENANT, PAGE)));
    for (var table : MovedTable.ALL) if (!table.isJournal()) all.add(rows(table.name()));
    return all;
  }

  private List<String> rows(String table) {
    return get(
        database.as(
            TENANT,
            connection ->
                Sql.query(
                    connection,
                    "SELECT each::text FROM " + table + " AS each ORDER BY 1",
                    row -> row.getString(1))));
  }

  private String usage() throws SQLException {
    try (var connection = main.connect()) {
      return Sql.query(
              connection,
              "SELECT string_agg(each::text, ' ' ORDER BY each::text) FROM usage_record AS each",
              row -> row.getString(1))
          .getFirst();
    }
  }

  private static long rowsIn(MigratedDatabase each) {
    long rows = 0;
    for (var table : MovedTable.ALL)
      rows += each.count(table.name() + " AS each WHERE each::text LIKE '%" + TENANT + "%'");
    return rows;
  }

  @Test
  void a_move_that_was_killed_goes_on_and_nothing_is_lost_or_read_twice() throws SQLException {
    var before = read();
    var usage = usage();
    int delivered = crm.delivered.size();
    try (var move = move("acme")) {
      assertThat(move.step()).isEqualTo(new Told());
      assertThat(move.step()).isInstanceOf(Waits.class);
      assertThat(get(places.all())).isEqualTo(Map.of(TENANT, JdbcPlaces.MOVING));
      passMinute();
      assertThat(move.step()).isEqualTo(new Copied("event_journal", false));
    }
    assertThat(rowsIn(own)).isEqualTo(MovedTable.BATCH);
    try (var move = move("acme")) {
      assertThat(run(move)).isEqualTo(new Done());
    }
    assertThat(get(places.all())).isEqualTo(Map.of(TENANT, "acme"));
    assertThat(read()).isEqualTo(before);
    assertThat(rowsIn(main)).isZero();
    assertThat(main.count("event_journal")).as("of the other one").isPositive();
    for (var each : List.of(main, own)) assertThat(each.count("organisation_move")).isZero();
    assertThat(main.count("audit WHERE action = 'organisation-moved'")).isEqualTo(1);
    assertThat(own.count("ticket_number WHERE last_value = 1006")).isEqualTo(1);

    readAll(own);
    assertThat(usage()).isEqualTo(usage);
    assertThat(crm.delivered).hasSize(delivered);

    var late = new SessionKey(TENANT, new SessionId("late"));
    new JournalRows(own).write(late, JournalRows.small());
    readAll(own);
    assertThat(crm.delivered.subList(delivered, crm.delivered.size())).containsOnly(late);
    assertThat(usage()).isNotEqualTo(usage);

    var placed = read();
    var more = usage();
    int now = crm.delivered.size();
    moveAll(Move.MAIN);
    assertThat(get(places.all())).isEmpty();
    assertThat(read()).isEqualTo(placed);
    assertThat(rowsIn(own)).isZero();
    readAll(main);
    assertThat(usage()).isEqualTo(more);
    assertThat(crm.delivered).hasSize(now);
  }

  @Test
  void a_move_is_taken_back_before_it_has_switched() throws SQLException {
    var before = read();
    try (var move = move("acme")) {
      assertThat(move.step()).isEqualTo(new Told());
      passMinute();
      for (int batches = 0; batches < 4; batches++)
        assertThat(move.step()).isInstanceOf(Copied.class);
    }
    try (var move = move(Move.MAIN)) {
      assertThat(run(move)).isEqualTo(new Done());
    }
    assertThat(get(places.all())).isEmpty();
    assertThat(read()).isEqualTo(before);
    assertThat(rowsIn(own)).isZero();
    assertThat(main.count("audit")).isZero();
  }

  @Test
  void events_that_are_written_or_not_read_yet_stop_it_before_the_first_row() throws SQLException {
    var late = new SessionKey(TENANT, new SessionId("late"));
    try (var move = move("acme")) {
      assertThat(move.step()).isEqualTo(new Told());
      new JournalRows(main).write(late, JournalRows.small().subList(0, 2));
      passMinute();
      assertThat(run(move))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.why()).isEqualTo(Refusal.NOT_READ));
      assertThat(get(places.all())).isEmpty();
      readAll(main);
      assertThat(run(move)).isEqualTo(new Refused(Refusal.ACTIVE, "late"));
    }
    assertThat(rowsIn(own)).isZero();
    assertThat(main.count("organisation_move")).isZero();
  }
}

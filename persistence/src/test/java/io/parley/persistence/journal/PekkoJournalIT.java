package io.parley.persistence.journal;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.Sql;
import io.parley.persistence.snapshot.KryoSnapshots;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The journal's plugin, configured as in production, on a real PostgreSQL.
class PekkoJournalIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");
  private static final Duration PATIENCE = MigratedDatabase.PATIENCE;

  private static final Duration IDLE = Duration.ofMinutes(30);

  private static MigratedDatabase db;
  private static ActorTestKit kit;
  private static JdbcJournal journal;

  @BeforeAll
  static void start() {
    db = MigratedDatabase.create();
    kit = ActorTestKit.create("journal", configuration());
    journal = new JdbcJournal(db.database(), new EventBytes());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
    db.close();
  }

  /// Configured as by application.conf and Wiring.
  private static Config configuration() {
    var application =
        ConfigFactory.parseString(
            """
            include classpath("parley-persistence.conf")
            pekko {
              loglevel = WARNING
              actor.testkit.typed { default-timeout = 60s, system-shutdown-default = 60s }
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
            }\
            """);
    return db.settings().pekko().withFallback(ConfigFactory.load(application));
  }

  private static Conversation conversation(int turns) {
    var talk = new Conversation(NOON).start(Optional.empty(), Optional.of("Hello! 😀"));
    for (int turn = 1; turn <= turns; turn++)
      talk.say("q" + turn, "question " + turn).reply(turn, "answer " + turn);
    return talk;
  }

  private static void tellAll(
      ActorRef<SmallSession.Message> session, List<SessionCommand> commands) {
    TestProbe<Done> probe = kit.createTestProbe();
    for (var command : commands) {
      session.tell(new SmallSession.Ask(command, probe.ref()));
      probe.receiveMessage(PATIENCE);
    }
  }

  private static SessionState state(ActorRef<SmallSession.Message> session) {
    return state(session, PATIENCE);
  }

  private static SessionState state(ActorRef<SmallSession.Message> session, Duration patience) {
    TestProbe<SessionState> probe = kit.createTestProbe();
    session.tell(new SmallSession.Tell(probe.ref()));
    return probe.receiveMessage(patience);
  }

  private static void stop(ActorRef<SmallSession.Message> session) {
    TestProbe<Done> probe = kit.createTestProbe();
    session.tell(new SmallSession.Stop(probe.ref()));
    probe.expectTerminated(session, PATIENCE);
  }

  private static long newestSnapshot(SessionKey key) {
    return get(
        db.database()
            .as(
                key.tenant(),
                connection ->
                    Sql.query(
                            connection,
                            "SELECT coalesce(max(sequence_number), 0) FROM snapshot WHERE"
                                + " persistence_id = ?",
                            row -> row.getLong(1),
                            PersistenceIds.of(key))
                        .getFirst()));
  }

  /// Runs `talk` on an actor that then stops; a snapshot of it exists.
  private static void hadTalk(SessionKey key, Conversation talk) {
    var session = kit.spawn(SmallSession.create(key));
    tellAll(session, talk.commands());
    long snapshots = talk.events().size() / SmallSession.SNAPSHOT_EVERY;
    await()
        .atMost(PATIENCE)
        .until(() -> newestSnapshot(key) >= snapshots * SmallSession.SNAPSHOT_EVERY);
    stop(session);
  }

  @Test
  void events_are_readable_json_under_stable_names() throws SQLException {
    var key = key("readable");
    var talk = conversation(2);
    tellAll(kit.spawn(SmallSession.create(key)), talk.commands());
    record Stored(int serializer, String manifest, String text) {}
    try (var connection = db.connect()) {
      var json = new EventJson();
      assertThat(
              Sql.query(
                  connection,
                  """
                  SELECT event_ser_id, event_ser_manifest, convert_from(event_payload, 'UTF8')
                  FROM event_journal WHERE persistence_id = 'Session|default:readable' AND xact IS NOT NULL
                  ORDER BY sequence_number\
                  """,
                  row -> new Stored(row.getInt(1), row.getString(2), row.getString(3))))
          .isEqualTo(
              talk.bare().stream()
                  .map(
                      event ->
                          new Stored(
                              930_001,
                              json.kind(event),
                              new String(json.write(event), StandardCharsets.UTF_8)))
                  .toList());
    }
    assertThat(get(journal.read(key, 0, 100))).isEqualTo(talk.events());
  }

  @Test
  void a_session_wakes_from_its_snapshot_and_the_events_after_it() {
    var key = key("snapshots");
    var talk = conversation(8);
    hadTalk(key, talk);
    assertThat(newestSnapshot(key)).isEqualTo(20);
    // only a reader of the snapshot can do without these
    db.execute(
        "DELETE FROM event_journal WHERE persistence_id = 'Session|default:snapshots' AND"
            + " sequence_number <= 20");
    assertThat(state(kit.spawn(SmallSession.create(key)))).isEqualTo(talk.state());
    assertThat(talk.events()).hasSizeGreaterThan(20);
  }

  @Test
  void a_session_does_not_wait_for_its_snapshot() throws SQLException {
    var key = key("unhurried");
    var talk = conversation(8);
    var session = kit.spawn(SmallSession.create(key));
    try (var other = db.connect()) {
      other.setAutoCommit(false);
      Sql.update(other, "LOCK TABLE snapshot IN EXCLUSIVE MODE");
      tellAll(session, talk.commands());
      assertThat(newestSnapshot(key)).isZero();
      other.rollback();
    }
    await().atMost(PATIENCE).until(() -> newestSnapshot(key) == 20);
    stop(session);
  }

  @Test
  void a_snapshot_that_comes_after_the_erasure_of_its_session_is_not_stored() throws SQLException {
    // those that wait from earlier tests come first
    hadTalk(key("before-erasure"), conversation(4));
    var key = key("erased");
    var session = kit.spawn(SmallSession.create(key));
    try (var other = db.connect()) {
      other.setAutoCommit(false);
      Sql.update(other, "LOCK TABLE snapshot IN EXCLUSIVE MODE");
      tellAll(session, conversation(4).commands());
      await().atMost(PATIENCE).until(() -> snapshotsUnderWay() == 1);
      db.execute("DELETE FROM event_journal WHERE persistence_id = 'Session|default:erased'");
      other.rollback();
    }
    await().atMost(PATIENCE).until(() -> snapshotsUnderWay() == 0);
    assertThat(newestSnapshot(key)).isZero();
    stop(session);
  }

  /// In this database: in copies of it the table has the same number.
  private static long snapshotsUnderWay() {
    return db.count(
        """
        pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE datname = current_database() AND relation = 'snapshot'::regclass
          AND mode = 'RowExclusiveLock'\
        """);
  }

  @Test
  void a_snapshot_of_another_shape_is_refused_and_the_events_rebuild_it() {
    var key = key("shapes");
    var talk = conversation(4);
    hadTalk(key, talk);
    db.execute(
        "UPDATE snapshot SET snapshot_ser_manifest = 'another' WHERE persistence_id ="
            + " 'Session|default:shapes'");
    assertThat(state(kit.spawn(SmallSession.create(key)))).isEqualTo(talk.state());
  }

  @Test
  void a_damaged_snapshot_is_refused_and_the_events_rebuild_it() {
    var key = key("damaged");
    var talk = conversation(4);
    hadTalk(key, talk);
    assertThat(new KryoSnapshots().manifest(talk.state())).hasSize(32);
    db.execute(
        "UPDATE snapshot SET snapshot_payload = '\\x0102' WHERE persistence_id ="
            + " 'Session|default:damaged'");
    assertThat(state(kit.spawn(SmallSession.create(key)))).isEqualTo(talk.state());
  }

  @Test
  void the_second_of_two_writers_is_refused_and_reads_the_firsts_events() {
    var key = key("writers");
    var talk = conversation(1);
    var first = kit.spawn(SmallSession.create(key));
    var second = kit.spawn(SmallSession.create(key));
    assertThat(state(first)).isEqualTo(state(second));
    tellAll(first, talk.commands());

    TestProbe<Done> probe = kit.createTestProbe();
    // the second one still assumes an empty journal
    second.tell(
        new SmallSession.Ask(
            new Conversation(NOON)
                .start(Optional.empty(), Optional.of("I am first"))
                .commands()
                .getFirst(),
            probe.ref()));
    // writes queued behind a failed one are lost with it: send again
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(state(second, Duration.ofSeconds(1))).isEqualTo(talk.state()));
    probe.expectNoMessage(Duration.ofMillis(10));
    assertThat(get(journal.read(key, 0, 100))).isEqualTo(talk.events());
  }

  @Test
  void the_index_follows_the_order_of_commit_even_if_a_transaction_commits_late()
      throws SQLException {
    var index = JournalRows.index(db);
    var rows = new JournalRows(db);
    rows.projectAll(index, IDLE);
    try (var late = db.connect()) {
      late.setAutoCommit(false);
      var started = conversation(0).bare().getFirst();
      rows.write(late, key("late"), 1, started);
      tellAll(kit.spawn(SmallSession.create(key("on-time"))), conversation(1).commands());
      assertThat(get(index.project(500, IDLE))).isZero();
      late.commit();
    }
    assertThat(rows.projectAll(index, IDLE)).isEqualTo(6);
    assertThat(db.count("session_index WHERE session IN ('late', 'on-time')")).isEqualTo(2);
  }

  @Test
  void a_burst_of_sessions_is_stored_to_the_last_event() {
    int sessions = 400;
    var talk = conversation(5);
    var probes = new ArrayList<TestProbe<Done>>();
    long start = System.nanoTime();
    for (int i = 0; i < sessions; i++) {
      var session = kit.spawn(SmallSession.create(key("burst-" + i)));
      TestProbe<Done> probe = kit.createTestProbe();
      probes.add(probe);
      for (var command : talk.commands()) session.tell(new SmallSession.Ask(command, probe.ref()));
    }
    for (var probe : probes)
      probe.receiveSeveralMessages(talk.commands().size(), Duration.ofSeconds(60));
    long millis = (System.nanoTime() - start) / 1_000_000;
    int events = sessions * talk.events().size();
    assertThat(db.count("event_journal WHERE persistence_id LIKE 'Session|default:burst-%'"))
        .isEqualTo(events);
    LoggerFactory.getLogger("measured")
        .info("{} cold sessions at once: {} events stored in {} ms", sessions, events, millis);
  }
}

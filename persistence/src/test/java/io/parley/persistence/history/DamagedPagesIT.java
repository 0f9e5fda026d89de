package io.parley.persistence.history;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import io.parley.persistence.embedded.SharedCache;
import io.parley.persistence.feed.JdbcFeeds;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JdbcJournal;
import io.parley.persistence.schema.Maintenance;
import io.parley.persistence.schema.Schema;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.RecordedDamages;
import io.parley.persistence.testing.RecordedDamages.Found;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A byte flips on the disk, and PostgreSQL, which finds the page's checksum wrong, refuses that
/// page to everybody. Sessions with their events elsewhere must not notice.
class DamagedPagesIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
  private static final PostgresSettings SETTINGS =
      PostgresSettings.from(ConfigFactory.defaultReference());
  private static final int SESSIONS = 60;
  private static final int BATCH = 50;
  private static final int FEED_BATCH = 1_000;
  private static final int PAGE_BYTES = 8192;
  private static final int DAMAGED_PAGE = 2;

  @TempDir private static Path before;
  private static Path started;

  @TempDir Path temp;
  private final RecordedDamages heard = new RecordedDamages();
  private DataDirectory data;

  /// A page that is damaged has been written; whether it has reached the disk makes no difference.
  @BeforeAll
  static void migrate() throws IOException {
    started =
        SharedCache.started(
            before.resolve("started"), postgres -> Schema.migrate(settings(postgres)));
    Files.writeString(started.resolve("postgres/postgresql.auto.conf"), "fsync = off\n", APPEND);
  }

  @BeforeEach
  void open() throws IOException {
    data = DataDirectory.open(SharedCache.copyOf(started, temp.resolve("data")));
  }

  private static DatabaseSettings settings(LocalPostgres postgres) {
    return DatabaseSettings.from(ConfigFactory.defaultReference())
        .at(postgres.url(), postgres.user(), postgres.password());
  }

  @AfterEach
  void close() throws IOException {
    Files.delete(data.cache());
    data.close();
  }

  @FunctionalInterface
  private interface Work {
    void on(Connection connection, Database database) throws SQLException;
  }

  /// Runs this with the server up; afterwards the server is stopped gracefully, and all data is in
  /// its files.
  private void running(Work work) throws SQLException {
    try (var postgres = LocalPostgres.start(data, SETTINGS);
        var database = Database.open(settings(postgres));
        var connection =
            Maintenance.connect(postgres.url(), postgres.user(), postgres.password())) {
      work.on(connection, database);
    }
  }

  private static void write(Connection connection, SessionKey key, String text)
      throws SQLException {
    List<SessionEvent> events =
        new Conversation(NOON).start(Optional.empty(), Optional.empty()).say("a", text).bare();
    for (int i = 0; i < events.size(); i++)
      JournalRows.insert(connection, key, i + 1, events.get(i));
  }

  private static String one(Connection connection, String sql) throws SQLException {
    return Sql.query(connection, sql, row -> row.getString(1)).getFirst();
  }

  /// Flips a byte in the middle of a page.
  private void flip(String file, int page) throws IOException {
    try (var table = new RandomAccessFile(data.postgres().resolve(file).toFile(), "rw")) {
      long at = (long) page * PAGE_BYTES + PAGE_BYTES / 2;
      table.seek(at);
      int was = table.read();
      table.seek(at);
      table.write(was ^ 0x10);
    }
  }

  /// Until no other transaction, autovacuum's included, can delay the projection any more.
  private static void projectAll(Connection connection, JdbcSessionIndex index) {
    await()
        .atMost(PATIENCE)
        .until(() -> nobodyWrites(connection) && get(index.project(BATCH, IDLE)) == 0);
  }

  private static boolean nobodyWrites(Connection connection) throws SQLException {
    var now =
        "SELECT pg_snapshot_xmin(now) = pg_snapshot_xmax(now) FROM pg_current_snapshot() AS now";
    return one(connection, now).equals("t");
  }

  /// @param taken gets the sessions of delivered events
  private static JdbcFeeds feeds(Database database, Set<SessionKey> taken) {
    var handler =
        new FeedHandler() {
          @Override
          public String feed() {
            return "crm";
          }

          @Override
          public CompletionStage<Void> deliver(List<FeedEvent> events) {
            for (var event : events) taken.add(event.session());
            return CompletableFuture.completedStage(null);
          }
        };
    return new JdbcFeeds(
        database, new EventBytes(), List.of(handler), new RecordedDamages(), Clock.systemUTC());
  }

  private static Map<String, Long> listed(JdbcSessionIndex index) {
    var query =
        new ListingQuery(
            TenantId.DEFAULT, Optional.empty(), Optional.empty(), Optional.empty(), 100);
    var seqs = new TreeMap<String, Long>();
    for (SessionListing listing : get(index.list(query)).sessions())
      seqs.put(listing.key().session().value(), listing.seq());
    return seqs;
  }

  @Test
  void a_page_with_a_wrong_checksum_affects_only_sessions_with_events_on_it()
      throws SQLException, IOException {
    var journalFile = new StringBuilder();
    var firstOnPage = new HashMap<String, Long>();
    running(
        (connection, _) -> {
          for (int i = 0; i < SESSIONS; i++)
            write(connection, key("s-" + i), ("words of " + i + " ").repeat(20));
          for (var row :
              Sql.query(
                  connection,
                  """
                  SELECT persistence_id, min(sequence_number) FROM event_journal
                  WHERE (ctid::text::point)[0] = %d GROUP BY persistence_id\
                  """
                      .formatted(DAMAGED_PAGE),
                  row -> Map.entry(row.getString(1), row.getLong(2))))
            firstOnPage.put(row.getKey().substring("Session|default:".length()), row.getValue());
          journalFile.append(one(connection, "SELECT pg_relation_filepath('event_journal')"));
        });
    assertThat(firstOnPage).hasSizeBetween(3, SESSIONS / 2);
    flip(journalFile.toString(), DAMAGED_PAGE);
    running(
        (connection, database) -> {
          assertThat(catchThrowable(() -> one(connection, "SELECT max(writer) FROM event_journal")))
              .matches(DamagedPage::in, "the page is damaged");
          var index = JournalRows.index(database, heard);
          var journal = new JdbcJournal(database, new EventBytes());
          projectAll(connection, index);
          var listed = listed(index);
          long gone = 0;
          for (int i = 0; i < SESSIONS; i++) {
            var name = "s-" + i;
            var first = firstOnPage.get(name);
            if (first == null) {
              assertThat(listed).containsEntry(name, 3L);
              assertThat(get(journal.read(key(name), 0, 100))).hasSize(3);
            } else {
              gone += 4 - first;
              assertThat(catchThrowable(() -> get(journal.read(key(name), 0, 100))))
                  .isInstanceOfSatisfying(
                      DamagedJournal.class,
                      damaged ->
                          assertThat(damaged.damage())
                              .isEqualTo(new Damage(first, Damage.Category.UNREADABLE)));
            }
          }
          assertThat(heard.passedBy().stream().mapToLong(Integer::longValue).sum())
              .as("rows on the page")
              .isBetween(1L, gone);
          int alarms = heard.passedBy().size();
          // events written now are projected, too
          write(connection, key("new"), "hello");
          projectAll(connection, index);
          assertThat(listed(index)).containsEntry("new", 3L);
          assertThat(heard.passedBy()).as("the alarm is not repeated").hasSize(alarms);

          // one of them is requested, and a damaged page delays no check of the others
          var asked = firstOnPage.entrySet().iterator().next();
          var damage = new Damage(asked.getValue(), Damage.Category.UNREADABLE);
          get(index.damaged(key(asked.getKey()), damage, NOON));
          assertThat(get(index.lookAgain(LATE, Duration.ofMinutes(1), 10, IDLE))).isOne();

          // a feed that takes all rows at once does not seem to have caught up before the page
          var taken = ConcurrentHashMap.<SessionKey>newKeySet();
          var feeds = feeds(database, taken);
          int passed = FEED_BATCH;
          while (passed == FEED_BATCH) passed = get(feeds.advance("crm", FEED_BATCH));
          assertThat(taken).contains(key("new"));
        });
    flip(journalFile.toString(), DAMAGED_PAGE);
    running(
        (connection, database) -> {
          var index = JournalRows.index(database, heard);
          // as docs/OPERATIONS.md describes
          Sql.update(
              connection,
              "UPDATE projection_offset SET xact = '0', ordering = 0 WHERE name ="
                  + " 'session-index'");
          projectAll(connection, index);
          var late = LATE.plus(Duration.ofDays(1));
          assertThat(get(index.lookAgain(late, Duration.ofMinutes(1), 10, IDLE))).isZero();
          assertThat(listed(index).values()).hasSize(SESSIONS + 1).containsOnly(3L);
        });
  }

  @Test
  void an_event_whose_long_text_is_on_a_damaged_page_closes_its_session_with_one_alarm()
      throws SQLException, IOException {
    var texts = new StringBuilder();
    running(
        (connection, _) -> {
          write(connection, key("before"), "hello");
          // text that compresses would not be stored elsewhere
          var noise = new byte[4000];
          new Random(7).nextBytes(noise);
          write(connection, key("long"), new String(Base64.getEncoder().encode(noise), UTF_8));
          write(connection, key("after"), "hello");
          texts.append(
              one(
                  connection,
                  "SELECT pg_relation_filepath(reltoastrelid) FROM pg_class WHERE oid ="
                      + " 'event_journal'::regclass"));
        });
    flip(texts.toString(), 0);
    running(
        (connection, database) -> {
          var index = JournalRows.index(database, heard);
          projectAll(connection, index);
          projectAll(connection, index);
          assertThat(listed(index))
              .containsEntry("before", 3L)
              .containsEntry("long", 1L)
              .containsEntry("after", 3L);
          assertThat(heard.found())
              .containsExactly(new Found(key("long"), new Damage(2, Damage.Category.UNREADABLE)));
          assertThat(heard.passedBy()).isEmpty();
          assertThat(get(index.claimDue(LATE, Duration.ofSeconds(1), 50)))
              .containsExactlyInAnyOrder(key("before"), key("after"));
        });
    flip(texts.toString(), 0);
    running(
        (_, database) -> {
          var index = JournalRows.index(database, heard);
          assertThat(get(index.lookAgain(LATE, Duration.ofMinutes(1), 10, IDLE))).isZero();
          assertThat(heard.mended()).containsExactly(key("long"));
          assertThat(listed(index)).containsEntry("long", 3L);
        });
  }
}

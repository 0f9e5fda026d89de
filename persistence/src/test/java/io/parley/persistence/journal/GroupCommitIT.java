package io.parley.persistence.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.persistence.database.Sql;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.Option;

class GroupCommitIT {
  private static final Duration PATIENCE = MigratedDatabase.PATIENCE;
  private static final int WAITING_MAX = 20;

  private static MigratedDatabase db;

  @BeforeAll
  static void start() {
    db = MigratedDatabase.create();
  }

  @AfterAll
  static void stop() {
    db.close();
  }

  @BeforeEach
  void empty() {
    db.execute("DELETE FROM event_journal");
  }

  private static GroupCommit journal() {
    return journal(db::connect, new ArrayList<>());
  }

  /// @param fatal called instead of ending the process
  private static GroupCommit journal(GroupCommit.Connections connections, List<Throwable> fatal) {
    return new GroupCommit(
        connections, 1, 100, WAITING_MAX, _ -> {}, (_, error) -> fatal.add(error));
  }

  /// Like the database, except that the first connection throws an error.
  private static GroupCommit.Connections failingOnce(Error error) {
    var failed = new AtomicBoolean();
    return () -> {
      if (failed.compareAndSet(false, true)) throw error;
      return db.connect();
    };
  }

  private static JournalPekkoSerializationRow row(String id, long number) {
    return row(id, number, "{\"text\":\"½ 😀 %s\"}".formatted(id).getBytes(UTF_8));
  }

  private static JournalPekkoSerializationRow row(String id, long number, byte[] payload) {
    return new JournalPekkoSerializationRow(
        0,
        false,
        id,
        number,
        "writer",
        17,
        "",
        payload,
        SessionEventSerializer.IDENTIFIER,
        "said",
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private static CompletableFuture<Void> write(GroupCommit journal, String id, long... numbers) {
    var rows = new ArrayList<JournalPekkoSerializationRow>();
    for (long number : numbers) rows.add(row(id, number));
    return journal.write(rows).toCompletableFuture();
  }

  /// Blocks all writers of the journal.
  private static Connection locked() throws SQLException {
    var connection = db.connect();
    connection.setAutoCommit(false);
    Sql.update(connection, "LOCK TABLE event_journal IN EXCLUSIVE MODE");
    return connection;
  }

  /// Starts a first write, so that the next ones wait, and form a batch together.
  private static CompletableFuture<Void> held(GroupCommit journal) {
    var first = write(journal, "first", 1);
    await()
        .atMost(PATIENCE)
        .until(() -> db.count("pg_locks WHERE NOT granted AND mode = 'RowExclusiveLock'") == 1);
    return first;
  }

  @Test
  void a_write_is_stored_as_it_is() throws SQLException {
    try (var journal = journal()) {
      write(journal, "one", 1, 2).join();
    }
    try (var connection = db.connect()) {
      assertThat(
              Sql.query(
                  connection,
                  """
                  SELECT persistence_id, sequence_number, writer, write_timestamp, adapter_manifest, event_ser_id,
                    event_ser_manifest, convert_from(event_payload, 'UTF8'), deleted, meta_ser_id
                  FROM event_journal ORDER BY ordering\
                  """,
                  row -> {
                    var columns = new ArrayList<Object>();
                    for (int i = 1; i <= 10; i++) columns.add(row.getString(i));
                    return columns;
                  }))
          .extracting(Object::toString)
          .containsExactly(
              "[one, 1, writer, 17, , 930001, said, {\"text\":\"½ 😀 one\"}, f, null]",
              "[one, 2, writer, 17, , 930001, said, {\"text\":\"½ 😀 one\"}, f, null]");
    }
  }

  @Test
  void waiting_writes_are_stored_by_one_transaction() throws SQLException {
    var writes = new ArrayList<CompletableFuture<Void>>();
    try (var journal = journal()) {
      try (var lock = locked()) {
        writes.add(held(journal));
        for (int i = 0; i < 10; i++) writes.add(write(journal, "waiting-" + i, 1));
        lock.rollback();
      }
      writes.forEach(CompletableFuture::join);
    }
    assertThat(db.count("event_journal")).isEqualTo(11);
    assertThat(db.count("(SELECT DISTINCT xact FROM event_journal) AS transactions")).isEqualTo(2);
  }

  @Test
  void large_writes_share_a_transaction_up_to_a_limit() throws SQLException {
    var half = new byte[GroupCommit.BATCH_BYTES / 2];
    var writes = new ArrayList<CompletableFuture<Void>>();
    try (var journal = journal()) {
      try (var lock = locked()) {
        writes.add(held(journal));
        for (var id : List.of("a", "b", "c"))
          writes.add(journal.write(List.of(row(id, 1, half))).toCompletableFuture());
        lock.rollback();
      }
      writes.forEach(CompletableFuture::join);
    }
    assertThat(db.count("event_journal")).isEqualTo(4);
    assertThat(db.count("(SELECT DISTINCT xact FROM event_journal) AS transactions")).isEqualTo(3);
  }

  @Test
  void a_write_whose_number_is_taken_fails_alone() throws SQLException {
    db.execute(
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id, event_ser_manifest, event_payload)
        VALUES ('late', 2, 'successor', 1, '', '')\
        """);
    try (var journal = journal()) {
      CompletableFuture<Void> before;
      CompletableFuture<Void> late;
      CompletableFuture<Void> after;
      try (var lock = locked()) {
        var first = held(journal);
        before = write(journal, "before", 1);
        late = write(journal, "late", 1, 2, 3);
        after = write(journal, "after", 1, 2);
        lock.rollback();
        first.join();
      }
      before.join();
      after.join();
      assertThat(late)
          .failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(SQLException.class);
    }
    assertThat(db.count("event_journal WHERE writer = 'writer'")).isEqualTo(4);
    assertThat(db.count("event_journal WHERE persistence_id = 'late'")).isOne();
  }

  @Test
  void writes_that_postgresql_refuses_fail_alone_in_a_batch_of_many() throws SQLException {
    var opened = new AtomicInteger();
    GroupCommit.Connections counted =
        () -> {
          opened.incrementAndGet();
          return db.connect();
        };
    var sound = new ArrayList<CompletableFuture<Void>>();
    var refused = new ArrayList<CompletableFuture<Void>>();
    try (var journal = journal(counted, new ArrayList<>())) {
      try (var lock = locked()) {
        sound.add(held(journal));
        for (int i = 0; i < 8; i++) sound.add(write(journal, "before-" + i, 1));
        // longer than its column; and a character that PostgreSQL does not store
        refused.add(write(journal, "x".repeat(256), 1));
        refused.add(write(journal, "nul-\0", 1));
        for (int i = 0; i < 6; i++) sound.add(write(journal, "after-" + i, 1));
        lock.rollback();
      }
      sound.forEach(CompletableFuture::join);
      for (var write : refused)
        assertThat(write)
            .failsWithin(PATIENCE)
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(SQLException.class);
    }
    assertThat(db.count("event_journal")).isEqualTo(sound.size());
    // one for each write would be 16 after the whole batch
    assertThat(opened).hasValueLessThan(2 + 16);
  }

  @Test
  void writes_beyond_the_limit_are_refused_at_once() throws SQLException {
    try (var journal = journal()) {
      var writes = new ArrayList<CompletableFuture<Void>>();
      try (var lock = locked()) {
        writes.add(held(journal));
        for (int i = 0; i < WAITING_MAX; i++) writes.add(write(journal, "waiting-" + i, 1));
        assertThat(write(journal, "one-more", 1))
            .isCompletedExceptionally()
            .failsWithin(PATIENCE)
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(RejectedExecutionException.class)
            .withMessageContaining("20 writes wait");
        lock.rollback();
      }
      writes.forEach(CompletableFuture::join);
    }
    assertThat(db.count("event_journal WHERE persistence_id = 'one-more'")).isZero();
  }

  @Test
  void waiting_writes_fail_at_closing() throws SQLException {
    var journal = journal();
    try (var lock = locked()) {
      var underWay = held(journal);
      var waiting = write(journal, "waiting", 1);
      journal.close();
      assertThat(List.of(waiting, write(journal, "after", 1)))
          .allMatch(CompletableFuture::isCompletedExceptionally);
      lock.rollback();
      underWay.join();
    }
    assertThat(db.count("event_journal WHERE persistence_id = 'waiting'")).isZero();
  }

  @Test
  void an_error_fails_only_the_writes_under_way() {
    for (var error : List.of(new AssertionError("a bug"), new StackOverflowError())) {
      var fatal = new CopyOnWriteArrayList<Throwable>();
      try (var journal = journal(failingOnce(error), fatal)) {
        assertThat(write(journal, "met-it", 1))
            .failsWithin(PATIENCE)
            .withThrowableOfType(ExecutionException.class)
            .withCause(error);
        write(journal, "after-" + error.getClass().getSimpleName(), 1).join();
      }
      assertThat(fatal).isEmpty();
    }
    assertThat(db.count("event_journal WHERE persistence_id LIKE 'after-%'")).isEqualTo(2);
    assertThat(db.count("event_journal WHERE persistence_id = 'met-it'")).isZero();
  }

  @Test
  void a_fatal_error_fails_the_writes_under_way_and_is_reported_to_end_the_process() {
    var error = new OutOfMemoryError("as if");
    var fatal = new CopyOnWriteArrayList<Throwable>();
    try (var journal = journal(failingOnce(error), fatal)) {
      assertThat(write(journal, "met-it", 1))
          .failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .withCause(error);
      await().atMost(PATIENCE).until(() -> fatal.equals(List.of(error)));
    }
  }
}

package io.parley.persistence.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes of many sessions in one commit. A thread takes all waiting writes and stores them with
/// one statement, which is its own transaction: one round trip to the database, whatever the number
/// of sessions. Writes that arrive meanwhile form the next batch, so a lone write never waits, and
/// many share the disk's flushes (H.-Y. Helland et al., "Group Commit Timers and High Volume
/// Transaction Systems", HPTS 1987). While many sessions write at the same time, the thread also
/// collects for as long as it has stored, a millisecond at most: each statement has a cost of its
/// own, whatever the number of its rows, and these sessions wait for a processor much longer.
///
/// When PostgreSQL refuses one row, most likely because its number is taken (by a sleeper's late
/// write), nothing of the batch is stored; then each half of it is tried, down to the write that is
/// refused, which alone fails. The others wait for some statements more, and not for one each.
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /// Classes of PostgreSQL's errors that a row causes: data that it does not take, and constraints,
  /// such as the row's number ("PostgreSQL Error Codes", appendix A of its manual).
  private static final List<String> OF_A_ROW = List.of("22", "23");

  /// Of events in one statement: large ones of one organisation hold up those of others no longer
  /// than this takes.
  static final int BATCH_BYTES = 4 * 1024 * 1024;

  /// Writes of a batch from which on the next one is collected.
  static final int MANY_WRITES = 8;

  static final Duration COLLECTING_MAX = Duration.ofMillis(1);

  private static final String INSERT =
      """
      INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
        adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
      SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[],
        ?::text[], ?::int[], ?::text[], ?::bytea[])\
      """;

  /// Source of connections that commit each statement by itself.
  @FunctionalInterface
  interface Connections {
    Connection open() throws SQLException;
  }

  /// @param rows stored together or not at all; @param bytes of their events
  private record Write(
      List<JournalPekkoSerializationRow> rows,
      long bytes,
      CompletableFuture<Void> done,
      long began) {}

  private final Connections connections;
  private final int batchRows;
  private final BlockingQueue<Write> waiting;
  private final List<Thread> writers;
  private final LongConsumer written;
  private volatile boolean closed;

  /// @param threads batches under way at once
  /// @param batchRows approximate maximum of rows in a batch, as [#BATCH_BYTES] is one of bytes; a
  ///   single write may have more
  /// @param waitingMax writes that may wait for a thread
  /// @param written receives the duration of each committed write, in nanoseconds
  /// @param fatal receives an error after which nothing in this process can be relied on: it must
  ///   end the process, because the thread that threw it is gone
  GroupCommit(
      Connections connections,
      int threads,
      int batchRows,
      int waitingMax,
      LongConsumer written,
      Thread.UncaughtExceptionHandler fatal) {
    this.connections = connections;
    this.batchRows = batchRows;
    this.waiting = new ArrayBlockingQueue<>(waitingMax);
    this.written = written;
    this.writers = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++)
      writers.add(
          Thread.ofPlatform()
              .daemon()
              .name("journal-writer-" + i)
              .uncaughtExceptionHandler(fatal)
              .start(this::work));
  }

  /// @return completes when the rows are committed; fails when they are not, or when the outcome is
  ///   unknown because the connection was lost
  CompletionStage<Void> write(List<JournalPekkoSerializationRow> rows) {
    long bytes = rows.stream().mapToLong(row -> row.eventPayload().length).sum();
    var write = new Write(rows, bytes, new CompletableFuture<>(), System.nanoTime());
    if (!waiting.offer(write))
      fail(
          List.of(write),
          new RejectedExecutionException(
              "%d writes wait for the journal (expected: ≤ jdbc-journal.bufferSize)"
                  .formatted(waiting.size())));
    // close may have emptied the queue before this write was added
    if (closed) failWaiting();
    return write.done;
  }

  /// Writes that no thread has taken.
  int waiting() {
    return waiting.size();
  }

  /// Waiting writes fail; writes under way are completed.
  @Override
  public void close() {
    closed = true;
    writers.forEach(Thread::interrupt);
    failWaiting();
  }

  private void failWaiting() {
    var left = new ArrayList<Write>();
    waiting.drainTo(left);
    fail(left, new RejectedExecutionException("the journal is closed"));
  }

  private void work() {
    try {
      while (!closed) {
        var batch = batch(waiting.take());
        long began = System.nanoTime();
        store(batch);
        long stored = System.nanoTime() - began;
        long pause = collecting(batch.size(), stored, batchRows - waiting.size());
        if (pause > 0) LockSupport.parkNanos(this, pause);
      }
    } catch (InterruptedException e) {
      // only close interrupts
      Thread.currentThread().interrupt();
    }
  }

  /// How long the next batch is collected, in nanoseconds. One that is full already is not: behind
  /// it others wait, and each pause would make their queue longer.
  ///
  /// @param writes of the batch before; @param stored how long it took, in nanoseconds
  /// @param free rows of the next batch, less the writes that wait for it
  static long collecting(int writes, long stored, int free) {
    return writes < MANY_WRITES || free <= 0 ? 0 : Math.min(stored, COLLECTING_MAX.toNanos());
  }

  private List<Write> batch(Write first) {
    var batch = new ArrayList<Write>();
    int rows = 0;
    long bytes = 0;
    for (var write = first; write != null; ) {
      batch.add(write);
      rows += write.rows.size();
      bytes += write.bytes;
      write = rows < batchRows && bytes < BATCH_BYTES ? waiting.poll() : null;
    }
    return batch;
  }

  private void store(List<Write> batch) {
    try (var connection = connections.open()) {
      insert(connection, batch);
      long now = System.nanoTime();
      for (var write : batch) {
        written.accept(now - write.began);
        write.done.complete(null);
      }
    } catch (SQLException e) {
      if (batch.size() > 1 && isOfARow(e)) {
        int half = batch.size() / 2;
        store(batch.subList(0, half));
        store(batch.subList(half, batch.size()));
      } else {
        fail(batch, e);
      }
    } catch (RuntimeException e) {
      fail(batch, e);
    } catch (Error e) {
      // the waiting sessions are notified either way
      fail(batch, e);
      if (isFatal(e)) throw e;
      LOG.error("{} writes failed with an internal error", batch.size(), e);
    }
  }

  private static boolean isOfARow(SQLException e) {
    var state = e.getSQLState();
    return state != null && OF_A_ROW.stream().anyMatch(state::startsWith);
  }

  /// Of the virtual machine's errors, only a stack overflow leaves the rest sound.
  private static boolean isFatal(Error error) {
    return error instanceof VirtualMachineError && !(error instanceof StackOverflowError);
  }

  private static void fail(List<Write> writes, Throwable why) {
    writes.forEach(write -> write.done.completeExceptionally(why));
  }

  private static void insert(Connection connection, List<Write> batch) throws SQLException {
    var rows = batch.stream().flatMap(write -> write.rows.stream()).toList();
    try (var statement = connection.prepareStatement(INSERT)) {
      var columns = new Columns(connection, statement, rows);
      columns.add("text", String[]::new, JournalPekkoSerializationRow::persistenceId);
      columns.add("int8", Long[]::new, JournalPekkoSerializationRow::sequenceNumber);
      columns.add("text", String[]::new, JournalPekkoSerializationRow::writer);
      columns.add("int8", Long[]::new, JournalPekkoSerializationRow::writeTimestamp);
      columns.add("text", String[]::new, JournalPekkoSerializationRow::adapterManifest);
      columns.add("int4", Integer[]::new, JournalPekkoSerializationRow::eventSerId);
      columns.add("text", String[]::new, JournalPekkoSerializationRow::eventSerManifest);
      columns.add("bytea", byte[][]::new, JournalPekkoSerializationRow::eventPayload);
      statement.executeUpdate();
    }
  }

  /// Binds an array per column, so that it is one statement for any number of rows, and the server
  /// plans it once.
  private static final class Columns {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<JournalPekkoSerializationRow> rows;
    private int bound;

    Columns(
        Connection connection,
        PreparedStatement statement,
        List<JournalPekkoSerializationRow> rows) {
      this.connection = connection;
      this.statement = statement;
      this.rows = rows;
    }

    <T> void add(
        String type, IntFunction<T[]> array, Function<JournalPekkoSerializationRow, Object> column)
        throws SQLException {
      var values = rows.stream().map(column).toArray(array);
      statement.setArray(++bound, connection.createArrayOf(type, values));
    }
  }
}

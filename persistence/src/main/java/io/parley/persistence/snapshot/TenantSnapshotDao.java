package io.parley.persistence.snapshot;

import io.parley.core.journal.Unreadable;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.database.TenantTransaction;
import io.parley.persistence.journal.TenantWork;
import io.parley.persistence.snapshot.LateSnapshots.Late;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.jdbc.PekkoSerialization;
import org.apache.pekko.persistence.jdbc.config.SnapshotConfig;
import org.apache.pekko.persistence.jdbc.snapshot.dao.SnapshotDao;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.jdk.javaapi.OptionConverters;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/// The plugin's table of snapshots, read and written as the session's tenant: created by the
/// plugin, by reflection, as `jdbc-snapshot-store.dao`. Metadata, which Parley's snapshots do not
/// have, is not stored.
public final class TenantSnapshotDao implements SnapshotDao {
  private static final String NEWEST =
      """
      SELECT sequence_number, created, snapshot_ser_id, snapshot_ser_manifest, snapshot_payload
      FROM snapshot WHERE persistence_id = ? AND sequence_number <= ? AND created <= ?
      ORDER BY sequence_number DESC LIMIT 1\
      """;

  /// Nothing without its event: the session may have been erased since it went on.
  private static final String SAVE =
      """
      INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,
        snapshot_ser_manifest, snapshot_payload)
      SELECT persistence_id, sequence_number, ?::bigint, ?::int, ?::text, ?::bytea
      FROM event_journal WHERE persistence_id = ? AND sequence_number = ?
      ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET created = excluded.created,
        snapshot_ser_id = excluded.snapshot_ser_id,
        snapshot_ser_manifest = excluded.snapshot_ser_manifest,
        snapshot_payload = excluded.snapshot_payload\
      """;

  private static final String DELETE =
      """
      DELETE FROM snapshot WHERE persistence_id = ? AND sequence_number BETWEEN ? AND ?
        AND created <= ?\
      """;

  private static final long ANY = Long.MAX_VALUE;

  private final JdbcBackend.JdbcDatabaseDef db;
  private final Serialization serialization;
  private final LateSnapshots late;

  public TenantSnapshotDao(
      JdbcBackend.JdbcDatabaseDef db,
      JdbcProfile profile,
      SnapshotConfig config,
      Serialization serialization,
      ExecutionContext ec,
      Materializer mat) {
    this.db = db;
    this.serialization = serialization;
    this.late = new LateSnapshots(this::stored, ec::execute);
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String id) {
    return newest(id, ANY, ANY);
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxTimestamp(
      String id, long timestamp) {
    return newest(id, ANY, timestamp);
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNr(
      String id, long seq) {
    return newest(id, seq, ANY);
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNrAndMaxTimestamp(
      String id, long seq, long timestamp) {
    return newest(id, seq, timestamp);
  }

  private Future<Option<Tuple2<SnapshotMetadata, Object>>> newest(
      String id, long seq, long timestamp) {
    return run(
        id,
        connection ->
            OptionConverters.toScala(
                Sql.first(connection, NEWEST, row -> read(id, row), id, seq, timestamp)));
  }

  private Tuple2<SnapshotMetadata, Object> read(String id, ResultSet row) throws SQLException {
    var state =
        serialization
            .deserialize(
                row.getBytes("snapshot_payload"),
                row.getInt("snapshot_ser_id"),
                row.getString("snapshot_ser_manifest"))
            .get();
    return new Tuple2<>(
        new SnapshotMetadata(id, row.getLong("sequence_number"), row.getLong("created")), state);
  }

  /// Completes before the snapshot is stored. Until it completes, Pekko holds back everything that
  /// follows from the events before the snapshot: the answer, the readers' events, the reply; and
  /// all messages to the session. A snapshot only makes waking faster, so nothing has to wait for
  /// it: without it, a session wakes from the one before and the events after that.
  @Override
  public Future<BoxedUnit> save(SnapshotMetadata metadata, Object snapshot) {
    if (snapshot instanceof Unreadable) return refused();
    late.add(new Late(metadata, snapshot));
    return FutureConverters.asScala(CompletableFuture.completedStage(BoxedUnit.UNIT));
  }

  /// The stand-in for the state of a damaged session is never stored.
  private static Future<BoxedUnit> refused() {
    return FutureConverters.asScala(
        CompletableFuture.failedStage(
            new IllegalArgumentException("a part of a session (expected: a whole state)")));
  }

  private CompletionStage<BoxedUnit> stored(Late snapshot) {
    var metadata = snapshot.metadata();
    return TenantWork.alone(
        db,
        metadata.persistenceId(),
        (connection, tenant) -> {
          try {
            // on the pool's thread: a snapshot may be large
            var bytes = PekkoSerialization.serialize(serialization, snapshot.state()).get();
            TenantTransaction.update(
                connection,
                tenant,
                SAVE,
                metadata.timestamp(),
                bytes.serId(),
                bytes.serManifest(),
                bytes.payload(),
                metadata.persistenceId(),
                metadata.sequenceNr());
            return BoxedUnit.UNIT;
          } catch (StackOverflowError | LinkageError e) {
            // Slick completes nothing after an error, and this one's place would stay taken
            throw new IllegalStateException("the state cannot be serialised", e);
          }
        });
  }

  @Override
  public Future<BoxedUnit> delete(String id, long seq) {
    return delete(id, seq, seq, ANY);
  }

  @Override
  public Future<BoxedUnit> deleteAllSnapshots(String id) {
    return delete(id, 0, ANY, ANY);
  }

  @Override
  public Future<BoxedUnit> deleteUpToMaxSequenceNr(String id, long seq) {
    return delete(id, 0, seq, ANY);
  }

  @Override
  public Future<BoxedUnit> deleteUpToMaxTimestamp(String id, long timestamp) {
    return delete(id, 0, ANY, timestamp);
  }

  @Override
  public Future<BoxedUnit> deleteUpToMaxSequenceNrAndMaxTimestamp(
      String id, long seq, long timestamp) {
    return delete(id, 0, seq, timestamp);
  }

  private Future<BoxedUnit> delete(String id, long from, long to, long timestamp) {
    return FutureConverters.asScala(
        TenantWork.alone(
            db,
            id,
            (connection, tenant) -> {
              TenantTransaction.update(connection, tenant, DELETE, id, from, to, timestamp);
              return BoxedUnit.UNIT;
            }));
  }

  private <T> Future<T> run(String id, Database.Work<T> work) {
    return FutureConverters.asScala(TenantWork.run(db, id, work));
  }
}

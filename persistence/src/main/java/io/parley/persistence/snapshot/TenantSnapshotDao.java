package io.parley.persistence.snapshot;

import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.TenantStatement;
import io.parley.persistence.journal.PersistenceIds;
import io.parley.persistence.journal.SlickWork;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private static final String SAVE =
      """
      INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot_ser_id,
        snapshot_ser_manifest, snapshot_payload)
      VALUES (?, ?, ?, ?, ?, ?)
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

  public TenantSnapshotDao(
      JdbcBackend.JdbcDatabaseDef db,
      JdbcProfile profile,
      SnapshotConfig config,
      Serialization serialization,
      ExecutionContext ec,
      Materializer mat) {
    this.db = db;
    this.serialization = serialization;
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
    return FutureConverters.asScala(
        SlickWork.run(
            db,
            connection ->
                TenantStatement.query(
                        connection, tenant(id), NEWEST, row -> read(id, row), id, seq, timestamp)
                    .stream()
                    .findFirst()
                    .map(Option::apply)
                    .orElse(Option.empty())));
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

  @Override
  public Future<BoxedUnit> save(SnapshotMetadata metadata, Object snapshot) {
    return change(
        metadata.persistenceId(),
        SAVE,
        () -> {
          var bytes = PekkoSerialization.serialize(serialization, snapshot).get();
          return new Object[] {
            metadata.persistenceId(),
            metadata.sequenceNr(),
            metadata.timestamp(),
            bytes.serId(),
            bytes.serManifest(),
            bytes.payload()
          };
        });
  }

  @Override
  public Future<BoxedUnit> delete(String id, long seq) {
    return change(id, DELETE, () -> new Object[] {id, seq, seq, ANY});
  }

  @Override
  public Future<BoxedUnit> deleteAllSnapshots(String id) {
    return deleteUpTo(id, ANY, ANY);
  }

  @Override
  public Future<BoxedUnit> deleteUpToMaxSequenceNr(String id, long seq) {
    return deleteUpTo(id, seq, ANY);
  }

  @Override
  public Future<BoxedUnit> deleteUpToMaxTimestamp(String id, long timestamp) {
    return deleteUpTo(id, ANY, timestamp);
  }

  @Override
  public Future<BoxedUnit> deleteUpToMaxSequenceNrAndMaxTimestamp(
      String id, long seq, long timestamp) {
    return deleteUpTo(id, seq, timestamp);
  }

  private Future<BoxedUnit> deleteUpTo(String id, long seq, long timestamp) {
    return change(id, DELETE, () -> new Object[] {id, 0L, seq, timestamp});
  }

  /// Made on the pool's thread: a snapshot may be large.
  @FunctionalInterface
  private interface Values {
    Object[] make();
  }

  private Future<BoxedUnit> change(String id, String sql, Values values) {
    return FutureConverters.asScala(
        SlickWork.run(
            db,
            connection -> {
              TenantStatement.update(connection, tenant(id), sql, values.make());
              return BoxedUnit.UNIT;
            }));
  }

  private static TenantId tenant(String id) {
    return PersistenceIds.tenant(id);
  }
}

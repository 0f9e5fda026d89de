package io.parley.persistence.journal;

import io.parley.persistence.database.DamagedPage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.scaladsl.Source;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Success;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/// pekko-persistence-jdbc's tables and serialisation, with [GroupCommit] for writing and
/// [ReplayedRows] for reading: created by the plugin, by reflection, as `jdbc-journal.dao`. The
/// plugin's own writer takes a stream, Slick and two round trips to the database for each batch,
/// for which a lone session waits twice a turn, and fails a whole batch for one row; its reader
/// names no tenant. Tags and metadata, which Parley's events do not have, are not written. Events
/// are not deleted.
public final class GroupCommitDao extends DefaultJournalDao {
  private final GroupCommit journal;
  private final SealedRows seals;
  private final ReplayedRows replayed;

  public GroupCommitDao(
      JdbcBackend.JdbcDatabaseDef db,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext ec,
      Materializer mat) {
    super(db, profile, config, serialization, ec, mat);
    var dao = config.daoConfig();
    var load = JournalLoad.of(mat.system());
    this.journal =
        new GroupCommit(
            db.source()::createConnection,
            dao.parallelism(),
            dao.batchSize(),
            dao.bufferSize(),
            load::written,
            // as on Pekko's own threads: `pekko.jvm-exit-on-fatal-error`
            ((ActorSystemImpl) mat.system()).uncaughtExceptionHandler());
    this.seals = new SealedRows(JournalSeal.of(mat.system())::bytes);
    this.replayed = new ReplayedRows(serialization);
    load.queue(config.useSharedDb().toString(), journal::waiting, dao.bufferSize());
    mat.system().registerOnTermination(journal::close);
  }

  /// @param rows of one session's write
  @Override
  public Future<BoxedUnit> queueWriteJournalRows(
      Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    return FutureConverters.asScala(
        written(CollectionConverters.asJava(rows)).thenApply(_ -> BoxedUnit.UNIT));
  }

  private CompletionStage<Void> written(
      List<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    try {
      return journal.write(rows.stream().map(row -> seals.sealed(row._1())).toList());
    } catch (RuntimeException notSealed) {
      return CompletableFuture.failedStage(notSealed);
    }
  }

  @Override
  public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
      String persistenceId, long fromSequenceNr, long toSequenceNr, long max) {
    return TolerantReplay.of(
        (from, to) -> opened(rows(persistenceId, from, to, max)),
        persistenceId,
        fromSequenceNr,
        toSequenceNr);
  }

  private Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> rows(
      String id, long from, long to, long max) {
    return org.apache.pekko.stream.javadsl.Source.lazyCompletionStage(
            () ->
                TenantWork.run(
                    db(), id, connection -> replayed.read(connection, id, from, to, max)))
        .mapMaterializedValue(_ -> NotUsed.getInstance())
        .mapConcat(all -> all)
        .asScala();
  }

  private Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> opened(
      Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> rows) {
    return rows.asJava()
        .map(
            row ->
                row.isFailure()
                    ? row
                    : new Success<>(new Tuple2<>(seals.opened(row.get()._1()), row.get()._2())))
        .asScala();
  }

  /// PostgreSQL may refuse to read the last row. Then the journal ends there, and the replay
  /// reports the damage.
  @Override
  public Future<Object> highestSequenceNr(String persistenceId, long fromSequenceNr) {
    return FutureConverters.asScala(
        TenantWork.<Object>run(
                db(), persistenceId, connection -> replayed.highest(connection, persistenceId))
            .exceptionallyCompose(
                failure ->
                    DamagedPage.in(failure)
                        ? lastReadable(persistenceId, fromSequenceNr)
                        : CompletableFuture.failedStage(failure)));
  }

  private CompletionStage<Object> lastReadable(String persistenceId, long from) {
    return messages(persistenceId, Math.max(1, from), Long.MAX_VALUE, Long.MAX_VALUE)
        .asJava()
        .runWith(Sink.last(), mat())
        .thenApply(row -> row.get()._1().sequenceNr());
  }

  /// The plugin deletes as no tenant.
  @Override
  public Future<BoxedUnit> delete(String persistenceId, long toSequenceNr) {
    return FutureConverters.asScala(
        CompletableFuture.failedStage(
            new UnsupportedOperationException("events are not deleted from the journal")));
  }
}

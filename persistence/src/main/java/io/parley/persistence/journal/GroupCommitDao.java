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
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/// pekko-persistence-jdbc's tables, reading and serialisation, with [GroupCommit] to write: made by
/// the plugin, by reflection, as `jdbc-journal.dao`. Its own way takes a stream, Slick and two
/// round trips to the database for each batch, which a lone session waits for twice a turn, and
/// lets a whole batch fail for one row. Tags and metadata, which Parley's events do not have, are
/// not written.
public final class GroupCommitDao extends DefaultJournalDao {
  private final GroupCommit journal;

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
            // as for any thread of Pekko's: `pekko.jvm-exit-on-fatal-error`
            ((ActorSystemImpl) mat.system()).uncaughtExceptionHandler());
    load.queue(journal::waiting, dao.bufferSize());
    mat.system().registerOnTermination(journal::close);
  }

  /// @param rows of one session's write
  @Override
  public Future<BoxedUnit> queueWriteJournalRows(
      Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    List<JournalPekkoSerializationRow> bare =
        CollectionConverters.asJava(rows).stream().map(Tuple2::_1).toList();
    return FutureConverters.asScala(journal.write(bare).thenApply(_ -> BoxedUnit.UNIT));
  }

  @Override
  public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
      String persistenceId, long fromSequenceNr, long toSequenceNr, long max) {
    return WholeReplay.of(
        (from, to) -> super.messages(persistenceId, from, to, max),
        persistenceId,
        fromSequenceNr,
        toSequenceNr);
  }

  /// The last row may be the one that PostgreSQL refuses to read. Then it is as far as the journal
  /// goes, and the replay tells the rest.
  @Override
  public Future<Object> highestSequenceNr(String persistenceId, long fromSequenceNr) {
    return FutureConverters.asScala(
        FutureConverters.asJava(super.highestSequenceNr(persistenceId, fromSequenceNr))
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
}

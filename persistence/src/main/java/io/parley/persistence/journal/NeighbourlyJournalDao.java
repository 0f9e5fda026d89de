package io.parley.persistence.journal;

import java.sql.SQLException;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/// The plugin's way of writing, in batches over many sessions, but for one thing: a batch is a
/// transaction, so one event whose number is taken, such as a sleeper's that comes late, would fail
/// the writes of all sessions that happen to be in it. They are then written again, each by itself,
/// and only the one that is late is refused. That is safe because a refused batch is certainly
/// undone; whatever else goes wrong, an outage above all, is passed on as it is.
///
/// Made by the plugin, by reflection: see `jdbc-journal.dao` in `parley-persistence.conf`.
public final class NeighbourlyJournalDao extends DefaultJournalDao {
  /// PostgreSQL's `unique_violation`.
  private static final String TAKEN = "23505";

  public NeighbourlyJournalDao(
      JdbcBackend.JdbcDatabaseDef db,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext ec,
      Materializer mat) {
    super(db, profile, config, serialization, ec, mat);
  }

  /// @param rows of one session's write
  @Override
  public Future<BoxedUnit> queueWriteJournalRows(
      Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    return super.queueWriteJournalRows(rows)
        .transformWith(
            written ->
                written instanceof Failure<BoxedUnit> failed && isTaken(failed.exception())
                    ? writeJournalRows(rows)
                    : Future.fromTry(written),
            ec());
  }

  private static boolean isTaken(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql && TAKEN.equals(sql.getSQLState())) return true;
    return false;
  }
}

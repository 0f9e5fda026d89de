package io.parley.persistence.journal;

import io.parley.core.journal.Damage;
import io.parley.core.journal.Unreadable;
import io.parley.persistence.database.DamagedPage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.PersistentRepr$;
import org.apache.pekko.stream.scaladsl.Source;
import scala.Tuple2;
import scala.util.Success;
import scala.util.Try;

/// The plugin's replay, except that an unreadable row does not fail all of it (for ever): it
/// returns [Unreadable] in the row's place. (Where only the event's bytes are damaged, its
/// serializer does so.)
final class TolerantReplay {
  private TolerantReplay() {}

  /// The plugin's way of reading one session, both numbers included.
  @FunctionalInterface
  interface Rows {
    Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> read(long from, long to);
  }

  /// @return to be run once
  static Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> of(
      Rows rows, String persistenceId, long from, long to) {
    var reached = new AtomicLong(from - 1);
    return shown(rows, persistenceId, from, to, reached)
        .onErrorResume(DamagedPage::in, _ -> oneByOne(rows, persistenceId, reached.get() + 1, to))
        // events after the first damage are useless
        .takeWhile(row -> !(row.get()._1().payload() instanceof Unreadable), true)
        .asScala();
  }

  /// @param reached the number of the last row returned
  private static org.apache.pekko.stream.javadsl.Source<
          Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      shown(Rows rows, String persistenceId, long from, long to, AtomicLong reached) {
    return rows.read(from, to)
        .asJava()
        .map(
            row -> {
              if (row.isFailure()) return unreadable(persistenceId, reached.get() + 1);
              reached.set(row.get()._1().sequenceNr());
              return row;
            });
  }

  /// PostgreSQL has refused to read a row without naming it, so each is read by itself.
  private static org.apache.pekko.stream.javadsl.Source<
          Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      oneByOne(Rows rows, String persistenceId, long from, long to) {
    return org.apache.pekko.stream.javadsl.Source.fromJavaStream(
            () -> LongStream.rangeClosed(from, to).boxed())
        .flatMapConcat(
            seq ->
                shown(rows, persistenceId, seq, seq, new AtomicLong(seq - 1))
                    .recover(DamagedPage::in, () -> unreadable(persistenceId, seq)));
  }

  private static Try<Tuple2<PersistentRepr, Object>> unreadable(String persistenceId, long seq) {
    var repr =
        PersistentRepr$.MODULE$.apply(
            new Unreadable(Damage.Category.UNREADABLE), seq, persistenceId, "", false, null, "");
    return new Success<>(new Tuple2<>(repr, 0L));
  }
}

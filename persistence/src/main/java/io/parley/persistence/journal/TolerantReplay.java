package io.parley.persistence.journal;

import io.parley.core.journal.Damage;
import io.parley.core.journal.Unreadable;
import io.parley.persistence.database.DamagedPage;
import java.util.Optional;
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
  /// So often rows that were refused are read all at once again. A refusal may have passed by then.
  static final int AGAIN_MAX = 3;

  private TolerantReplay() {}

  /// The plugin's way of reading one session, both numbers included.
  @FunctionalInterface
  interface Rows {
    Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> read(long from, long to);
  }

  /// @return to be run once
  static Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> of(
      Rows rows, String persistenceId, long from, long to) {
    return atOnce(rows, persistenceId, from, to, AGAIN_MAX)
        // events after the first damage are useless
        .takeWhile(row -> !(row.get()._1().payload() instanceof Unreadable), true)
        .asScala();
  }

  private static org.apache.pekko.stream.javadsl.Source<
          Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      atOnce(Rows rows, String persistenceId, long from, long to, int again) {
    var reached = new AtomicLong(from - 1);
    return shown(rows, persistenceId, from, to, reached)
        .onErrorResume(
            DamagedPage::in, _ -> refused(rows, persistenceId, reached.get() + 1, to, again));
  }

  private static org.apache.pekko.stream.javadsl.Source<
          Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      refused(Rows rows, String persistenceId, long from, long to, int again) {
    return again == 0
        ? org.apache.pekko.stream.javadsl.Source.single(unreadable(persistenceId, from))
        : oneByOne(rows, persistenceId, from, to, again);
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

  /// PostgreSQL has refused to read a row without naming it, so each is read by itself, up to the
  /// first number that has none. The journal ends there, or has a hole: the rest is read at once.
  private static org.apache.pekko.stream.javadsl.Source<
          Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      oneByOne(Rows rows, String persistenceId, long from, long to, int again) {
    var next = new AtomicLong(from);
    return org.apache.pekko.stream.javadsl.Source.fromJavaStream(
            () -> LongStream.rangeClosed(from, to).boxed())
        .flatMapConcat(
            seq ->
                shown(rows, persistenceId, seq, seq, new AtomicLong(seq - 1))
                    .recover(DamagedPage::in, () -> unreadable(persistenceId, seq))
                    .map(Optional::of)
                    .orElse(org.apache.pekko.stream.javadsl.Source.single(Optional.empty())))
        .takeWhile(Optional::isPresent)
        .map(
            row -> {
              next.incrementAndGet();
              return row.get();
            })
        .concatLazy(
            org.apache.pekko.stream.javadsl.Source.lazySource(
                () -> rest(rows, persistenceId, next.get(), to, again - 1)));
  }

  private static org.apache.pekko.stream.javadsl.Source<
          Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      rest(Rows rows, String persistenceId, long from, long to, int again) {
    return from > to
        ? org.apache.pekko.stream.javadsl.Source.empty()
        : atOnce(rows, persistenceId, from, to, again);
  }

  private static Try<Tuple2<PersistentRepr, Object>> unreadable(String persistenceId, long seq) {
    var repr =
        PersistentRepr$.MODULE$.apply(
            new Unreadable(Damage.Category.UNREADABLE), seq, persistenceId, "", false, null, "");
    return new Success<>(new Tuple2<>(repr, 0L));
  }
}

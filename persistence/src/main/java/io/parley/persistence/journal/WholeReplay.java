package io.parley.persistence.journal;

import io.parley.core.journal.Damage;
import io.parley.core.journal.Unreadable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.PersistentRepr$;
import org.apache.pekko.stream.scaladsl.Source;
import scala.Tuple2;
import scala.util.Success;
import scala.util.Try;
import slick.SlickException;

/// The plugin's replay, but that a row which it cannot read does not fail all of it, and so for
/// ever: [Unreadable] is handed out in its place. (What only the event's bytes are to blame for,
/// its serializer sees to.)
final class WholeReplay {
  private WholeReplay() {}

  /// @param rows of one session from number `from` on; run once
  static Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> of(
      Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> rows, String persistenceId, long from) {
    var reached = new AtomicLong(from - 1);
    return rows.asJava()
        .map(
            row -> {
              if (row.isFailure()) return unreadable(persistenceId, reached.get() + 1);
              reached.set(row.get()._1().sequenceNr());
              return row;
            })
        .recover(SlickException.class, () -> unreadable(persistenceId, reached.get() + 1))
        // what comes after the first damage is of no use to anybody
        .takeWhile(row -> !(row.get()._1().payload() instanceof Unreadable), true)
        .asScala();
  }

  private static Try<Tuple2<PersistentRepr, Object>> unreadable(String persistenceId, long seq) {
    var repr =
        PersistentRepr$.MODULE$.apply(
            new Unreadable(Damage.Category.UNREADABLE), seq, persistenceId, "", false, null, "");
    return new Success<>(new Tuple2<>(repr, 0L));
  }
}

package io.parley.persistence.journal;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.journal.Unreadable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.PersistentRepr$;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import scala.util.Success;
import scala.util.Try;

class TolerantReplayTest {
  private static final String SESSION = "Session|default:3f";
  private static final String DAMAGED = "XX001";
  private static final String CANCELLED = "57014";

  /// The journal's rows are 1 to 3.
  private static final long LAST = 3;

  private final ActorSystem system = ActorSystem.create("replay", ConfigFactory.defaultReference());
  private final List<String> reads = new ArrayList<>();

  @AfterEach
  void stop() {
    system.terminate();
  }

  /// Of each row its number, and `unreadable` after that of an unreadable one.
  private List<String> replayed(long to, String sqlState, Predicate<String> isRefused) {
    TolerantReplay.Rows rows =
        (from, upTo) -> {
          var read = from + "-" + (upTo == Long.MAX_VALUE ? "" : upTo);
          reads.add(read);
          return isRefused.test(read)
              ? Source.<Try<Tuple2<PersistentRepr, Object>>>failed(
                      new SQLException("refused", sqlState))
                  .asScala()
              : journal(from, upTo);
        };
    return get(
        TolerantReplay.of(rows, SESSION, 1, to)
            .asJava()
            .map(row -> text(row.get()._1()))
            .runWith(Sink.seq(), system));
  }

  private static org.apache.pekko.stream.scaladsl.Source<
          Try<Tuple2<PersistentRepr, Object>>, NotUsed>
      journal(long from, long to) {
    return Source.from(
            LongStream.rangeClosed(from, Math.min(to, LAST))
                .mapToObj(TolerantReplayTest::row)
                .toList())
        .asScala();
  }

  private static Try<Tuple2<PersistentRepr, Object>> row(long seq) {
    var repr = PersistentRepr$.MODULE$.apply("event", seq, SESSION, "", false, null, "");
    return new Success<>(new Tuple2<>(repr, seq));
  }

  private static String text(PersistentRepr row) {
    return row.sequenceNr() + (row.payload() instanceof Unreadable ? " unreadable" : "");
  }

  @Test
  void rows_are_read_at_once() {
    assertThat(replayed(Long.MAX_VALUE, DAMAGED, _ -> false)).containsExactly("1", "2", "3");
    assertThat(reads).containsExactly("1-");
  }

  @Test
  void a_row_that_is_refused_by_itself_is_unreadable_and_the_last_one() {
    assertThat(replayed(Long.MAX_VALUE, DAMAGED, read -> !read.equals("1-1")))
        .containsExactly("1", "2 unreadable");
  }

  @Test
  void after_a_refusal_that_has_passed_the_replay_ends_with_the_journal() {
    assertThat(replayed(Long.MAX_VALUE, DAMAGED, _ -> reads.size() == 1))
        .containsExactly("1", "2", "3");
    assertThat(reads).containsExactly("1-", "1-1", "2-2", "3-3", "4-4", "4-");
  }

  @Test
  void a_refusal_that_stays_beyond_the_last_row_is_damage_there_after_so_many_reads() {
    assertThat(replayed(Long.MAX_VALUE, DAMAGED, read -> read.endsWith("-")))
        .containsExactly("1", "2", "3", "4 unreadable");
    assertThat(reads).filteredOn("4-"::equals).hasSize(TolerantReplay.AGAIN_MAX);
  }

  @Test
  void a_refusal_of_all_rows_together_loses_none_of_them() {
    assertThat(replayed(LAST, DAMAGED, read -> read.equals("1-3"))).containsExactly("1", "2", "3");
    assertThat(reads).containsExactly("1-3", "1-1", "2-2", "3-3");
  }

  @Test
  void any_other_failure_is_the_replays_own() {
    assertThatThrownBy(() -> replayed(Long.MAX_VALUE, CANCELLED, _ -> true))
        .hasRootCauseInstanceOf(SQLException.class);
  }
}

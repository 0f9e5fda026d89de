package io.parley.persistence.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.session.TurnEvent.TurnPaused;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.journal.StoredEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedRowsTest {
  private static final SessionKey KEY = new SessionKey(TenantId.DEFAULT, new SessionId("a"));
  private static final Offset START = new Offset("0", 0);

  private final List<Entry> journal = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final SharedRows shared = new SharedRows(() -> now);
  private int read;

  private void write(int rows) {
    for (int i = 0; i < rows; i++) journal.add(row(journal.size() + 1, 100));
  }

  /// Two rows in each transaction. Their numbers have one digit, then two and three.
  private static Entry row(int seq, int octets) {
    var event = new TurnPaused(seq, Instant.EPOCH);
    return new Entry(
        at(seq),
        Optional.of(KEY),
        new StoredEvent(seq, Optional.of(event), Optional.empty()),
        octets);
  }

  private static Offset at(int seq) {
    return new Offset(Integer.toString((seq + 1) / 2), seq);
  }

  private List<Entry> database(Offset after, int max) {
    var found = journal.stream().filter(row -> after.isBefore(row.at())).limit(max).toList();
    read += found.size();
    return found;
  }

  private List<Entry> next(String feed, int after, int max) throws SQLException {
    return step(feed, after, max).entries();
  }

  private SharedRows.Next step(String feed, int after, int max) throws SQLException {
    return shared.next(feed, after == 0 ? START : at(after), max, this::database);
  }

  private static List<Long> numbers(List<Entry> entries) {
    return entries.stream().map(entry -> entry.event().seq()).toList();
  }

  @Test
  void positions_are_ordered_as_numbers() {
    assertThat(new Offset("999", 5).isBefore(new Offset("1000", 1))).isTrue();
    assertThat(new Offset("1000", 1).isBefore(new Offset("999", 5))).isFalse();
    assertThat(new Offset("7", 1).isBefore(new Offset("7", 2))).isTrue();
    assertThat(new Offset("7", 2).isBefore(new Offset("7", 2))).isFalse();
  }

  @Test
  void a_row_is_read_once_for_all_feeds() throws SQLException {
    write(30);
    assertThat(numbers(next("index", 0, 20))).hasSize(20).startsWith(1L).endsWith(20L);
    assertThat(next("metering", 0, 20)).isEqualTo(journal.subList(0, 20));
    assertThat(read).isEqualTo(20);
    // as many as there are, not only those that are known
    assertThat(next("asked", 5, 20)).isEqualTo(journal.subList(5, 25));
    assertThat(read).isEqualTo(25);
    assertThat(next("index", 20, 20)).isEqualTo(journal.subList(20, 30));
    assertThat(read).isEqualTo(30);
    write(1);
    assertThat(numbers(next("metering", 30, 20))).containsExactly(31L);
  }

  @Test
  void a_feed_that_is_far_behind_reads_for_itself_and_leaves_the_others_their_rows()
      throws SQLException {
    write(40);
    next("index", 30, 10);
    assertThat(next("webhooks", 0, 10)).isEqualTo(journal.subList(0, 10));
    assertThat(next("webhooks", 10, 30)).isEqualTo(journal.subList(10, 40));
    read = 0;
    assertThat(next("metering", 30, 10)).isEqualTo(journal.subList(30, 40));
    assertThat(read).isZero();
  }

  @Test
  void rows_that_all_have_passed_are_not_kept() throws SQLException {
    write(10);
    next("index", 0, 10);
    next("metering", 0, 10);
    next("index", 10, 10);
    next("metering", 10, 10);
    read = 0;
    next("asked", 0, 10);
    assertThat(read).isEqualTo(10);
  }

  @Test
  void rows_are_kept_for_two_seconds() throws SQLException {
    write(10);
    next("index", 0, 10);
    now = now.plus(SharedRows.KEPT);
    next("metering", 0, 10);
    assertThat(read).isEqualTo(10);
    now = now.plusMillis(1);
    next("asked", 0, 10);
    assertThat(read).isEqualTo(20);
  }

  @Test
  void no_more_rows_are_kept_than_the_limit() throws SQLException {
    write(SharedRows.ROWS_MAX + 1);
    next("index", 0, SharedRows.ROWS_MAX);
    next("metering", 0, 10);
    assertThat(read).isEqualTo(SharedRows.ROWS_MAX);
    next("index", SharedRows.ROWS_MAX, 1);
    read = 0;
    next("asked", 0, 10);
    assertThat(read).isEqualTo(10);
  }

  @Test
  void large_events_are_not_kept() throws SQLException {
    journal.add(row(1, (int) SharedRows.OCTETS_MAX + 1));
    next("index", 0, 10);
    next("metering", 0, 10);
    assertThat(read).isEqualTo(2);
  }

  @Test
  void a_step_takes_several_pages() throws SQLException {
    write(2 * SharedRows.PAGE + 1);
    var all = step("index", 0, journal.size() + 1);
    assertThat(all.entries()).isEqualTo(journal);
    assertThat(all.isAll()).isTrue();
    assertThat(all.count(journal.size() + 1)).isEqualTo(journal.size());
    var full = step("metering", 0, journal.size());
    assertThat(full.entries()).isEqualTo(journal);
    assertThat(full.count(journal.size())).isEqualTo(journal.size());
    assertThat(read).isEqualTo(journal.size());
  }

  @Test
  void large_events_end_a_step_early() throws SQLException {
    int octets = (int) (SharedRows.STEP_OCTETS / SharedRows.PAGE) + 1;
    for (int seq = 1; seq <= SharedRows.PAGE + 1; seq++) journal.add(row(seq, octets));
    var first = step("index", 0, 2 * SharedRows.PAGE);
    assertThat(first.entries()).hasSize(SharedRows.PAGE);
    assertThat(first.isAll()).isFalse();
    assertThat(first.count(2 * SharedRows.PAGE)).isEqualTo(2 * SharedRows.PAGE);
    var rest = step("index", SharedRows.PAGE, 2 * SharedRows.PAGE);
    assertThat(rest.entries()).hasSize(1);
    assertThat(rest.isAll()).isTrue();
  }

  @Test
  void a_page_that_cannot_be_read_fails_the_step_and_those_before_it_can_be_passed()
      throws SQLException {
    write(SharedRows.PAGE + 1);
    SharedRows.Reading damaged =
        (after, max) -> {
          if (!after.equals(START)) throw new SQLException("a page is damaged", "XX001");
          return database(after, max);
        };
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> shared.next("index", START, 2 * SharedRows.PAGE, damaged));
    var before = shared.next("index", START, SharedRows.PAGE, damaged);
    assertThat(before.entries()).isEqualTo(journal.subList(0, SharedRows.PAGE));
    assertThat(before.count(SharedRows.PAGE)).isEqualTo(SharedRows.PAGE);
  }

  @Test
  void damage_is_looked_at_by_each_reader_itself() throws SQLException {
    write(4);
    journal.set(2, new Entry(at(3), Optional.of(KEY), StoredEvent.unread(3), 100));
    assertThat(next("index", 0, 10)).isEqualTo(journal);
    read = 0;
    assertThat(next("metering", 0, 10)).isEqualTo(journal);
    assertThat(read).isEqualTo(2);
  }

  @Test
  void a_reader_whose_database_fails_leaves_the_rows_as_they_were() throws SQLException {
    write(10);
    next("index", 0, 10);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                shared.next(
                    "metering",
                    START,
                    20,
                    (_, _) -> {
                      throw new SQLException("the connection is broken");
                    }));
    read = 0;
    assertThat(next("metering", 0, 10)).isEqualTo(journal);
    assertThat(read).isZero();
  }

  @Test
  void one_that_is_alone_keeps_nothing() throws SQLException {
    write(10);
    var none = SharedRows.none();
    none.next("index", START, 10, this::database);
    none.next("metering", START, 10, this::database);
    assertThat(read).isEqualTo(20);
  }

  @Test
  void whatever_is_kept_each_feed_gets_what_the_database_has() throws SQLException {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var rows = new SharedRows(() -> now, 20);
      journal.clear();
      int[] reached = new int[3];
      for (int step = 0; step < 100; step++) {
        write(random.nextInt(4));
        now = now.plusMillis(random.nextInt(900));
        int feed = random.nextInt(reached.length);
        int max = 1 + random.nextInt(12);
        var after = reached[feed] == 0 ? START : at(reached[feed]);
        var next = rows.next("feed-" + feed, after, max, this::database).entries();
        assertThat(next).as("seed %d, step %d", seed, step).isEqualTo(database(after, max));
        // it may fail, and ask again from the same position
        if (!next.isEmpty() && random.nextBoolean())
          reached[feed] = (int) next.getLast().event().seq();
      }
    }
  }
}

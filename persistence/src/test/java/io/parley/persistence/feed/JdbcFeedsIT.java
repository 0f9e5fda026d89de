package io.parley.persistence.feed;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.JournalRows.small;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import io.parley.core.journal.Damage;
import io.parley.core.journal.Damage.Category;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.history.JdbcSessionIndex;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.RecordedDamages;
import io.parley.persistence.testing.RecordedDamages.Found;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcFeedsIT {
  private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int PAGE = 3;

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JournalRows rows = new JournalRows(db);
  private final RecordedDamages heard = new RecordedDamages();
  private final Consumer crm = new Consumer("crm");
  private final Consumer billing = new Consumer("billing");
  private final JdbcFeeds feeds = feeds(crm, billing);

  /// Records the events that it is given, unless it is set to fail.
  private static final class Consumer implements FeedHandler {
    private final String name;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile boolean isDown;

    Consumer(String name) {
      this.name = name;
    }

    @Override
    public String feed() {
      return name;
    }

    @Override
    public CompletionStage<Void> deliver(List<FeedEvent> events) {
      assertThat(events).isNotEmpty();
      if (isDown) return CompletableFuture.failedStage(new IllegalStateException("it is down"));
      for (var event : events)
        taken.add(event.session().session().value() + " " + event.recorded().seq());
      return CompletableFuture.completedStage(null);
    }

    List<String> of(String session) {
      return taken.stream().filter(event -> event.startsWith(session + " ")).toList();
    }
  }

  private JdbcFeeds feeds(FeedHandler... handlers) {
    return new JdbcFeeds(
        db.database(), new EventBytes(), List.of(handlers), heard, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    db.close();
  }

  /// Until the feed has reached the journal's end. A transaction anywhere on the server may delay
  /// it.
  private void advanceAll(JdbcFeeds feeds, String feed) {
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              goOn(feeds, feed);
              return db.count(
                      """
                      event_journal WHERE (xact, ordering) >
                        (SELECT xact, ordering FROM projection_offset WHERE name = '%s')\
                      """
                          .formatted(feed))
                  == 0;
            });
  }

  private static void goOn(JdbcFeeds feeds, String feed) {
    int passed = PAGE;
    while (passed == PAGE) passed = get(feeds.advance(feed, PAGE));
  }

  private static List<String> whole(String session, int from) {
    var events = new ArrayList<String>();
    for (int seq = from; seq <= small().size(); seq++) events.add(session + " " + seq);
    return events;
  }

  @Test
  void every_feed_gets_every_event_once_and_in_order_from_its_own_position() {
    rows.write(key("a"), small());
    advanceAll(feeds, "crm");
    rows.write(key("b"), small());
    advanceAll(feeds, "crm");
    advanceAll(feeds, "billing");
    for (var consumer : List.of(crm, billing)) {
      assertThat(consumer.of("a")).isEqualTo(whole("a", 1));
      assertThat(consumer.of("b")).isEqualTo(whole("b", 1));
    }
    assertThat(get(feeds.advance("crm", PAGE))).isZero();
    // another program continues from the last one's position
    var later = new Consumer("crm");
    rows.write("c", 1);
    advanceAll(feeds(later), "crm");
    assertThat(later.taken).containsExactly("c 1");
  }

  @Test
  void feeds_that_share_rows_get_every_event_once_each_from_its_own_position() {
    var sharing =
        new JdbcFeeds(
            db.database(),
            new EventBytes(),
            new SharedRows(Clock.systemUTC()),
            List.of(crm, billing),
            heard,
            Clock.systemUTC());
    rows.write(key("a"), small());
    advanceAll(sharing, "crm");
    rows.write(key("b"), small());
    advanceAll(sharing, "billing");
    advanceAll(sharing, "crm");
    for (var consumer : List.of(crm, billing)) {
      assertThat(consumer.of("a")).isEqualTo(whole("a", 1));
      assertThat(consumer.of("b")).isEqualTo(whole("b", 1));
    }
  }

  @Test
  void events_that_a_handler_refused_are_delivered_again_without_delaying_other_feeds() {
    rows.write(key("a"), small());
    crm.isDown = true;
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(feeds.advance("crm", PAGE))
                    .failsWithin(MigratedDatabase.PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("it is down"));
    advanceAll(feeds, "billing");
    assertThat(billing.of("a")).isEqualTo(whole("a", 1));
    crm.isDown = false;
    advanceAll(feeds, "crm");
    assertThat(crm.taken).isEqualTo(whole("a", 1));
  }

  @Test
  void an_event_is_not_missed_though_its_transaction_commits_after_a_later_one()
      throws SQLException {
    try (var late = db.connect()) {
      late.setAutoCommit(false);
      rows.write(late, key("late"), 1, small().getFirst());
      rows.write("early", 1);
      assertThat(get(feeds.advance("crm", PAGE))).isZero();
      late.commit();
    }
    advanceAll(feeds, "crm");
    assertThat(crm.taken).containsExactlyInAnyOrder("late 1", "early 1");
  }

  @Test
  void events_that_another_node_has_passed_are_not_passed_again() {
    rows.write(key("a"), small());
    var other = new Consumer("crm");
    var slow =
        new FeedHandler() {
          @Override
          public String feed() {
            return "crm";
          }

          @Override
          public CompletionStage<Void> deliver(List<FeedEvent> events) {
            advanceAll(feeds(other), "crm");
            return CompletableFuture.completedStage(null);
          }
        };
    advanceAll(feeds(slow), "crm");
    assertThat(other.taken).isEqualTo(whole("a", 1));
    rows.write("b", 1);
    advanceAll(feeds, "crm");
    assertThat(crm.taken).containsExactly("b 1");
  }

  @Test
  void a_damaged_session_is_left_out_until_repaired_and_then_continued() {
    rows.write(key("a"), small());
    rows.write(key("b"), small());
    db.execute(
        """
        CREATE TABLE kept AS SELECT event_payload FROM event_journal
        WHERE persistence_id LIKE '%|default:a' AND sequence_number = 3\
        """);
    db.execute(
        "UPDATE event_journal SET event_payload = 'x' WHERE persistence_id LIKE '%|default:a' AND"
            + " sequence_number = 3");
    advanceAll(feeds, "crm");
    assertThat(crm.of("a")).containsExactly("a 1", "a 2");
    assertThat(crm.of("b")).isEqualTo(whole("b", 1));
    assertThat(heard.found()).containsExactly(found(key("a"), 3, Category.UNREADABLE));

    // it is repaired, and checked again
    var index = JournalRows.index(db, heard);
    rows.projectAll(index, IDLE);
    db.execute(
        "UPDATE event_journal SET event_payload = (SELECT event_payload FROM kept) WHERE"
            + " persistence_id LIKE '%|default:a' AND sequence_number = 3");
    assertThat(get(index.lookAgain(LATE, PAUSE, 10, IDLE))).isZero();
    advanceAll(feeds, "crm");
    catchUp("crm");
    assertThat(crm.of("a")).isEqualTo(whole("a", 1));
    // a later feed finds no damage
    advanceAll(feeds, "billing");
    assertThat(billing.of("a")).isEqualTo(whole("a", 1));
    assertThat(heard.found()).hasSize(1);
  }

  @Test
  void a_missing_event_is_found_after_earlier_ones_were_delivered() {
    for (int seq = 1; seq <= 2; seq++) rows.write("a", seq);
    advanceAll(feeds, "crm");
    for (int seq = 4; seq <= 5; seq++) rows.write("a", seq);
    advanceAll(feeds, "crm");
    assertThat(crm.taken).containsExactly("a 1", "a 2");
    assertThat(heard.found()).containsExactly(found(key("a"), 3, Category.MISSING));

    var index = JournalRows.index(db, heard);
    rows.projectAll(index, IDLE);
    rows.write("a", 3);
    rows.projectAll(index, IDLE);
    assertThat(get(index.lookAgain(LATE, PAUSE, 10, IDLE))).isZero();
    advanceAll(feeds, "crm");
    catchUp("crm");
    assertThat(crm.taken).containsExactly("a 1", "a 2", "a 3", "a 4", "a 5");
  }

  @Test
  void no_feed_delivers_beyond_damage_found_by_the_index() {
    rows.write(key("a"), small());
    JdbcSessionIndex index = JournalRows.index(db, heard);
    get(index.damaged(key("a"), new Damage(2, Category.IMPOSSIBLE), LATE));
    advanceAll(feeds, "crm");
    assertThat(crm.taken).containsExactly("a 1");
    assertThat(get(index.lookAgain(LATE, PAUSE, 10, IDLE))).isZero();
    catchUp("crm");
    assertThat(crm.taken).isEqualTo(whole("a", 1));
  }

  private void catchUp(String feed) {
    goOn(feeds, feed);
    assertThat(db.count("feed_gap")).isZero();
  }

  private static Found found(SessionKey key, long seq, Category category) {
    return new Found(key, new Damage(seq, category));
  }

  @Test
  void a_name_belongs_to_one_handler() {
    for (var wrong :
        List.of(
            List.of(new Consumer("crm"), new Consumer("crm")),
            List.of(new Consumer("session-index")),
            List.of(new Consumer("CRM of ours"))))
      assertThatIllegalArgumentException()
          .isThrownBy(() -> feeds(wrong.toArray(FeedHandler[]::new)))
          .withMessageContaining("feed ");
    assertThat(feeds.names()).containsExactlyInAnyOrder("crm", "billing");
    assertThat(feeds.advance("else", 1)).isCompletedExceptionally();
  }
}

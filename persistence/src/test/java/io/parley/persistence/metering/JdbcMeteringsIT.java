package io.parley.persistence.metering;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.knowledge.Article;
import io.parley.core.metering.MeteringFeed;
import io.parley.core.metering.MeteringQuery;
import io.parley.core.metering.MeteringQuery.Step;
import io.parley.core.metering.UsageKind;
import io.parley.core.metering.UsageRecord;
import io.parley.core.quality.CallFigures;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.persistence.article.JdbcArticles;
import io.parley.persistence.feed.JdbcFeeds;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.RecordedDamages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcMeteringsIT {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final TenantId OTHER = new TenantId("acme");
  private static final int PAGE = 3;

  /// Of one conversation.
  private static final Map<String, Long> USED =
      Map.of(
          "sessions", 1L,
          "messages", 2L,
          "turns", 2L,
          "tool-calls", 1L,
          "input-tokens offline", 2 * 812L,
          "output-tokens offline", 2 * 64L,
          "call-millis", 90_500L,
          "archive-bytes", 1_500L);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JournalRows rows = new JournalRows(db);
  private final JdbcMeterings meterings = new JdbcMeterings(db.database());
  private final MeteringFeed feed = new MeteringFeed(meterings);

  /// The archive is stored anew, because the call was measured after the end.
  private static List<SessionEvent> conversation() {
    var events =
        new ArrayList<>(
            new Conversation(START)
                .start(Optional.empty(), Optional.empty())
                .say("a", "hello")
                .call(1, "order.find", "{}", ToolPolicy.READ_ONLY, false)
                .settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{}")
                .reply(1, "hi")
                .say("b", "bye")
                .reply(2, "good-by")
                .end("e", "customer-left")
                .bare());
    events.add(new SessionArchived(2_000, "one", "ref", START.plusSeconds(60)));
    var figures = CallFigures.withoutSound("relay", 90.5, Optional.empty(), 0);
    events.add(new CallMeasured("c1-measured", "c1", figures, START.plusSeconds(90)));
    events.add(new SessionArchived(1_500, "two", "ref", START.plusSeconds(120)));
    return events;
  }

  @AfterEach
  void close() {
    db.close();
  }

  private JdbcFeeds feeds(FeedHandler handler) {
    return new JdbcFeeds(
        db.database(),
        new EventBytes(),
        List.of(handler),
        new RecordedDamages(),
        Clock.systemUTC());
  }

  /// Until the feed has reached the journal's end; deliveries that fail are repeated.
  private void advanceAll(JdbcFeeds feeds) {
    await()
        .atMost(MigratedDatabase.PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              var passed = new CompletableFuture<Integer>();
              feeds
                  .advance("metering", PAGE)
                  .whenComplete((events, failure) -> passed.complete(failure == null ? events : 1));
              return get(passed) == 0
                  && db.count(
                          """
                          event_journal WHERE (xact, ordering) >
                            (SELECT xact, ordering FROM projection_offset WHERE name = 'metering')\
                          """)
                      == 0;
            });
  }

  private Map<String, Long> used(TenantId tenant) {
    var sums =
        get(
            meterings.sum(
                new MeteringQuery(
                    tenant,
                    START.minus(Duration.ofDays(1)),
                    START.plus(Duration.ofDays(30)),
                    Step.WHOLE,
                    ZoneOffset.UTC)));
    assertThat(sums.complete()).isTrue();
    var used = new TreeMap<String, Long>();
    for (var row : sums.rows())
      used.put(row.kind().word() + row.model().map(model -> " " + model).orElse(""), row.amount());
    return used;
  }

  private static Map<String, Long> times(int sessions) {
    var all = new TreeMap<String, Long>();
    USED.forEach((kind, amount) -> all.put(kind, amount * sessions));
    return all;
  }

  @Test
  void events_become_records_of_their_organisation() {
    rows.write(key("a"), conversation());
    rows.write(key("b"), conversation());
    rows.write(new SessionKey(OTHER, new SessionId("c")), conversation());
    advanceAll(feeds(feed));
    assertThat(used(TenantId.DEFAULT)).isEqualTo(times(2));
    assertThat(used(OTHER)).isEqualTo(times(1));
    assertThat(used(new TenantId("nobody"))).isEmpty();
  }

  /// The handler is killed after its insert and before the feed's position is stored; and two nodes
  /// run the feed at once.
  @Test
  void events_that_are_delivered_again_add_nothing() {
    rows.write(key("a"), conversation());
    rows.write(key("b"), conversation());
    var killed =
        new FeedHandler() {
          private int deliveries;

          @Override
          public String feed() {
            return feed.feed();
          }

          @Override
          public CompletionStage<Void> deliver(List<FeedEvent> events) {
            if (++deliveries % 2 == 0) return feed.deliver(events);
            return feed.deliver(events)
                .thenCombine(feed.deliver(events), (_, _) -> null)
                .thenCompose(
                    _ -> CompletableFuture.failedStage(new IllegalStateException("killed")));
          }
        };
    advanceAll(feeds(killed));
    assertThat(used(TenantId.DEFAULT)).isEqualTo(times(2));
  }

  @Test
  void records_that_are_twice_in_one_delivery_count_once() {
    var tokens = Optional.of("offline");
    var spent = new UsageRecord(key("a"), 2, UsageKind.INPUT_TOKENS, tokens, 812, START);
    var turn = new UsageRecord(key("a"), 2, UsageKind.TURNS, Optional.empty(), 1, START);
    get(meterings.add(List.of(spent, turn, spent, turn)));
    assertThat(used(TenantId.DEFAULT)).isEqualTo(Map.of("input-tokens offline", 812L, "turns", 1L));
    assertThat(db.count("usage_record WHERE at = '2026-01-01T12:00:00Z' AND session = 'a'"))
        .isEqualTo(2);
  }

  @Test
  void a_feed_that_begins_anew_adds_nothing() {
    rows.write(key("a"), conversation());
    advanceAll(feeds(feed));
    db.execute("UPDATE projection_offset SET xact = '0', ordering = 0 WHERE name = 'metering'");
    advanceAll(feeds(feed));
    rows.write(key("b"), conversation());
    db.execute("DELETE FROM projection_offset WHERE name = 'metering'");
    advanceAll(feeds(feed));
    assertThat(used(TenantId.DEFAULT)).isEqualTo(times(2));
  }

  @Test
  void events_behind_damage_are_counted_once_it_is_repaired() {
    rows.write(key("a"), conversation());
    db.execute(
        "CREATE TABLE kept AS SELECT event_payload FROM event_journal WHERE sequence_number = 3");
    db.execute("UPDATE event_journal SET event_payload = 'x' WHERE sequence_number = 3");
    advanceAll(feeds(feed));
    assertThat(used(TenantId.DEFAULT)).isEqualTo(Map.of("sessions", 1L, "messages", 1L));
    var index = JournalRows.index(db);
    rows.projectAll(index, IDLE);
    db.execute(
        "UPDATE event_journal SET event_payload = (SELECT event_payload FROM kept)"
            + " WHERE sequence_number = 3");
    assertThat(get(index.lookAgain(LATE, Duration.ofMinutes(1), 10, IDLE))).isZero();
    advanceAll(feeds(feed));
    assertThat(used(TenantId.DEFAULT)).isEqualTo(times(1));
  }

  @Test
  void sums_are_by_step_and_stored_bytes_begin_with_those_before() {
    var hours = List.of(START, START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(25)));
    long seq = 0;
    for (var at : hours) {
      var events = new ArrayList<FeedEvent>();
      events.add(archived(++seq, 100 * seq, at));
      get(feed.deliver(events));
    }
    var query =
        new MeteringQuery(
            TenantId.DEFAULT, hours.get(1), hours.get(2).plusSeconds(1), Step.DAY, ZoneOffset.UTC);
    var sums = get(meterings.sum(query));
    assertThat(sums.before())
        .isEqualTo(
            Map.of(
                UsageKind.ARCHIVE_BYTES, 100L,
                UsageKind.RECORDING_BYTES, 0L,
                UsageKind.DOCUMENT_BYTES, 0L));
    assertThat(sums.rows())
        .extracting(row -> row.start() + " " + row.amount())
        .containsExactly("2026-01-01T13:00:00Z 100", "2026-01-02T00:00:00Z 100");
  }

  private static FeedEvent archived(long seq, long bytes, Instant at) {
    return new FeedEvent(
        key("a"), new RecordedEvent(seq, new SessionArchived(bytes, "hash", "ref", at)));
  }

  @Test
  void recordings_and_documents_are_counted_as_they_are_stored_and_deleted() {
    db.execute("INSERT INTO recording VALUES ('default', 'a', 'c1', now(), NULL, 'k', 'sealed')");
    db.execute("INSERT INTO recording_segment VALUES ('default', 'a', 'c1', 0, 0, 1, 300)");
    db.execute(
        """
        INSERT INTO recording_segment VALUES ('default', 'a', 'c1', 0, 0, 1, 200)
        ON CONFLICT (tenant, session, recording, number) DO UPDATE SET bytes = excluded.bytes\
        """);
    assertThat(stored(TenantId.DEFAULT)).containsEntry(UsageKind.RECORDING_BYTES, 0L);
    db.execute("UPDATE recording SET length_ms = 1");
    var articles = new JdbcArticles(db.database());
    get(articles.save(TenantId.DEFAULT, List.of(new Article("a", "A", List.of(), "Größe"))));
    assertThat(stored(TenantId.DEFAULT))
        .containsEntry(UsageKind.RECORDING_BYTES, 200L)
        .containsEntry(UsageKind.DOCUMENT_BYTES, 7L);
    get(articles.save(TenantId.DEFAULT, List.of(new Article("a", "A", List.of(), "Size"))));
    assertThat(stored(TenantId.DEFAULT))
        .as("of both versions")
        .containsEntry(UsageKind.DOCUMENT_BYTES, 11L);
    assertThat(stored(OTHER)).doesNotContainValue(11L).doesNotContainValue(200L);
    get(articles.remove(TenantId.DEFAULT, List.of("a")));
    assertThat(isBalance(200)).isTrue();
    // the segments go with it, as the owner's work
    db.execute("DELETE FROM recording");
    assertThat(stored(TenantId.DEFAULT).values()).containsOnly(0L);
    assertThat(isBalance(0)).isTrue();
  }

  /// Whether the quota is compared with this number.
  private boolean isBalance(long bytes) {
    return db.count("stored_bytes WHERE tenant = 'default' AND amount = " + bytes) == 1;
  }

  @Test
  void a_recording_is_one_record_for_ten_minutes_its_end_and_its_erasure() {
    db.execute("INSERT INTO recording VALUES ('default', 'a', 'c1', now(), NULL, 'k', 'sealed')");
    addSegments(0, 59);
    addSegments(60, 69);
    assertThat(stored(TenantId.DEFAULT)).containsEntry(UsageKind.RECORDING_BYTES, 600L);
    db.execute("UPDATE recording SET length_ms = 1");
    db.execute("UPDATE recording SET length_ms = 2");
    assertThat(stored(TenantId.DEFAULT)).containsEntry(UsageKind.RECORDING_BYTES, 700L);
    assertThat(db.count("usage_record")).isEqualTo(2);
    addSegments(70, 70);
    assertThat(stored(TenantId.DEFAULT))
        .as("of one that is stored after the end")
        .containsEntry(UsageKind.RECORDING_BYTES, 710L);
    db.execute("DELETE FROM recording");
    assertThat(stored(TenantId.DEFAULT)).containsEntry(UsageKind.RECORDING_BYTES, 0L);
    assertThat(db.count("usage_record")).isEqualTo(4);
  }

  private void addSegments(int from, int to) {
    db.execute(
        """
        INSERT INTO recording_segment
        SELECT 'default', 'a', 'c1', number, 0, 1, 10 FROM generate_series(%d, %d) AS number\
        """
            .formatted(from, to));
  }

  @Test
  void a_recording_whose_node_died_is_measured_once() {
    db.execute("INSERT INTO recording VALUES ('default', 'a', 'c1', now(), NULL, 'k', 'sealed')");
    db.execute("INSERT INTO recording_segment VALUES ('default', 'a', 'c1', 0, 0, 1, 300)");
    measureOpen("now() - interval '1 day'");
    assertThat(db.count("usage_record")).as("it may go on").isZero();
    for (int again = 0; again < 2; again++) measureOpen("now() + interval '1 day'");
    assertThat(stored(TenantId.DEFAULT)).containsEntry(UsageKind.RECORDING_BYTES, 300L);
    assertThat(db.count("usage_record")).isEqualTo(1);
  }

  private void measureOpen(String before) {
    db.execute("DO $$ BEGIN PERFORM parley_measure_open_recordings(%s); END $$".formatted(before));
  }

  private Map<UsageKind, Long> stored(TenantId tenant) {
    var query =
        new MeteringQuery(tenant, LATE, LATE.plus(Duration.ofDays(1)), Step.WHOLE, ZoneOffset.UTC);
    return get(meterings.sum(query)).before();
  }

  @Test
  void records_are_neither_changed_nor_deleted() {
    get(feed.deliver(List.of(archived(1, 10, START))));
    for (var sql :
        List.of(
            "UPDATE usage_record SET amount = 1",
            "DELETE FROM usage_record",
            "TRUNCATE usage_record"))
      assertThatThrownBy(() -> db.execute(sql))
          .hasStackTraceContaining("usage records are only added to");
  }

  @Test
  void a_kind_of_a_later_release_is_left_out() {
    get(
        meterings.add(
            List.of(new UsageRecord(key("a"), 1, UsageKind.TURNS, Optional.empty(), 4, START))));
    db.execute(
        "INSERT INTO usage_record VALUES ('default', 'a', 2, 'faxes', NULL, 1, '%s')"
            .formatted(START));
    assertThat(used(TenantId.DEFAULT)).isEqualTo(Map.of("turns", 4L));
  }
}

package io.parley.persistence.history;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.ConsentQueue.Waiting;
import io.parley.core.journal.Damage;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.journal.SessionOverview;
import io.parley.core.journal.SessionOverview.Backlog;
import io.parley.core.session.ToolEvent.ApprovalRequested;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.persistence.journal.Conversation;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcSessionOverviewIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Backlog NONE = new Backlog(0, Optional.empty());

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JournalRows rows = new JournalRows(db);
  private final JdbcSessionIndex index = JournalRows.index(db);
  private final SessionOverview overview = new JdbcSessionOverview(db.database(), List.of("crm"));

  @AfterEach
  void close() {
    db.close();
  }

  private static Conversation begun() {
    return new Conversation(NOON).start(Optional.empty(), Optional.empty());
  }

  @Test
  void a_session_is_shown_with_what_it_owes() {
    var talk = begun().say("a", "hello");
    rows.write(key("s"), talk.bare());
    assertThat(get(overview.find(key("s")))).isEmpty();
    rows.projectAll(index, IDLE);
    var known = get(overview.find(key("s"))).orElseThrow();
    assertThat(known.listing().seq()).isEqualTo(talk.bare().size());
    assertThat(known.listing().status()).isEqualTo(Status.ACTIVE);
    assertThat(known.turnOpen()).isTrue();
    assertThat(known.running()).isZero();
    assertThat(known.dueAt()).contains(talk.bare().getLast().at());
    assertThat(known.damage()).isEmpty();
    assertThat(get(overview.find(key("t")))).isEmpty();
  }

  @Test
  void a_damaged_session_is_shown_with_the_reason() {
    rows.write(key("s"), begun().bare());
    rows.projectAll(index, IDLE);
    var damage = new Damage(7, Damage.Category.MISSING);
    get(index.damaged(key("s"), damage, NOON));
    assertThat(get(overview.find(key("s"))).orElseThrow().damage()).contains(damage);
  }

  @Test
  void events_not_yet_projected_are_counted() {
    assertThat(get(overview.lag(NOON)).projection()).isEqualTo(NONE);
    rows.write(key("s"), begun().say("a", "hello").bare());
    var behind = get(overview.lag(NOON)).projection();
    assertThat(behind.count()).isEqualTo(begun().say("a", "hello").bare().size());
    assertThat(behind.oldest()).isPresent();
    rows.projectAll(index, IDLE);
    var caughtUp = get(overview.lag(NOON));
    assertThat(caughtUp.projection()).isEqualTo(NONE);
    // each feed is reported by itself, even one that has not begun
    assertThat(caughtUp.feeds()).containsOnlyKeys("session-index", "crm");
    assertThat(caughtUp.feeds()).containsEntry("session-index", NONE).containsEntry("crm", behind);
  }

  @Test
  void calls_that_wait_for_consent_are_listed_until_decided() {
    var asking = begun().say("a", "refund").call(1, "pay", "{}", ToolPolicy.ASK_HUMAN, true).bare();
    rows.write(key("waits"), asking);
    rows.write(
        key("decided"),
        begun()
            .say("a", "refund")
            .call(1, "pay", "{}", ToolPolicy.ASK_HUMAN, true)
            .decide("d", "1.1", Approval.REJECT, "no")
            .bare());
    rows.write(key("quiet"), begun().bare());
    rows.projectAll(index, IDLE);
    var queue = new JdbcConsentQueue(db.database());
    var expiry =
        asking.stream()
            .filter(ApprovalRequested.class::isInstance)
            .map(event -> ((ApprovalRequested) event).expiresAt())
            .findFirst()
            .orElseThrow();
    assertThat(get(queue.list(key("waits").tenant(), 10)))
        .containsExactly(new Waiting(key("waits"), "1.1", expiry, asking.size()));
    assertThat(get(queue.list(new TenantId("other"), 10))).isEmpty();
  }

  private static Conversation doubting() {
    return begun()
        .say("a", "please open a ticket")
        .call(1, "open", "{}", ToolPolicy.LOOK_UP, false)
        .settle("1.1", ToolOutcome.Kind.IN_DOUBT, "{}")
        .pass(Duration.ofMinutes(1))
        .call(1, "look", "{}", ToolPolicy.READ_ONLY, false)
        .settle("1.2", ToolOutcome.Kind.FAILED, "{}");
  }

  private static Instant doubtedAt() {
    return doubting().bare().stream()
        .filter(event -> event instanceof ToolCallSettled settled && settled.call().equals("1.1"))
        .findFirst()
        .orElseThrow()
        .at();
  }

  @Test
  void calls_in_doubt_are_counted_and_listed_until_resolved() {
    rows.write(key("stays"), doubting().bare());
    rows.write(key("resolved"), doubting().settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{}").bare());
    var archived = doubting().reply(1, "I do not know.").end("e", "done").archived();
    rows.write(key("archived"), archived.bare());
    rows.write(
        key("late"),
        doubting()
            .reply(1, "I do not know.")
            .end("e", "done")
            .archived()
            .settle("1.1", ToolOutcome.Kind.SUCCEEDED, "{}")
            .bare());
    rows.write(key("ended"), doubting().reply(1, "I do not know.").end("e", "done").bare());
    rows.projectAll(index, IDLE);
    var standing = new Backlog(3, Optional.of(doubtedAt()));
    assertThat(get(overview.lag(NOON)).inDoubt()).isEqualTo(standing);
    // the index is rebuilt
    db.execute("UPDATE projection_offset SET xact = '0', ordering = 0");
    rows.projectAll(index, IDLE);
    assertThat(get(overview.lag(NOON)).inDoubt()).isEqualTo(standing);
    db.execute("DELETE FROM session_index");
    db.execute("DELETE FROM call_in_doubt");
    db.execute("UPDATE projection_offset SET xact = '0', ordering = 0");
    rows.projectAll(index, IDLE);
    assertThat(get(overview.lag(NOON)).inDoubt()).isEqualTo(standing);
    var doubts = new JdbcDoubts(db.database());
    assertThat(get(doubts.list(TenantId.DEFAULT, 10)))
        .extracting(doubt -> doubt.session().session().value() + " " + doubt.call())
        .containsExactly("archived 1.1", "ended 1.1", "stays 1.1");
    assertThat(get(doubts.list(TenantId.DEFAULT, 10)))
        .allSatisfy(doubt -> assertThat(doubt.seq()).hasValue(5));
    assertThat(get(doubts.list(TenantId.DEFAULT, 2))).hasSize(2);
    assertThat(get(doubts.list(new TenantId("other"), 10))).isEmpty();
  }

  @Test
  void overdue_sessions_and_those_waiting_for_the_archive_are_counted() {
    var open = begun().say("a", "hello").bare();
    rows.write(key("owes"), open);
    rows.write(key("idles"), begun().bare());
    rows.write(key("ended"), begun().end("e", "done").bare());
    rows.projectAll(index, IDLE);
    var later = open.getLast().at().plusSeconds(60);
    var lag = get(overview.lag(later));
    assertThat(lag.archive().count()).isEqualTo(1);
    assertThat(lag.archive().oldest()).isPresent();
    assertThat(lag.due().count()).isEqualTo(2);
    assertThat(get(overview.lag(NOON.plus(IDLE).plusSeconds(600))).due().count()).isEqualTo(3);
    // damaged sessions are not woken
    get(index.damaged(key("owes"), new Damage(1, Damage.Category.UNKNOWN), NOON));
    assertThat(get(overview.lag(later)).due().count()).isEqualTo(1);
  }
}

package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.Approval.APPROVE;
import static io.parley.core.tool.ToolOutcome.Kind.*;
import static io.parley.core.tool.ToolPolicy.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action.ArchiveSession;
import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.CancelToolCall;
import io.parley.core.session.Decision.Action.ExecuteToolCall;
import io.parley.core.session.Decision.Action.SettleDoubt;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.TurnEvent.TurnInterrupted;
import io.parley.core.tool.Resolution;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndingTest {
  private static final Instant IDLE_SINCE_LONG = NOON.plus(IDLE_TIMEOUT);

  @Test
  void an_end_is_followed_by_the_archive() {
    given(started()).when(end("z")).then(Events.ended("z"), new ArchiveSession()).answers(2);
  }

  @Test
  void an_end_needs_no_id() {
    given(started())
        .when(end(Optional.empty(), ""))
        .then(
            new SessionEnded(Optional.empty(), "done", Party.CUSTOMER, NOON), new ArchiveSession());
  }

  @Test
  void an_end_closes_the_open_turn_with_what_was_heard() {
    given(started(), said("a", "hello"), turnStarted(1, 2), said("b", "and?"))
        .when(end(Optional.of("z"), "hi th"))
        .then(
            new TurnInterrupted(Optional.empty(), 1, "hi th", Party.CUSTOMER, NOON),
            Events.ended("z"),
            new CancelReply(1),
            new ArchiveSession())
        .answers(6);
  }

  @Test
  void the_archive_waits_for_the_outcome_of_every_call() {
    var ended =
        given(
                started(),
                said("a", "hello"),
                turnStarted(1, 2),
                requested("1.1", READ_ONLY),
                requested("1.2", READ_ONLY))
            .when(end("z"))
            .then(
                new TurnInterrupted(Optional.empty(), 1, "", Party.CUSTOMER, NOON),
                Events.ended("z"),
                new CancelReply(1),
                new CancelToolCall("1.1"),
                new CancelToolCall("1.2"))
            .afterwards();
    assertThat(ended.pending())
        .containsExactly(new ExecuteToolCall("1.1"), new ExecuteToolCall("1.2"));
    ended.when(archive(7)).isRejected(NOT_STARTED);

    var one = ended.when(settle("1.1", SUCCEEDED)).then(settled("1.1", SUCCEEDED)).afterwards();
    one.when(archive(8)).isRejected(NOT_STARTED);
    var all =
        one.when(settle("1.2", FAILED))
            .then(settled("1.2", FAILED), new ArchiveSession())
            .answers(9)
            .afterwards();
    assertThat(all.pending()).containsExactly(new ArchiveSession());
    all.when(archive(9)).then(archived()).answers(10);
  }

  @Test
  void a_call_in_doubt_is_archived_in_doubt() {
    given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", ASK_HUMAN),
            interrupted("i", 1, ""),
            Events.ended("z"))
        .when(settle("1.1", IN_DOUBT))
        .then(settled("1.1", IN_DOUBT), new ArchiveSession());
  }

  @Test
  void a_doubt_can_be_resolved_after_the_end_and_has_the_session_archived_anew() {
    var doubt =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", ASK_HUMAN),
            requested("1.2", READ_ONLY),
            settled("1.1", IN_DOUBT),
            interrupted("i", 1, ""),
            Events.ended("z"));
    doubt.when(resolve("1.1", SUCCEEDED)).then(resolved("1.1", SUCCEEDED, Party.HUMAN)).answers(9);

    var archiving = doubt.when(settle("1.2", SUCCEEDED)).afterwards();
    assertThat(archiving.pending()).containsExactly(new ArchiveSession());
    archiving
        .when(resolve("1.1", SUCCEEDED))
        .then(resolved("1.1", SUCCEEDED, Party.HUMAN), new ArchiveSession());

    var archived = archiving.when(archive(9)).afterwards();
    assertThat(archived.pending()).isEmpty();
    var lifted =
        archived
            .when(resolve("r", "1.1", Resolution.HAPPENED, "seen"))
            .performs(new ArchiveSession())
            .answers(11)
            .afterwards();
    assertThat(lifted.ended().archived()).isEmpty();
    assertThat(lifted.ended().was().owed().dueAt(IDLE_TIMEOUT)).isPresent();
    lifted.when(resolve("r", "1.1", Resolution.HAPPENED, "seen")).then().answers(11);
    lifted.when(resolve("1.1", SUCCEEDED)).isRejected(UNKNOWN_CALL);
    // the archive that was being stored lacks it
    lifted.when(archive(10)).performs(new ArchiveSession());
  }

  @Test
  void a_late_answer_lifts_the_doubt_of_an_archived_session() {
    given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", ASK_HUMAN),
            settled("1.1", IN_DOUBT),
            interrupted("i", 1, ""),
            Events.ended("z"),
            archived())
        .when(settle("1.1", SUCCEEDED))
        .then(resolvedByDependency("1.1", SUCCEEDED, Resolution.HAPPENED), new ArchiveSession());
  }

  @Test
  void the_dependency_is_asked_about_doubts_of_an_ended_session() {
    var ended =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", LOOK_UP),
            interrupted("i", 1, ""),
            Events.ended("z"));
    var doubt =
        ended
            .when(settle("1.1", IN_DOUBT))
            .then(settled("1.1", IN_DOUBT), new SettleDoubt("1.1"), new ArchiveSession())
            .afterwards();
    assertThat(doubt.pending()).containsExactly(new SettleDoubt("1.1"), new ArchiveSession());
  }

  @Test
  void only_the_archive_follows_once_it_is_due() {
    var ended =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", ASK_HUMAN),
            settled("1.1", SUCCEEDED),
            interrupted("i", 1, ""),
            Events.ended("z"));
    assertThat(ended.pending()).containsExactly(new ArchiveSession());
    ended.when(settle("1.1", SUCCEEDED)).isRejected(ENDED);
    ended.when(resolve("1.1", SUCCEEDED)).isRejected(UNKNOWN_CALL);
    ended.when(resume()).then(new ArchiveSession());
    ended.when(tick(IDLE_SINCE_LONG)).then();
  }

  @Test
  void an_archive_is_recorded_once() {
    var archived =
        given(started(), Events.ended("z")).when(archive(2)).then(archived()).afterwards();
    assertThat(archived.ended().archived()).hasValue("default/2026/01/01/s/");
    archived.when(archive(2)).then().answers(3);
  }

  @Test
  void an_active_session_is_not_archived() {
    given(started()).when(archive(1)).isRejected(NOT_STARTED);
  }

  @Test
  void new_commands_are_rejected_after_the_end() {
    var ended = given(started(), Events.ended("z"));
    ended.when(say("b", "wait")).isRejected(ENDED);
    ended.when(agentSays("b", "wait")).isRejected(ENDED);
    ended.when(interrupt("b", 1)).isRejected(ENDED);
    ended.when(decide("b", "1.1", APPROVE)).isRejected(ENDED);
    ended.when(end("b")).isRejected(ENDED);
    ended.when(end(Optional.empty(), "")).isRejected(ENDED);
  }

  @Test
  void a_session_ends_after_its_idle_timeout() {
    var idle = given(started(), said("a", "hello"), turnStarted(1, 2), completed(1, "hi"));
    idle.when(tick(IDLE_SINCE_LONG.minusNanos(1))).then();
    idle.when(tick(IDLE_SINCE_LONG))
        .then(
            new SessionEnded(Optional.empty(), "idle-timeout", Party.SYSTEM, IDLE_SINCE_LONG),
            new ArchiveSession());
  }

  @Test
  void every_message_resets_the_idle_timeout() {
    var later = NOON.plusSeconds(60);
    given(started(), new MessageEvent.Said("h", Party.HUMAN, "hello", Channel.WEB, later))
        .when(tick(IDLE_SINCE_LONG))
        .then();
  }

  @Test
  void a_session_with_an_open_turn_is_not_idle() {
    given(started(), said("a", "hello"), turnStarted(1, 2)).when(tick(IDLE_SINCE_LONG)).then();
  }

  @Test
  void a_clock_that_stepped_back_ends_nothing() {
    given(started()).when(tick(NOON.minusSeconds(86_400))).then();
  }
}

package io.parley.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Single cases; the simulation checks that [Owed] agrees with the rules in every state.
class OwedTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Usage USAGE = new Usage("offline", 1, 1, 0, "EUR", false);

  private final SessionEvent started =
      new SessionStarted(
          TenantId.DEFAULT,
          new AgentRef("support", 1),
          Channel.WEB,
          Optional.empty(),
          Map.of(),
          at(0));
  private final SessionEvent said = new Said("a", Party.CUSTOMER, "hello", Channel.WEB, at(1));
  private final SessionEvent turn = new TurnStarted(1, List.of(2L), at(1));

  @Test
  void a_quiet_session_is_due_to_end_when_it_has_been_idle() {
    assertThat(due(started)).hasValue(at(0).plus(IDLE));
    assertThat(due(started, new Said("h", Party.HUMAN, "hi", Channel.WEB, at(5))))
        .hasValue(at(5).plus(IDLE));
  }

  @Test
  void an_open_turn_is_due_at_once() {
    assertThat(due(started, said, turn)).hasValue(at(1));
    assertThat(due(started, said, turn, new TurnResumed(1, 2, at(9)))).hasValue(at(9));
  }

  @Test
  void a_turn_that_is_over_is_not_due() {
    for (var end :
        List.of(
            new ReplyCompleted(1, "hi", List.of(), 1, 1, USAGE, false, at(2)),
            new TurnInterrupted(Optional.empty(), 1, "", Party.CUSTOMER, at(2)),
            new TurnFailed(1, new Problem("t", "t", "d"), at(2))))
      assertThat(due(started, said, turn, end)).hasValue(at(2).plus(IDLE));
  }

  @Test
  void a_call_under_way_is_due_at_once_also_after_its_turn() {
    var over = new TurnInterrupted(Optional.empty(), 1, "", Party.CUSTOMER, at(3));
    assertThat(due(started, said, turn, requested("1.1"), over)).hasValue(at(3));
    assertThat(due(started, said, turn, requested("1.1"), over, settled("1.1", at(4))))
        .hasValue(at(4).plus(IDLE));
  }

  @Test
  void a_turn_that_only_waits_for_consent_is_due_when_the_first_one_expires() {
    assertThat(
            due(
                started,
                said,
                turn,
                requested("1.1"),
                awaiting("1.1", at(600)),
                requested("1.2"),
                awaiting("1.2", at(500))))
        .hasValue(at(500));
  }

  @Test
  void a_call_under_way_does_not_wait_for_the_consent_to_another() {
    assertThat(
            due(started, said, turn, requested("1.1"), awaiting("1.1", at(600)), requested("1.2")))
        .hasValue(at(2));
  }

  @Test
  void a_call_that_shares_an_effect_is_due_with_the_original() {
    var again =
        new ToolCallRequested(
            1,
            "1.2",
            "tool",
            "A tool",
            Json.EMPTY_OBJECT,
            new ToolTerms(ToolPolicy.ASK_HUMAN, true),
            Optional.of("1.1"),
            at(2));
    assertThat(due(started, said, turn, requested("1.1"), awaiting("1.1", at(600)), again))
        .hasValue(at(600));
  }

  @Test
  void an_approved_call_is_under_way() {
    assertThat(
            due(
                started,
                said,
                turn,
                requested("1.1"),
                awaiting("1.1", at(600)),
                new ApprovalDecided(
                    "d", "1.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), at(7))))
        .hasValue(at(7));
  }

  @Test
  void after_a_refused_call_the_reply_is_due() {
    assertThat(
            due(
                started,
                said,
                turn,
                requested("1.1"),
                awaiting("1.1", at(600)),
                new ApprovalDecided(
                    "d", "1.1", Approval.REJECT, Party.HUMAN, Optional.empty(), at(7)),
                settled("1.1", at(7))))
        .hasValue(at(7));
  }

  @Test
  void an_ended_session_is_due_until_it_is_archived() {
    var ended = new SessionEnded(Optional.empty(), "done", Party.CUSTOMER, at(5));
    assertThat(due(started, ended)).hasValue(at(5));
    assertThat(due(started, ended, new SessionArchived(1, "ab", "ref", at(6)))).isEmpty();
  }

  private static Optional<Instant> due(SessionEvent... events) {
    var due = Owed.NOTHING;
    for (var event : events) due = due.after(event);
    return due.dueAt(IDLE);
  }

  private static SessionEvent requested(String call) {
    return new ToolCallRequested(
        1, call, "tool", "A tool", Json.EMPTY_OBJECT, ToolPolicy.READ_ONLY, false, at(2));
  }

  private static SessionEvent awaiting(String call, Instant expiresAt) {
    return new ApprovalRequested(1, call, "tool", "A tool", Json.EMPTY_OBJECT, expiresAt, at(2));
  }

  private static SessionEvent settled(String call, Instant at) {
    return new ToolCallSettled(1, call, Kind.SUCCEEDED, 1, 1, Json.NULL, List.of(), at);
  }

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }
}

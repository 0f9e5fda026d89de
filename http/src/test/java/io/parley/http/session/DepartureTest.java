package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.sessions.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a reader leaves a draining node.
class DepartureTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Departure departure = new Departure();
  private long seq = 2;

  private void heard(SessionEvent event) {
    departure.heard(new RecordedEvent(++seq, event));
  }

  @BeforeEach
  void turnOneIsOver() {
    heard(new TurnStarted(1, List.of(2L), NOON));
    heard(
        new ReplyCompleted(
            1, "hi", List.of(), 1, 1, new Usage("test", 1, 1, 0, "EUR", false), false, NOON));
  }

  private void turnTwoIsOpen() {
    heard(new TurnStarted(2, List.of(5L), NOON));
  }

  private void calls(String call, boolean approval) {
    heard(
        new ToolCallRequested(
            2, call, "tool", "", Json.NULL, ToolPolicy.READ_ONLY, approval, NOON));
    if (approval) heard(new ApprovalRequested(2, call, "tool", "", Json.NULL, NOON, NOON));
  }

  private void settled(String call) {
    heard(
        new ToolCallSettled(2, call, ToolOutcome.Kind.SUCCEEDED, 1, 1, Json.NULL, List.of(), NOON));
  }

  @Test
  void no_departure_before_it_is_requested() {
    assertThat(departure.isDue()).isFalse();
  }

  @Test
  void between_turns_the_departure_is_due_at_once() {
    departure.begin();
    assertThat(departure.isDue()).isTrue();
  }

  @Test
  void within_a_turn_the_departure_is_due_at_its_end() {
    turnTwoIsOpen();
    departure.begin();
    assertThat(departure.isDue()).isFalse();
    heard(new TurnResumed(2, 2, NOON));
    assertThat(departure.isDue()).isFalse();
    heard(new TurnFailed(2, new Problem("x", "x", "x"), NOON));
    assertThat(departure.isDue()).isTrue();
    heard(new TurnStarted(3, List.of(9L), NOON));
    assertThat(departure.isDue()).isFalse();
    heard(new TurnInterrupted(Optional.empty(), 3, "", Party.CUSTOMER, NOON));
    assertThat(departure.isDue()).isTrue();
  }

  @Test
  void a_call_awaiting_approval_is_not_awaited_and_an_approved_one_is() {
    turnTwoIsOpen();
    calls("2.1", true);
    departure.begin();
    assertThat(departure.isDue()).isTrue();
    heard(new ApprovalDecided("d", "2.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), NOON));
    assertThat(departure.isDue()).isFalse();
  }

  @Test
  void a_call_running_beside_one_awaiting_approval_is_awaited() {
    turnTwoIsOpen();
    calls("2.1", true);
    calls("2.2", false);
    departure.begin();
    assertThat(departure.isDue()).isFalse();
    settled("2.2");
    assertThat(departure.isDue()).isTrue();
  }

  @Test
  void a_reader_that_joins_during_a_turn_stays_until_its_end() {
    var late = new Departure();
    late.found(view(9, Optional.of(2)));
    late.begin();
    assertThat(late.isDue()).isFalse();
    // missed events, including the end of an older turn
    late.heard(new RecordedEvent(8, new TurnFailed(1, new Problem("x", "x", "x"), NOON)));
    assertThat(late.isDue()).isFalse();
    late.heard(new RecordedEvent(9, new TurnStarted(2, List.of(7L), NOON)));
    assertThat(late.isDue()).isFalse();
    late.heard(new RecordedEvent(10, new TurnFailed(2, new Problem("x", "x", "x"), NOON)));
    assertThat(late.isDue()).isTrue();
  }

  @Test
  void a_reader_that_joins_during_a_turn_waits_for_that_turns_end_only() {
    var late = new Departure();
    late.found(view(9, Optional.of(2)));
    late.begin();
    late.heard(new RecordedEvent(10, new ReplyCut("c", 1, "", Party.CUSTOMER, NOON)));
    assertThat(late.isDue()).isFalse();
    late.heard(new RecordedEvent(11, new TurnFailed(2, new Problem("x", "x", "x"), NOON)));
    assertThat(late.isDue()).isTrue();
  }

  private static SessionView view(long seq, Optional<Integer> openTurn) {
    return new SessionView(
        new SessionKey(TenantId.DEFAULT, new SessionId("s")),
        Status.ACTIVE,
        seq,
        new AgentRef("support", 1),
        Channel.WEB,
        Optional.empty(),
        2,
        openTurn,
        UsageTotal.NONE,
        Optional.empty(),
        NOON,
        NOON);
  }
}

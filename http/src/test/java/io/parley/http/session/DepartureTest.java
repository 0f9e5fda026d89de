package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Usage;
import io.parley.core.session.Approval;
import io.parley.core.session.Party;
import io.parley.core.session.Problem;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a reader leaves a node that goes away.
class DepartureTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Departure departure = new Departure();

  @BeforeEach
  void turnOneIsOver() {
    departure.heard(new TurnStarted(1, List.of(2L), NOON));
    departure.heard(
        new ReplyCompleted(
            1, "hi", List.of(), 1, 1, new Usage("test", 1, 1, 0, "EUR", false), false, NOON));
  }

  private void turnTwoIsOpen() {
    departure.heard(new TurnStarted(2, List.of(5L), NOON));
  }

  private void calls(String call, boolean approval) {
    departure.heard(
        new ToolCallRequested(
            2, call, "tool", "", Json.NULL, ToolPolicy.READ_ONLY, approval, NOON));
    if (approval)
      departure.heard(new ApprovalRequested(2, call, "tool", "", Json.NULL, NOON, NOON));
  }

  private void settled(String call) {
    departure.heard(
        new ToolCallSettled(2, call, ToolOutcome.Kind.SUCCEEDED, 1, 1, Json.NULL, List.of(), NOON));
  }

  @Test
  void nobody_leaves_unasked() {
    assertThat(departure.isDue()).isFalse();
  }

  @Test
  void between_two_turns_it_is_at_once() {
    departure.begin();
    assertThat(departure.isDue()).isTrue();
  }

  @Test
  void within_a_turn_it_is_at_the_end_however_it_ends() {
    turnTwoIsOpen();
    departure.begin();
    assertThat(departure.isDue()).isFalse();
    departure.heard(new TurnResumed(2, 2, NOON));
    assertThat(departure.isDue()).isFalse();
    departure.heard(new TurnFailed(2, new Problem("x", "x", "x"), NOON));
    assertThat(departure.isDue()).isTrue();
    departure.heard(new TurnStarted(3, List.of(9L), NOON));
    assertThat(departure.isDue()).isFalse();
    departure.heard(new TurnInterrupted(Optional.empty(), 3, "", Party.CUSTOMER, NOON));
    assertThat(departure.isDue()).isTrue();
  }

  @Test
  void consent_is_not_waited_for_but_the_call_that_has_it_is() {
    turnTwoIsOpen();
    calls("2.1", true);
    departure.begin();
    assertThat(departure.isDue()).isTrue();
    departure.heard(
        new ApprovalDecided("d", "2.1", Approval.APPROVE, Party.AGENT, Optional.empty(), NOON));
    assertThat(departure.isDue()).isFalse();
  }

  @Test
  void a_call_that_runs_beside_one_that_waits_for_consent_is_waited_for() {
    turnTwoIsOpen();
    calls("2.1", true);
    calls("2.2", false);
    departure.begin();
    assertThat(departure.isDue()).isFalse();
    settled("2.2");
    assertThat(departure.isDue()).isTrue();
  }
}

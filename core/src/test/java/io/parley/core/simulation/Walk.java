package io.parley.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentLimits;
import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.Decision.Rejected;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionLimits;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.Ended;
import io.parley.core.session.SessionState.WaitingMessage;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// One session's life under one seed: a number of random steps, then a quiet phase that completes
/// all pending work; after each step the promises hold.
final class Walk {
  private static final int STEPS = 80;
  private static final int REST_STEPS_MAX = 1_000;
  private static final SessionLimits LIMITS =
      new SessionLimits(
          new AgentLimits(60, 100, 4, 3, 200), Duration.ofMinutes(30), Duration.ofMinutes(5));

  private final Random random;
  private final Timeline timeline = new Timeline(Instant.parse("2026-01-01T12:00:00Z"));
  private final Outside outside = new Outside();
  private final Ledger ledger = new Ledger(LIMITS);
  private final Node node;
  private final Clients clients;
  // in one session of five nodes die so often that turns are abandoned
  private final boolean stormy;

  Walk(long seed) {
    random = new Random(seed);
    stormy = random.nextInt(5) == 0;
    node = new Node(random, timeline, outside, ledger, LIMITS);
    clients = new Clients(random, node, ledger);
  }

  /// @return number of events
  int run() {
    for (int step = 0; step < STEPS; step++) {
      step();
      check();
    }
    node.calmDown();
    clients.start();
    for (int step = 0; !ledger.isArchived(); step++) {
      assertThat(step).as("steps until all is done").isLessThan(REST_STEPS_MAX);
      rest();
      check();
    }
    timeline.advance(Duration.ofHours(1));
    checkOutcomes();
    return ledger.size();
  }

  private void step() {
    int dice = random.nextInt(100);
    if (ledger.size() == 0 && dice < 50) clients.start();
    else if (dice < 30) clients.write();
    else if (dice < 34) clients.retry();
    else if (dice < 38) clients.repeat();
    else if (dice < 41) clients.reuse();
    else if (dice < 42) clients.start();
    else if (dice < 45) speakOutOfTurn();
    else if (dice < 47) resolve();
    else if (dice < 48) handleLetter();
    else if (dice < (stormy ? 70 : 90)) timeline.next();
    else if (dice < 93) node.die();
    else if (dice < 95) node.leave();
    else if (dice < 97) timeline.advance(Duration.ofSeconds(random.nextInt(3_000)));
    else remindIfDue();
  }

  /// A step without new commands.
  private void rest() {
    if (!timeline.isEmpty()) {
      timeline.next();
      return;
    }
    var due = ledger.owed().dueAt(LIMITS.idleTimeout()).orElseThrow();
    if (due.isAfter(timeline.now())) {
      if (!ledger.owed().ended() && ledger.owed().approvals().isEmpty()) checkAtRest();
      timeline.advance(Duration.between(timeline.now(), due));
    }
    node.remind();
  }

  private void remindIfDue() {
    var due = ledger.owed().dueAt(LIMITS.idleTimeout());
    if (due.filter(at -> !at.isAfter(node.clock())).isPresent()) node.remind();
  }

  /// Commands of stale replies and calls are rejected.
  private void speakOutOfTurn() {
    int turn = ledger.open();
    int attempt = ledger.attempt() - 1;
    var at = node.clock();
    var command =
        switch (random.nextInt(5)) {
          case 0 -> new Reply(turn, attempt, List.of()).complete(at);
          case 1 -> new SessionCommand.FailTurn(turn, attempt, Reply.PROBLEM, at);
          case 2 -> new SessionCommand.RequestToolCalls(turn, attempt, List.of(), at);
          case 3 ->
              new SessionCommand.SettleToolCall(
                  "99.1", ToolOutcome.of(Kind.SUCCEEDED, Json.NULL), 1, 1, at);
          default ->
              new SessionCommand.WriteSummary(1, ledger.turns() + 1, "too much", Node.USAGE, at);
        };
    node.ask(command).ifPresent(answer -> assertThat(answer).isInstanceOf(Rejected.class));
  }

  private void resolve() {
    ledger.calls().entrySet().stream()
        .filter(call -> call.getValue().isInDoubt())
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .ifPresent(clients::resolve);
  }

  private void handleLetter() {
    ledger.calls().entrySet().stream()
        .filter(call -> call.getValue().isLetter)
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .ifPresent(clients::handleLetter);
  }

  private void check() {
    var state = node.state();
    var active =
        switch (state) {
          case SessionState.New _ -> Optional.<Active>empty();
          case Active a -> Optional.of(a);
          case Ended ended -> Optional.of(ended.was());
        };
    active.ifPresent(this::checkMemory);
    ledger.checkRepeats();
    checkDue(state);
  }

  /// The state agrees with the journal, and stays within its bounds.
  private void checkMemory(Active active) {
    assertThat(active.owed()).isEqualTo(ledger.owed());
    assertThat(active.owed().turnOpen()).isEqualTo(active.open().isPresent());
    assertThat(active.waiting())
        .extracting(WaitingMessage::seq)
        .containsExactlyElementsOf(ledger.unanswered())
        .hasSizeLessThanOrEqualTo(LIMITS.agent().waitingMessages());
    assertThat(active.open().map(open -> open.turn()).orElse(0)).isEqualTo(ledger.open());
    assertThat(active.accepted().all()).hasSizeLessThanOrEqualTo(Session.IDS_REMEMBERED_MAX);
    assertThat(active.calls()).hasSizeLessThanOrEqualTo(Session.CALLS_REMEMBERED_MAX);
    var unsettled =
        active.calls().stream()
            .filter(call -> !call.isSettled() || call.isLetter())
            .map(call -> call.call().id())
            .collect(Collectors.toSet());
    assertThat(unsettled)
        .isEqualTo(
            ledger.calls().entrySet().stream()
                .filter(
                    call ->
                        call.getValue().outcome.isEmpty()
                            || call.getValue().isRetried
                            || call.getValue().isLetter)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
  }

  /// Exactly the obligations without a wait are due at once. A summary is not an obligation: the
  /// next turn requests it again; nor is a doubt, which a person may lift as well. A reply that
  /// only waits for consent is due when that expires.
  private void checkDue(SessionState state) {
    var due = ledger.owed().dueAt(LIMITS.idleTimeout());
    var owed =
        Session.pending(state, LIMITS).stream()
            .filter(
                action ->
                    !(action instanceof Action.Summarise || action instanceof Action.SettleDoubt))
            .toList();
    switch (state) {
      case SessionState.New _ -> assertThat(owed).isEmpty();
      case Ended(var was, _, _, var archived) when archived.isEmpty() -> {
        assertThat(owed).isNotEmpty();
        assertThat(due).hasValue(was.lastActivity());
      }
      case Ended _ -> {
        assertThat(owed).isEmpty();
        assertThat(due).isEmpty();
      }
      case Active active -> {
        var waits = ledger.owed().approvals().values();
        boolean runs = owed.stream().anyMatch(Action.ExecuteToolCall.class::isInstance);
        if (owed.isEmpty())
          assertThat(due).hasValue(active.lastActivity().plus(LIMITS.idleTimeout()));
        else if (waits.isEmpty() || runs) assertThat(due).hasValue(active.lastActivity());
        else assertThat(due).isEqualTo(waits.stream().min(Instant::compareTo));
        assertThat(waits)
            .containsExactlyInAnyOrderElementsOf(
                active.calls().stream().flatMap(call -> call.expiresAt().stream()).toList());
      }
    }
  }

  private void checkAtRest() {
    assertThat(ledger.open()).as("open turn").isZero();
    assertThat(ledger.unanswered()).as("words without an answer").isEmpty();
    assertThat(ledger.calls().values()).allMatch(call -> call.outcome.isPresent());
    assertThat(Session.pending(node.state(), LIMITS))
        .allMatch(
            action -> action instanceof Action.Summarise || action instanceof Action.SettleDoubt);
  }

  private void checkOutcomes() {
    assertThat(ledger.replay()).as("replayed state").isEqualTo(node.state());
    ledger
        .calls()
        .forEach(
            (id, call) -> {
              // a call that shares an effect has none of its own; a human's resolution may be wrong
              if (call.requested.sameAs().isPresent())
                outside.check(Outside.keyOf(id), call.requested.policy(), Kind.REJECTED);
              else if (call.resolvedBy.filter(by -> by == Party.HUMAN).isEmpty())
                outside.check(
                    Outside.keyOf(id), call.requested.policy(), call.outcome.orElseThrow());
            });
  }
}

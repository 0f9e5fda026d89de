package io.parley.core.session;

import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Instant;
import java.util.Optional;

/// A tool call as the session knows it. Settled calls are kept while their turn is open, calls in
/// doubt until they are resolved.
///
/// @param round calls of one turn that were asked for together have the same, from 1 on
/// @param sameAs an earlier call of the turn whose effect is this one's too: this one is not made,
///   and settles with that one
/// @param expiresAt when an approval that is waited for runs out
public record CallState(
    int turn,
    int round,
    ToolCall call,
    String label,
    ToolTerms terms,
    Optional<String> sameAs,
    Phase phase,
    Optional<Instant> expiresAt,
    Optional<ToolOutcome> outcome) {

  public enum Phase {
    AWAITING_APPROVAL,
    RUNNING,
    SETTLED
  }

  public ToolPolicy policy() {
    return terms.policy();
  }

  /// The same for every attempt, over crashes too: a function of session, turn and call.
  public String idempotencyKey(SessionKey session) {
    return session + ":" + call.id();
  }

  /// Whether somebody makes it, or has to.
  boolean isRunning() {
    return phase == Phase.RUNNING && sameAs.isEmpty();
  }

  /// Whether it waits for the call whose effect it shares.
  boolean isRepeat() {
    return phase == Phase.RUNNING && sameAs.isPresent();
  }

  boolean isAwaiting() {
    return phase == Phase.AWAITING_APPROVAL;
  }

  boolean isSettled() {
    return phase == Phase.SETTLED;
  }

  boolean inDoubt() {
    return outcome.isPresent() && outcome.get().kind() == ToolOutcome.Kind.IN_DOUBT;
  }

  CallState running() {
    return in(Phase.RUNNING, Optional.empty(), Optional.empty());
  }

  CallState awaiting(Instant until) {
    return in(Phase.AWAITING_APPROVAL, Optional.of(until), Optional.empty());
  }

  CallState settled(ToolOutcome with) {
    return in(Phase.SETTLED, Optional.empty(), Optional.of(with));
  }

  private CallState in(Phase next, Optional<Instant> until, Optional<ToolOutcome> with) {
    return new CallState(turn, round, call, label, terms, sameAs, next, until, with);
  }
}

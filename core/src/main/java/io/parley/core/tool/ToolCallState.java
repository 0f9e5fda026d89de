package io.parley.core.tool;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Optional;

/// The state of a tool call in its session. Settled calls are kept while their turn is open, calls
/// in doubt until they are resolved.
///
/// @param round the same for calls of one turn that were requested together, from 1 on
/// @param after length of the reply's text before the call, in UTF-16 units; 0 when that text is
///   void
/// @param sameAs an earlier call of the turn whose effect this one shares: this one is not executed
///   and settles with that one
/// @param expiresAt expiry of the pending approval
public record ToolCallState(
    int turn,
    int round,
    int after,
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

  /// Whether it is being executed, or must be.
  public boolean isRunning() {
    return phase == Phase.RUNNING && sameAs.isEmpty();
  }

  /// Whether it waits for the call whose effect it shares.
  public boolean isRepeat() {
    return phase == Phase.RUNNING && sameAs.isPresent();
  }

  public boolean isAwaiting() {
    return phase == Phase.AWAITING_APPROVAL;
  }

  public boolean isSettled() {
    return phase == Phase.SETTLED;
  }

  public boolean inDoubt() {
    return outcome.isPresent() && outcome.get().kind() == ToolOutcome.Kind.IN_DOUBT;
  }

  public ToolCallState running() {
    return in(Phase.RUNNING, Optional.empty(), Optional.empty());
  }

  public ToolCallState awaiting(Instant until) {
    return in(Phase.AWAITING_APPROVAL, Optional.of(until), Optional.empty());
  }

  public ToolCallState settled(ToolOutcome with) {
    return in(Phase.SETTLED, Optional.empty(), Optional.of(with));
  }

  /// The same call, once the text before it is void.
  public ToolCallState beforeAnyText() {
    return new ToolCallState(turn, round, 0, call, label, terms, sameAs, phase, expiresAt, outcome);
  }

  private ToolCallState in(Phase next, Optional<Instant> until, Optional<ToolOutcome> with) {
    return new ToolCallState(turn, round, after, call, label, terms, sameAs, next, until, with);
  }
}

package io.parley.core.tool;

import io.parley.core.party.Party;
import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state of a tool call in its session. Settled calls are kept while their turn is open, calls
/// in doubt until they are resolved, dead letters until they are delivered or dropped.
///
/// @param round the same for calls of one turn that were requested together, from 1 on
/// @param after length of the reply's text before the call, in UTF-16 units; 0 when that text is
///   void
/// @param sameAs an earlier call of the turn whose effect this one shares: this one is not executed
///   and settles with that one
/// @param consent that it has so far
/// @param expiresAt expiry of the pending approval, or of the wait for a callback
/// @param answer the answer that a callback brought, or its lack, until a turn takes it up
public record ToolCallState(
    int turn,
    int round,
    int after,
    ToolCall call,
    String label,
    ToolTerms terms,
    Optional<String> sameAs,
    Phase phase,
    Consent consent,
    Optional<Instant> expiresAt,
    Optional<ToolOutcome> outcome,
    Optional<ToolOutcome> answer) {

  public enum Phase {
    AWAITING_APPROVAL,
    RUNNING,
    SETTLED,
    /// Settled as a dead letter.
    UNDELIVERED,
    /// A dead letter that is made again.
    RETRIED
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
    return (phase == Phase.RUNNING || phase == Phase.RETRIED) && sameAs.isEmpty();
  }

  /// Whether it waits for the call whose effect it shares.
  public boolean isRepeat() {
    return phase == Phase.RUNNING && sameAs.isPresent();
  }

  public boolean isAwaiting() {
    return phase == Phase.AWAITING_APPROVAL;
  }

  public boolean isSettled() {
    return phase == Phase.SETTLED || phase == Phase.UNDELIVERED;
  }

  /// Whether people may have it made again, or drop it.
  public boolean isLetter() {
    return phase == Phase.UNDELIVERED;
  }

  /// Whether it is a dead letter that is made again.
  public boolean isRetried() {
    return phase == Phase.RETRIED;
  }

  /// Whether the other call would have the same effect.
  public boolean isSameAs(ToolCall other) {
    return call.tool().equals(other.tool()) && call.arguments().isSameValue(other.arguments());
  }

  public boolean inDoubt() {
    return is(ToolOutcome.Kind.IN_DOUBT) && answer.isEmpty();
  }

  /// Whether it waits for a callback. The model knows that the answer comes later.
  public boolean isDeferred() {
    return is(ToolOutcome.Kind.PENDING) && answer.isEmpty();
  }

  /// Whether it has an answer that no turn has taken up.
  public boolean isAnswered() {
    return answer.isPresent();
  }

  private boolean is(ToolOutcome.Kind kind) {
    return outcome.filter(known -> known.kind() == kind).isPresent();
  }

  public ToolCallState running() {
    return in(Phase.RUNNING, Optional.empty(), Optional.empty());
  }

  /// After somebody agreed. Those that agreed to other arguments have not agreed to these.
  ///
  /// @param arguments as they must be; empty: as they are
  public ToolCallState agreedBy(Party party, Optional<Json> arguments) {
    var changed = arguments.filter(given -> !given.isSameValue(call.arguments()));
    var agreed = new ArrayList<>(changed.isPresent() ? List.of() : consent.agreed());
    agreed.add(party);
    var requested = consent.requested().or(() -> changed.map(_ -> call.arguments()));
    var now = new ToolCall(call.id(), call.tool(), changed.orElse(call.arguments()));
    return new ToolCallState(
        turn,
        round,
        after,
        now,
        label,
        terms,
        sameAs,
        Phase.RUNNING,
        new Consent(agreed, requested),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The person to ask next; empty once all agreed.
  public Optional<ApprovalRule.Asked> asked() {
    var people = terms.people();
    int agreed = consent.agreed().size();
    return agreed < people.size() ? Optional.of(people.get(agreed)) : Optional.empty();
  }

  public ToolCallState awaiting(Instant until) {
    return in(Phase.AWAITING_APPROVAL, Optional.of(until), Optional.empty());
  }

  public ToolCallState settled(ToolOutcome with) {
    return in(Phase.SETTLED, Optional.empty(), Optional.of(with));
  }

  /// While it waits for a callback.
  ///
  /// @param told the pending outcome, for the model
  public ToolCallState deferred(Instant until, ToolOutcome told) {
    return in(Phase.SETTLED, Optional.of(until), Optional.of(told));
  }

  /// With the answer, for the next turn.
  public ToolCallState answered(ToolOutcome with) {
    return new ToolCallState(
        turn,
        round,
        after,
        call,
        label,
        terms,
        sameAs,
        phase,
        consent,
        Optional.empty(),
        outcome,
        Optional.of(with));
  }

  /// The answered call as the first round of a later turn, under an id of that turn.
  public ToolCallState takenUp(int by, String id) {
    return new ToolCallState(
        by,
        1,
        0,
        new ToolCall(id, call.tool(), call.arguments()),
        label,
        terms,
        Optional.empty(),
        Phase.SETTLED,
        consent,
        Optional.empty(),
        answer,
        Optional.empty());
  }

  public ToolCallState undelivered(ToolOutcome with) {
    return in(Phase.UNDELIVERED, Optional.empty(), Optional.of(with));
  }

  public ToolCallState retried() {
    return in(Phase.RETRIED, Optional.empty(), Optional.empty());
  }

  /// A dead letter of which nothing is left to do.
  public ToolCallState closed() {
    return in(Phase.SETTLED, Optional.empty(), outcome);
  }

  /// The same call, once the text before it is void.
  public ToolCallState beforeAnyText() {
    return new ToolCallState(
        turn, round, 0, call, label, terms, sameAs, phase, consent, expiresAt, outcome, answer);
  }

  private ToolCallState in(Phase next, Optional<Instant> until, Optional<ToolOutcome> with) {
    return new ToolCallState(
        turn, round, after, call, label, terms, sameAs, next, consent, until, with, answer);
  }
}

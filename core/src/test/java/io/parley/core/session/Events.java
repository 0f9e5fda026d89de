package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.DeadLetter;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Short factories for events: at [#NOON], on the web and by the usual party, unless stated
/// otherwise.
final class Events {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration APPROVAL_TIMEOUT = Duration.ofMinutes(5);
  static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);
  static final AgentRef AGENT = new AgentRef("support", 1);
  static final Customer ADA = new Customer("c-7", Optional.of("Ada"), true);
  static final Usage USAGE = new Usage("offline", 30, 12, 5, "EUR", false);
  static final Json ARGUMENTS = new Json("{\"order\":\"1042\"}");
  static final Json RESULT = new Json("{\"status\":\"shipped\"}");
  static final Problem PROBLEM = new Problem("model-unavailable", "No answer", "It did not answer");

  static final Json EXPIRED = new Json("{\"error\":\"nobody agreed to this call in time\"}");
  static final Json REFUSED = new Json("{\"error\":\"a colleague did not agree to this call\"}");
  static final Json WITHDRAWN =
      new Json("{\"error\":\"the turn ended before anybody agreed to this call\"}");
  static final Json LOST =
      new Json("{\"error\":\"the answer was lost; whether the call took effect is not known\"}");

  private Events() {}

  static SessionStarted started() {
    return new SessionStarted(
        TenantId.DEFAULT, AGENT, Channel.WEB, Optional.of(ADA), Map.of("page", "/help"), NOON);
  }

  static Said said(String id, String text) {
    return said(id, text, NOON);
  }

  static Said said(String id, String text, Instant at) {
    return new Said(id, Party.CUSTOMER, text, Channel.WEB, at);
  }

  static Said agentSaid(String id, String text) {
    return new Said(id, Party.HUMAN, text, Channel.WEB, NOON);
  }

  static Said greeted(String text) {
    return new Said("greeting", Party.BOT, text, Channel.WEB, NOON);
  }

  static TurnStarted turnStarted(int turn, long... said) {
    return new TurnStarted(turn, Arrays.stream(said).boxed().toList(), NOON);
  }

  static TurnResumed turnResumed(int turn, int attempt) {
    return new TurnResumed(turn, attempt, NOON);
  }

  /// The same where attempts ended with their nodes.
  static TurnResumed resumedAfterDeath(int turn, int attempt, int deaths) {
    return new TurnResumed(turn, attempt, OptionalInt.of(deaths), NOON);
  }

  static TurnPaused turnPaused(int turn) {
    return new TurnPaused(turn, NOON);
  }

  static ToolCallRequested requested(String call, ToolPolicy policy) {
    return requested(call, policy, false);
  }

  static ToolCallRequested requested(String call, ToolPolicy policy, boolean approval) {
    return new ToolCallRequested(
        turnOf(call), call, "lookup", "Looking it up", ARGUMENTS, policy, approval, NOON);
  }

  /// One that shares the effect of `first`.
  static ToolCallRequested repeated(
      String call, ToolPolicy policy, boolean approval, String first) {
    var sameAs = Optional.of(first);
    return new ToolCallRequested(
        turnOf(call),
        call,
        "lookup",
        "Looking it up",
        ARGUMENTS,
        new ToolTerms(policy, approval),
        sameAs,
        NOON);
  }

  static ApprovalRequested approvalRequested(String call) {
    return approvalRequested(call, NOON.plus(APPROVAL_TIMEOUT));
  }

  static ApprovalRequested approvalRequested(String call, Instant expiresAt) {
    return new ApprovalRequested(
        turnOf(call), call, "lookup", "Looking it up", ARGUMENTS, expiresAt, NOON);
  }

  static ApprovalDecided decided(String id, String call, Approval decision) {
    return new ApprovalDecided(id, call, decision, Party.HUMAN, Optional.empty(), NOON);
  }

  static ApprovalDecided approvalExpired(String call, Instant at) {
    return new ApprovalDecided(
        "expired-" + call, call, Approval.REJECT, Party.SYSTEM, Optional.of("expired"), at);
  }

  static ToolCallSettled settled(String call, ToolOutcome.Kind outcome) {
    return new ToolCallSettled(turnOf(call), call, outcome, 1, 20, RESULT, List.of(), NOON);
  }

  /// @param settles letters that the outcome settles
  static ToolCallSettled settling(String call, ToolOutcome.Kind outcome, String... settles) {
    return new ToolCallSettled(
        turnOf(call),
        call,
        outcome,
        1,
        20,
        RESULT,
        List.of(),
        Optional.empty(),
        Optional.of(List.of(settles)),
        NOON);
  }

  /// Settled as a dead letter.
  static ToolCallSettled undeliverable(String call, String... settles) {
    return new ToolCallSettled(
        turnOf(call),
        call,
        ToolOutcome.Kind.FAILED,
        1,
        20,
        RESULT,
        List.of(),
        Optional.of(new DeadLetter("lookup", ARGUMENTS, "connection refused")),
        Optional.of(List.of(settles)),
        NOON);
  }

  /// Settled by the rules themselves, without having run.
  static ToolCallSettled notRun(String call, Json why, Instant at) {
    return new ToolCallSettled(
        turnOf(call), call, ToolOutcome.Kind.REJECTED, 0, 0, why, List.of(), at);
  }

  static ToolCallSettled lost(String call) {
    return new ToolCallSettled(
        turnOf(call), call, ToolOutcome.Kind.IN_DOUBT, 1, 0, LOST, List.of(), NOON);
  }

  /// With the result of [#RESULT].
  static ToolCallResolved resolvedByDependency(
      String call, ToolOutcome.Kind outcome, Resolution how) {
    return new ToolCallResolved(
        call,
        outcome,
        Party.SYSTEM,
        Optional.of(how),
        Optional.empty(),
        Optional.empty(),
        Optional.of(RESULT),
        NOON);
  }

  static ToolCallResolved resolved(String call, ToolOutcome.Kind outcome, Party by) {
    return new ToolCallResolved(call, outcome, by, NOON);
  }

  static ReplyCompleted completed(int turn, String text) {
    return new ReplyCompleted(turn, text, List.of(), 900, 300, USAGE, false, NOON);
  }

  static TurnInterrupted interrupted(String id, int turn, String heard) {
    return new TurnInterrupted(Optional.of(id), turn, heard, Party.CUSTOMER, NOON);
  }

  static ReplyCut replyCut(String id, int turn, String heard) {
    return new ReplyCut(id, turn, heard, Party.CUSTOMER, NOON);
  }

  static TurnFailed failed(int turn) {
    return new TurnFailed(turn, PROBLEM, NOON);
  }

  static TurnFailed abandoned(int turn) {
    return new TurnFailed(
        turn,
        new Problem(
            "reply-abandoned",
            "The reply could not be made",
            "It was attempted 5 times and never completed"),
        NOON);
  }

  static TurnFailed crashed(int turn) {
    return new TurnFailed(
        turn,
        new Problem(
            "reply-crashed",
            "The reply could not be made",
            "2 nodes failed while they were making it"),
        NOON);
  }

  static SummaryWritten summarised(int fromTurn, int toTurn, String text) {
    return new SummaryWritten(fromTurn, toTurn, text, USAGE, NOON);
  }

  static SessionEnded ended(String id) {
    return new SessionEnded(Optional.of(id), "done", Party.CUSTOMER, NOON);
  }

  static MemoryWritten remembered(int turn, MemoryKind kind, String text) {
    return new MemoryWritten(kind, text, Optional.empty(), turn, NOON);
  }

  static Rated rated(String id, int score) {
    return new Rated(id, Party.CUSTOMER, score, Optional.empty(), NOON);
  }

  static SessionArchived archived() {
    return new SessionArchived(512, "ab12", "default/2026/01/01/s/", NOON);
  }

  private static int turnOf(String call) {
    return Integer.parseInt(call.substring(0, call.indexOf('.')));
  }
}

package io.parley.core.session;

import static io.parley.core.session.Events.*;

import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.ToolRequest;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand.*;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Short factories for commands, with the values of [Events].
final class Commands {
  private Commands() {}

  static Start start() {
    return start(Optional.empty());
  }

  static Start start(Optional<String> greeting) {
    return new Start(
        TenantId.DEFAULT,
        AGENT,
        Channel.WEB,
        Optional.of(ADA),
        Map.of("page", "/help"),
        greeting,
        NOON);
  }

  static Say say(String id, String text) {
    return say(id, text, NOON);
  }

  static Say say(String id, String text, Instant at) {
    return new Say(id, Party.CUSTOMER, text, Channel.WEB, at);
  }

  static Say agentSays(String id, String text) {
    return new Say(id, Party.HUMAN, text, Channel.WEB, NOON);
  }

  static Pause pause() {
    return new Pause(NOON);
  }

  static Interrupt interrupt(String id, int turn) {
    return new Interrupt(id, turn, Party.CUSTOMER, Optional.empty(), NOON);
  }

  static Interrupt interrupt(String id, int turn, String heard) {
    return new Interrupt(id, turn, Party.CUSTOMER, Optional.of(heard), NOON);
  }

  static CutReply cut(String id, int turn, String heard) {
    return new CutReply(id, turn, Party.CUSTOMER, heard, NOON);
  }

  static Decide decide(String id, String call, Approval decision) {
    return decide(id, call, decision, NOON);
  }

  static Decide decide(String id, String call, Approval decision, Instant at) {
    return new Decide(id, call, decision, Party.HUMAN, Optional.empty(), at);
  }

  static End end(String id) {
    return end(Optional.of(id), "");
  }

  static End end(Optional<String> id, String heard) {
    return new End(id, "done", Party.CUSTOMER, heard, NOON);
  }

  static RequestToolCalls request(int turn, int attempt, WantedCall... calls) {
    return new RequestToolCalls(turn, attempt, Arrays.asList(calls), NOON);
  }

  static WantedCall wanted(ToolPolicy policy) {
    return new WantedCall(
        new ToolRequest("lookup", ARGUMENTS), "Looking it up", new ToolTerms(policy, false));
  }

  static WantedCall wantedWithApproval(ToolPolicy policy) {
    return new WantedCall(
        new ToolRequest("lookup", ARGUMENTS), "Looking it up", new ToolTerms(policy, true));
  }

  static SettleToolCall settle(String call, ToolOutcome.Kind outcome) {
    return new SettleToolCall(call, ToolOutcome.of(outcome, RESULT), 1, 20, NOON);
  }

  /// The call could not be delivered.
  static SettleToolCall undelivered(String call) {
    return new SettleToolCall(
        call,
        ToolOutcome.of(ToolOutcome.Kind.FAILED, RESULT),
        1,
        20,
        Optional.of("connection refused"),
        NOON);
  }

  static RetryToolCall retry(String id, String call) {
    return new RetryToolCall(id, call, Party.OPERATOR, Optional.of("it is up again"), NOON);
  }

  static DropToolCall drop(String id, String call) {
    return new DropToolCall(id, call, Party.HUMAN, Optional.empty(), NOON);
  }

  static ResolveToolCall resolve(String call, ToolOutcome.Kind outcome) {
    return new ResolveToolCall(call, outcome, Party.HUMAN, NOON);
  }

  static ResolveToolCall resolve(String id, String call, Resolution how, String note) {
    return new ResolveToolCall(id, call, how, Party.HUMAN, Optional.of(note), NOON);
  }

  /// The dependency knows what became of the call, and its result.
  static ResolveToolCall found(String call, Resolution how) {
    return new ResolveToolCall(call, how, Optional.of(RESULT), NOON);
  }

  static CompleteReply complete(int turn, int attempt, String text) {
    return new CompleteReply(turn, attempt, text, List.of(), 900, 300, USAGE, false, NOON);
  }

  static FailTurn fail(int turn, int attempt) {
    return new FailTurn(turn, attempt, PROBLEM, NOON);
  }

  static WriteSummary summarise(int fromTurn, int toTurn, String text) {
    return new WriteSummary(fromTurn, toTurn, text, USAGE, NOON);
  }

  static RestartReply restart(int turn, int attempt) {
    return new RestartReply(turn, attempt, NOON);
  }

  static WriteMemories remember(int turn, MemoryDraft... memories) {
    return new WriteMemories(turn, List.of(memories), NOON);
  }

  static MemoryDraft learned(MemoryKind kind, String text) {
    return new MemoryDraft(kind, text, Optional.empty());
  }

  static Rate rate(String id, int score) {
    return new Rate(id, Party.CUSTOMER, score, Optional.empty(), NOON);
  }

  static Resume resume() {
    return new Resume(NOON);
  }

  /// By the node that made the attempt itself, after its journal had failed.
  static Resume resumeAfterJournalFailure() {
    return new Resume(false, NOON);
  }

  static Tick tick(Instant at) {
    return new Tick(at);
  }

  static RecordArchive archive(long upTo) {
    return new RecordArchive(upTo, 512, "ab12", "default/2026/01/01/s/", NOON);
  }
}

package io.parley.persistence.journal;

import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Problem;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.*;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionLimits;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A conversation under the real rules: takes commands, and keeps their events. A command that the
/// rules refuse is a mistake in the test.
public final class Conversation {
  public static final SessionLimits LIMITS =
      new SessionLimits(
          new AgentLimits(6_000, 800, 8, 20, 500), Duration.ofMinutes(30), Duration.ofMinutes(15));

  public static final Usage USAGE = new Usage("offline", 812, 64, 0, "EUR", false);

  private final List<RecordedEvent> events = new ArrayList<>();
  private final List<SessionCommand> commands = new ArrayList<>();
  private SessionState state = new SessionState.New();
  private Instant now;

  public Conversation(Instant start) {
    this.now = start;
  }

  public SessionState state() {
    return state;
  }

  public List<RecordedEvent> events() {
    return List.copyOf(events);
  }

  public List<SessionEvent> bare() {
    return events.stream().map(RecordedEvent::event).toList();
  }

  /// The events so far, to continue with another conversation.
  public List<SessionCommand> commands() {
    return List.copyOf(commands);
  }

  public Instant now() {
    return now;
  }

  public Conversation pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  public Conversation tell(SessionCommand command) {
    if (!(Session.decide(state, command, LIMITS) instanceof Accepted accepted))
      throw new IllegalStateException(command + " was refused");
    commands.add(command);
    for (var event : accepted.events()) {
      state = Session.evolve(state, event);
      events.add(new RecordedEvent(events.size() + 1L, event));
    }
    return pass(Duration.ofMillis(137));
  }

  public Conversation start(Optional<Customer> customer, Optional<String> greeting) {
    return tell(
        new Start(
            TenantId.DEFAULT,
            new AgentRef("support", 1),
            Channel.WEB,
            customer,
            Map.of("page", "/orders"),
            greeting,
            now));
  }

  public Conversation say(String id, String text) {
    return tell(new Say(id, Party.CUSTOMER, text, Channel.WEB, now));
  }

  /// In a call.
  public Conversation says(String id, String text, double confidence) {
    return tell(
        new Say(id, Party.CUSTOMER, text, Channel.VOICE, OptionalDouble.of(confidence), now));
  }

  /// A call is over.
  public Conversation measured(String call, CallFigures figures) {
    return tell(new MeasureCall(call + "-measured", call, figures, now));
  }

  public Conversation agentSays(String id, String text) {
    return tell(new Say(id, Party.HUMAN, text, Channel.WEB, now));
  }

  public Conversation call(
      int turn, String tool, String arguments, ToolPolicy policy, boolean approval) {
    var wanted =
        new WantedCall(
            new ToolRequest(tool, new Json(arguments)),
            "Using " + tool,
            new ToolTerms(policy, approval));
    return tell(new RequestToolCalls(turn, attempt(), List.of(wanted), now));
  }

  /// A call of a tool with an approval rule.
  public Conversation callUnder(String rule, int turn, String tool, String arguments) {
    var terms =
        new ToolTerms(
            ToolPolicy.RETRY_WITH_KEY,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(ApprovalRule.parse(rule)));
    var wanted = new WantedCall(new ToolRequest(tool, new Json(arguments)), "Using " + tool, terms);
    return tell(new RequestToolCalls(turn, attempt(), List.of(wanted), now));
  }

  /// A call after some words of the reply.
  public Conversation callAfter(
      int after, int turn, String tool, String arguments, ToolPolicy policy) {
    var wanted =
        new WantedCall(
            new ToolRequest(tool, new Json(arguments)),
            "Using " + tool,
            new ToolTerms(policy, false));
    return tell(new RequestToolCalls(turn, attempt(), List.of(wanted), after, now));
  }

  public Conversation settle(String call, ToolOutcome.Kind kind, String result, Source... sources) {
    var outcome = new ToolOutcome(kind, new Json(result), List.of(sources));
    return tell(new SettleToolCall(call, outcome, 1, 42, now));
  }

  /// The call could not be delivered.
  public Conversation undelivered(String call, String failure) {
    var outcome = ToolOutcome.of(ToolOutcome.Kind.FAILED, new Json("{}"));
    return tell(new SettleToolCall(call, outcome, 3, 42, Optional.of(failure), now));
  }

  /// The tool answers later.
  public Conversation deferred(String call) {
    return tell(new SettleToolCall(call, ToolOutcome.pending(Duration.ofDays(3)), 1, 42, now));
  }

  public Conversation retry(String id, String call) {
    return tell(new RetryToolCall(id, call, Party.OPERATOR, Optional.of("it is up again"), now));
  }

  public Conversation drop(String id, String call) {
    return tell(new DropToolCall(id, call, Party.HUMAN, Optional.of("paid by hand"), now));
  }

  public Conversation decide(String id, String call, Approval decision, String note) {
    return tell(new Decide(id, call, decision, Party.HUMAN, Optional.of(note), now));
  }

  public Conversation reply(int turn, String text, Source... sources) {
    return tell(
        new CompleteReply(turn, attempt(), text, List.of(sources), 640, 210, USAGE, false, now));
  }

  /// A reply straight from the knowledge base.
  public Conversation degraded(int turn, String text, Source... sources) {
    return tell(
        new CompleteReply(turn, attempt(), text, List.of(sources), 640, 210, USAGE, true, now));
  }

  /// A reply cut off at its limit.
  public Conversation cutOff(int turn, String text) {
    return tell(
        new CompleteReply(turn, attempt(), text, List.of(), 640, 210, USAGE, false, true, now));
  }

  public Conversation fail(int turn) {
    return tell(
        new FailTurn(
            turn,
            attempt(),
            new Problem("model-unavailable", "The model did not answer", "Please try again"),
            now));
  }

  public Conversation end(String id, String reason) {
    return tell(new End(Optional.of(id), reason, Party.CUSTOMER, "", now));
  }

  public Conversation archived() {
    return tell(
        new RecordArchive(
            state.seq(), 2_048, "ab".repeat(32), "default/2026/11/20/a-session/", now));
  }

  private int attempt() {
    return state instanceof SessionState.Active active
        ? active.open().map(open -> open.attempt()).orElse(0)
        : 0;
  }
}

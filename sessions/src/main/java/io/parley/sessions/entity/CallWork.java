package io.parley.sessions.entity;

import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.sessions.Collaborators;
import io.parley.sessions.SessionSettings.ToolCallSettings;
import io.parley.sessions.fault.Contained.Extent;
import io.parley.sessions.limit.VisitorShare;
import io.parley.sessions.toolcall.DoubtSettling;
import io.parley.sessions.toolcall.ToolCallExecution;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/// A session's tool calls, each made by a child actor, and the questions to dependencies about
/// those in doubt.
final class CallWork {
  private static final Json CRASHED =
      new Json(
          "{\"error\":\"the call failed with an internal error; whether it took effect is not"
              + " known\"}");

  private final SessionKey key;
  private final ToolCallSettings settings;
  private final Collaborators with;
  private final NodeShared shared;
  private final Children children;
  private final AgentInCharge agent;
  private final ToolOffer tools;
  private final ActorRef<SessionCommand> commands;
  private final Map<String, ActorRef<ToolCallExecution.Message>> running = new HashMap<>();

  // one more than STYLE asks for: a part of SideEffects, with its collaborators
  CallWork(
      SessionKey key,
      ToolCallSettings settings,
      Collaborators with,
      NodeShared shared,
      Children children,
      AgentInCharge agent,
      ToolOffer tools,
      ActorRef<SessionCommand> commands) {
    this.key = key;
    this.settings = settings;
    this.with = with;
    this.shared = shared;
    this.children = children;
    this.agent = agent;
    this.tools = tools;
    this.commands = commands;
  }

  static String name(String id) {
    return "call-" + id;
  }

  static String doubtName(String id) {
    return "doubt-" + id;
  }

  void execute(SessionState state, String id, boolean again, Extent extent) {
    if (children.isRunning(name(id))) return;
    var active = active(state);
    var call = call(active, id);
    // a repeated call was granted when it first began
    var refused =
        again
            ? Optional.<ToolOutcome>empty()
            : VisitorShare.of(shared.visitors(), key, active.started(), with.clock()).refusal(call);
    if (refused.isPresent()) {
      var now = with.clock().instant().truncatedTo(ChronoUnit.MILLIS);
      commands.tell(new SessionCommand.SettleToolCall(id, refused.get(), 0, 0, now));
      return;
    }
    running.keySet().removeIf(other -> !children.isRunning(name(other)));
    var child =
        children.run(
            name(id),
            extent,
            children.ofTurn(
                call.turn(),
                ToolCallExecution.Message.class,
                ToolCallExecution.create(
                    task(active, call, again),
                    with.tools(),
                    shared.breakers(),
                    settings,
                    commands,
                    with.clock())),
            Optional.of(
                (now, _) ->
                    new SessionCommand.SettleToolCall(
                        id, ToolOutcome.of(ToolOutcome.Kind.IN_DOUBT, CRASHED), 1, 0, now)));
    running.put(id, child);
  }

  /// Tells the call's tool to stop; the call settles soon after.
  void cancel(String id) {
    var child = running.get(id);
    if (child != null && children.isRunning(name(id))) child.tell(new ToolCallExecution.Cancel());
  }

  void settleDoubt(SessionState state, String id, Extent extent) {
    if (children.isRunning(doubtName(id))) return;
    var active = active(state);
    var call = call(active, id);
    children.run(
        doubtName(id),
        extent,
        children.ofTurn(
            call.turn(),
            DoubtSettling.Message.class,
            DoubtSettling.create(
                task(active, call, true),
                with.tools(),
                shared.breakers(),
                settings,
                commands,
                with.clock())),
        Optional.empty());
  }

  private ToolCallExecution.Task task(Active active, ToolCallState call, boolean again) {
    var definition = agent.of(active);
    var customer = active.started().customer().filter(Customer::verified).map(Customer::id);
    return new ToolCallExecution.Task(
        call.call(),
        tools.terms(definition, call),
        new ToolContext(key, definition.ref(), customer, call.idempotencyKey(key)),
        again);
  }

  private static Active active(SessionState state) {
    return state instanceof SessionState.Ended ended ? ended.was() : (Active) state;
  }

  private static ToolCallState call(Active active, String id) {
    return active.call(id).orElseThrow(() -> new IllegalStateException("no call " + id));
  }
}

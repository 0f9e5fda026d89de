package io.parley.sessions.entity;

import io.parley.core.limit.RateLimit;
import io.parley.core.limit.RateLimit.Verdict;
import io.parley.core.memory.TurnRange;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Usage;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionLimits;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.ToolEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.sessions.Answer;
import io.parley.sessions.Collaborators;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.archive.Archiving;
import io.parley.sessions.entity.SessionEntity.*;
import io.parley.sessions.fault.Contained.Extent;
import io.parley.sessions.limit.RateLimiter;
import io.parley.sessions.limit.VisitorShare;
import io.parley.sessions.listener.SessionListeners;
import io.parley.sessions.memory.NoteTask;
import io.parley.sessions.memory.Reflecting;
import io.parley.sessions.memory.Remembering;
import io.parley.sessions.memory.Summarising;
import io.parley.sessions.reply.ReplyGeneration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/// Performs a session's actions, each in a child actor named after it: replies, tool calls,
/// summaries, memories, the archive. When a child stops without having settled its action, the
/// session performs the [Consequence].
final class SideEffects {
  private static final String SUMMARY = "summary";
  private static final String MEMORY = "memory";
  private static final String REFLECTION = "reflection";
  private static final String ARCHIVE = "archive";

  /// Turns that are read once more after a restart, when it is unknown whether they were read.
  private static final int REMEMBERED_AGAIN_MAX = 4;

  private final ActorContext<Message> context;
  private final SessionKey key;
  private final SessionSettings settings;
  private final Collaborators with;
  private final NodeShared shared;
  private final ActorRef<SessionCommand> commands;
  private final Faults faults;
  private final Children children;
  private final AgentInCharge agent;
  private final Admission admission;
  private final ToolOffer tools;
  private final Replies replies;
  private final CallWork calls;
  private int remembered;

  SideEffects(
      ActorContext<Message> context,
      SessionKey key,
      SessionSettings settings,
      Collaborators collaborators,
      NodeShared shared,
      SessionListeners listeners) {
    this.context = context;
    this.faults = new Faults(key, collaborators.watch());
    this.children = new Children(context, key, faults);
    this.key = key;
    this.settings = settings;
    this.with = collaborators;
    this.shared = shared;
    this.agent = new AgentInCharge(key.tenant(), collaborators.agents());
    this.admission = new Admission(context, settings.askTimeout());
    this.tools = new ToolOffer(context, key.tenant(), collaborators.tools(), shared.breakers());
    this.commands = context.messageAdapter(SessionCommand.class, Perform::new);
    this.replies =
        new Replies(context, key, settings.reply(), collaborators, listeners, children, tools);
    this.calls =
        new CallWork(
            key, settings.toolCall(), collaborators, shared, children, agent, tools, commands);
  }

  /// The limits of this session.
  SessionLimits limits(SessionState state) {
    return new SessionLimits(
        agent.of(state).limits(), settings.idleTimeout(), settings.approvalTimeout());
  }

  /// The rejection of a decision whose arguments do not fit the schema of the call's tool.
  Optional<Rejection> wrongArguments(SessionState.Active state, SessionCommand.Decide decide) {
    var call = state.call(decide.call());
    if (call.isEmpty() || decide.arguments().isEmpty()) return Optional.empty();
    var problems = tools.problems(agent.of(state), call.get(), decide.arguments().get());
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Rejection.Reason.WRONG_ARGUMENTS,
                "arguments of another form (expected: %s)".formatted(String.join("; ", problems))));
  }

  /// Requests permits for the customer's messages before they are needed. Without permits the
  /// limiter is asked when a message arrives.
  void lendAhead(Active state, Instant at) {
    faults.contain(
        "limiter",
        () -> {
          admission.ahead(agent.of(state).rateLimit(), state.rate(), at);
          return true;
        },
        () -> false);
  }

  /// Whether the words may be accepted: by the session's own limit, and by its visitor's quota.
  ///
  /// @return empty where the limiter has to be asked; then the verdict comes back as a message
  Optional<Verdict> admit(Active state, SessionCommand.Say say, Function<Verdict, Message> answer) {
    var limit = agent.of(state).rateLimit();
    if (admission.takes(limit, state.rate(), say.at())) return Optional.of(share(state, say));
    admission.ask(
        limit,
        state.rate(),
        say.at(),
        verdict ->
            answer.apply(verdict instanceof RateLimit.Granted ? share(state, say) : verdict));
    return Optional.empty();
  }

  private Verdict share(Active state, SessionCommand.Say say) {
    return replies.isPrepared(say.id(), say.text())
        ? new RateLimit.Granted()
        : share(state).words();
  }

  /// @param again whether an earlier incarnation may have begun them
  void perform(List<Action> actions, SessionState state, boolean again) {
    for (var action : actions)
      switch (action) {
        case Action.GenerateReply(var turn, var attempt) ->
            replies.generate((Active) state, agent.of(state), model((Active) state), turn, attempt);
        case Action.CancelReply _ -> replies.cancel();
        case Action.ExecuteToolCall(var call) -> calls.execute(state, call, again, extent(again));
        case Action.CancelToolCall(var call) -> calls.cancel(call);
        case Action.SettleDoubt(var call) -> calls.settleDoubt(state, call, extent(again));
        case Action.Summarise(var turns) -> summarise((Active) state, turns, extent(again));
        case Action.Remember(var turn) -> remember(state, turn);
        case Action.Reflect() -> reflect((SessionState.Ended) state, extent(again));
        case Action.ArchiveSession() -> archive((SessionState.Ended) state, extent(again));
      }
  }

  /// A repeated action may have ended a node before; it must not end the next one.
  private static Extent extent(boolean again) {
    return again ? Extent.EVERYTHING : Extent.SURVIVABLE;
  }

  /// The command for an action that failed before its child started.
  Optional<SessionCommand> failed(Action action, Instant now) {
    return action instanceof Action.GenerateReply(var turn, var attempt)
        ? Optional.of(new SessionCommand.FailTurn(turn, attempt, Replies.FAULT, now))
        : Optional.empty();
  }

  /// Whether no child runs this action.
  boolean isNotRunning(Action action) {
    return switch (action) {
      case Action.GenerateReply(var turn, _) -> !children.isRunning(Replies.name(turn));
      case Action.CancelReply _, Action.CancelToolCall _ -> false;
      case Action.ExecuteToolCall(var call) -> !children.isRunning(CallWork.name(call));
      case Action.SettleDoubt(var call) -> !children.isRunning(CallWork.doubtName(call));
      case Action.Summarise _ -> !children.isRunning(SUMMARY);
      case Action.Remember _ -> !children.isRunning(MEMORY);
      case Action.Reflect() -> !children.isRunning(REFLECTION);
      case Action.ArchiveSession() -> !children.isRunning(ARCHIVE);
    };
  }

  boolean isQuiet() {
    return children.isEmpty();
  }

  int count() {
    return children.count();
  }

  /// @return whether `child` ran this task
  boolean gone(String task, ActorRef<?> child) {
    return children.gone(task, child);
  }

  Faults faults() {
    return faults;
  }

  /// Actions that waited for the end of this task.
  List<Action> nextAfter(String task) {
    return children.nextAfter(task);
  }

  /// After a restart: the children stopped with the actor that they served.
  void forget() {
    children.forget();
    replies.forget();
    admission.forget();
    tools.forget();
  }

  void lent(RateLimiter.Loan loan) {
    admission.lent(loan);
  }

  void available(String dependency, boolean isBroken) {
    if (tools.changed(dependency, isBroken)) replies.tellBroken();
  }

  /// Passes committed results to the children that wait for them.
  void committed(SessionState before, List<SessionEvent> events, SessionState after) {
    replies.committed(events, after);
    WatchNotifier.tell(with.watch(), faults, before, events);
    if (before instanceof SessionState.New && after instanceof Active active)
      lendAhead(active, active.lastActivity());
    for (var event : events) {
      admission.committed(event);
      if (event instanceof ToolEvent.ToolCallSettled s) {
        var outcome = new ToolOutcome(s.outcome(), s.result(), s.sources());
        if (tools.refresh()) replies.tellBroken();
        replies.tell(new ReplyGeneration.CallSettled(s.call(), outcome));
      }
      if (event instanceof ToolEvent.ToolCallDeferred d && after instanceof Active active)
        active
            .call(d.call())
            .flatMap(ToolCallState::outcome)
            .ifPresent(told -> replies.tell(new ReplyGeneration.CallSettled(d.call(), told)));
    }
  }

  /// Routes the answer to an internal command to the child that waits for it.
  Consumer<Answer> answering(SessionCommand command) {
    if (command instanceof SessionCommand.WriteMemories(var turn, _, _))
      return answer -> {
        if (answer instanceof Answer.Stored) remembered = Math.max(remembered, turn);
      };
    if (command instanceof SessionCommand.RequestToolCalls)
      return answer -> {
        if (answer instanceof Answer.Refused) replies.tell(new ReplyGeneration.CallsRefused());
      };
    return answer -> {
      if (!(answer instanceof Answer.Refused(var rejection))) return;
      context.getLog().debug("stale command rejected: {}", rejection.reason());
      // the result is no longer wanted, but its usage was paid for
      if (command instanceof SessionCommand.CompleteReply reply) spent(reply.usage(), reply.at());
      if (command instanceof SessionCommand.WriteSummary written)
        spent(written.usage(), written.at());
    };
  }

  private void spent(Usage usage, Instant at) {
    if (usage.billedTokens() > 0) commands.tell(new SessionCommand.RecordUsage(usage, at));
  }

  /// Prepares a reply to words that will probably be said, unless they would be refused.
  ///
  /// @param after the session's state once they are said
  void prepare(Active before, Active after, Prepare words) {
    var definition = agent.of(before);
    if (definition.rateLimit().check(before.rate(), words.at()) instanceof RateLimit.Granted)
      replies.prepare(after, definition, model(before), () -> share(before).words(), words);
  }

  /// @param which selects the preparation to discard
  void unprepare(Predicate<Prepare> which) {
    replies.unprepare(which);
  }

  private VisitorShare share(Active state) {
    return VisitorShare.of(shared.visitors(), key, state.started(), with.clock());
  }

  private LanguageModel model(Active state) {
    return share(state).counted(with.model());
  }

  private void summarise(Active state, TurnRange turns, Extent extent) {
    if (children.isRunning(SUMMARY)) return;
    children.run(SUMMARY, extent, Summarising.create(turns, noteTask(state)), Optional.empty());
  }

  /// Reads the turns up to `turn` for facts about the customer. After a crash some may be read
  /// again, which does no harm: known facts are not stored twice.
  private void remember(SessionState state, int turn) {
    if (!(state instanceof Active active)) return;
    if (children.isRunning(MEMORY)) {
      children.afterwards(MEMORY, new Action.Remember(turn));
      return;
    }
    int before = Math.max(remembered, active.notes().remembered());
    var turns = new TurnRange(Math.max(before + 1, turn - REMEMBERED_AGAIN_MAX), turn);
    if (turns.from() > turns.to()) return;
    children.run(
        MEMORY,
        Extent.SURVIVABLE,
        Remembering.create(turns, noteTask(active), with.memories()),
        Optional.empty());
  }

  private void reflect(SessionState.Ended ended, Extent extent) {
    if (children.isRunning(REFLECTION)) return;
    var was = ended.was();
    children.run(
        REFLECTION,
        extent,
        Reflecting.create(was.turns(), noteTask(was)),
        Optional.of(
            (now, _) ->
                new SessionCommand.WriteMemories(
                    was.turns(), List.of(Reflecting.withoutModel(was.history())), now)));
  }

  private NoteTask noteTask(Active state) {
    return new NoteTask(
        key,
        agent.of(state),
        state.started().customer(),
        state.history(),
        model(state),
        settings.reply().modelDeadline(),
        commands,
        with.clock());
  }

  private void archive(SessionState.Ended ended, Extent extent) {
    if (ended.archived().isPresent()) return;
    if (children.isRunning(ARCHIVE)) {
      // the archive being stored does not contain the newest events
      children.afterwards(ARCHIVE, new Action.ArchiveSession());
      return;
    }
    var task = new Archiving.Task(key, ended.seq(), ended.was().lastActivity());
    children.run(
        ARCHIVE,
        extent,
        Archiving.create(
            task,
            with.archive(),
            settings.archiving(),
            commands,
            damage -> Closed.recordDamage(key, damage, with.index(), with.clock().instant()),
            with.clock()),
        Optional.empty());
  }
}

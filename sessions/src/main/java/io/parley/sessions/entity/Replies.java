package io.parley.sessions.entity;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.RateLimit.Verdict;
import io.parley.core.model.LanguageModel;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MemoryEvent.MemoryWritten;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Collaborators;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionSettings.ReplySettings;
import io.parley.sessions.entity.SessionEntity.Message;
import io.parley.sessions.entity.SessionEntity.Perform;
import io.parley.sessions.entity.SessionEntity.Progress;
import io.parley.sessions.entity.SessionEntity.Unprepare;
import io.parley.sessions.fault.Contained.Extent;
import io.parley.sessions.listener.SessionListeners;
import io.parley.sessions.reply.ReplyGeneration;
import io.parley.sessions.reply.ReplyOutbox;
import io.parley.sessions.reply.ReplyTask;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/// The reply that a session is making, and the one prepared before the customer has certainly
/// finished: a child like any other, whose output stays hidden until the words are said. Lives
/// inside the session's actor and in its thread.
final class Replies {
  static final Problem FAULT =
      new Problem(
          "reply-abandoned",
          "The reply could not be made",
          "Internal error. Your message is kept.");

  private final ActorContext<Message> context;
  private final SessionKey key;
  private final ReplySettings settings;
  private final Collaborators with;
  private final SessionListeners listeners;
  private final Children children;
  private final ToolOffer tools;
  private final ActorRef<ReplyGeneration.Out> out;
  private Optional<ActorRef<ReplyGeneration.Message>> reply = Optional.empty();
  private Optional<Prepared> prepared = Optional.empty();
  private int preparations;

  /// @param turn that these words would open
  private record Prepared(
      Prepare words,
      int turn,
      String task,
      ActorRef<ReplyGeneration.Message> child,
      Cancellable patience) {

    /// Whether the prompt would still be the same. Memories and summaries are not part of it.
    boolean outlives(SessionEvent event) {
      return switch (event) {
        case Said said -> said.id().equals(words.id()) && words.isOf(said.text());
        case TurnStarted started -> started.turn() == turn;
        case ToolCallSettled _,
            ToolCallResolved _,
            ToolCallDeferred _,
            ToolCallRetried _,
            ToolCallDropped _,
            MemoryWritten _,
            CustomerEvent _,
            UsageEvent _ ->
            true;
        // the rest may change the prompt
        case LifecycleEvent _, MessageEvent _, TurnEvent _ -> false;
        case ToolEvent _, MemoryEvent _, AgentEvent _ -> false;
      };
    }
  }

  Replies(
      ActorContext<Message> context,
      SessionKey key,
      ReplySettings settings,
      Collaborators with,
      SessionListeners listeners,
      Children children,
      ToolOffer tools) {
    this.context = context;
    this.key = key;
    this.settings = settings;
    this.with = with;
    this.listeners = listeners;
    this.children = children;
    this.tools = tools;
    this.out =
        context.messageAdapter(
            ReplyGeneration.Out.class,
            out ->
                switch (out) {
                  case ReplyGeneration.Perform(var command) -> new Perform(command);
                  case ReplyGeneration.Progress(var turn, var attempt, var from, var text) ->
                      new Progress(turn, attempt, from, text);
                });
  }

  static String name(int turn) {
    return "reply-" + turn;
  }

  /// @param model as this session may use it
  void generate(Active state, AgentDefinition agent, LanguageModel model, int turn, int attempt) {
    var open = state.open().filter(o -> o.turn() == turn && o.attempt() == attempt);
    if (open.isEmpty() || children.isRunning(name(turn))) return;
    cancel();
    listeners.typing(Party.BOT);
    var consequence =
        Optional.<Consequence>of(
            (now, then) -> new SessionCommand.FailTurn(turn, attemptOf(then, turn), FAULT, now));
    // what was prepared knows no doubts
    boolean isPrepared = attempt == 1 && prepared.filter(p -> p.turn() == turn).isPresent();
    if (isPrepared && !open.get().doubtful()) {
      adopt(prepared.get(), consequence);
    } else {
      unprepare(_ -> true);
      var outbox = ReplyOutbox.atOnce(out);
      reply = Optional.of(begin(name(turn), outbox, state, open.get(), agent, model, consequence));
    }
  }

  /// Prepares a reply to `words`, and discards any earlier preparation.
  ///
  /// @param after the session's state once the words are said; @param model as it may use it
  /// @param grant asked before a model is called
  void prepare(
      Active after,
      AgentDefinition agent,
      LanguageModel model,
      Supplier<Verdict> grant,
      Prepare words) {
    if (isPrepared(words.id(), words.words())) return;
    unprepare(_ -> true);
    if (!(grant.get() instanceof RateLimit.Granted)) return;
    var task = "prepared-" + ++preparations;
    var open = after.open().orElseThrow();
    var outbox = ReplyOutbox.whenAdopted(out);
    var child = begin(task, outbox, after, open, agent, model, Optional.empty());
    var patience =
        context.scheduleOnce(settings.preparedFor(), context.getSelf(), new Unprepare(words.id()));
    prepared = Optional.of(new Prepared(words, open.turn(), task, child, patience));
  }

  /// Whether the reply to these words is prepared and its model called.
  boolean isPrepared(String id, String words) {
    return prepared.filter(p -> p.words().id().equals(id) && p.words().isOf(words)).isPresent();
  }

  /// Discards the prepared reply if it is for these words. The model is told to stop.
  void unprepare(Predicate<Prepare> which) {
    prepared
        .filter(p -> which.test(p.words()))
        .ifPresent(
            p -> {
              p.patience().cancel();
              context.stop(p.child());
              prepared = Optional.empty();
            });
  }

  private ActorRef<ReplyGeneration.Message> begin(
      String task,
      ReplyOutbox outbox,
      Active state,
      OpenTurn open,
      AgentDefinition agent,
      LanguageModel model,
      Optional<Consequence> consequence) {
    var offered = tools.of(agent, listeners.callTools());
    var extent = open.deaths() > 0 ? Extent.EVERYTHING : Extent.SURVIVABLE;
    return children.run(
        task,
        extent,
        children.ofTurn(
            open.turn(),
            ReplyGeneration.Message.class,
            ReplyGeneration.create(
                ReplyTask.of(key, state, open, agent, offered),
                model,
                with.memories(),
                tools.broken(),
                settings,
                outbox,
                with.clock())),
        consequence);
  }

  private void adopt(Prepared made, Optional<Consequence> consequence) {
    made.patience().cancel();
    children.move(made.task(), name(made.turn()), made.child(), consequence);
    reply = Optional.of(made.child());
    prepared = Optional.empty();
    tellBroken();
    tell(new ReplyGeneration.Adopted(with.clock().instant()));
  }

  /// The child may have continued with a later attempt.
  private static int attemptOf(SessionState state, int turn) {
    return state.openTurn().filter(o -> o.turn() == turn).map(OpenTurn::attempt).orElse(0);
  }

  void cancel() {
    reply.ifPresent(context::stop);
    reply = Optional.empty();
  }

  /// After a restart: the children stopped with the actor that they served.
  void forget() {
    reply = Optional.empty();
    prepared = Optional.empty();
  }

  void tell(ReplyGeneration.Message message) {
    reply.ifPresent(child -> child.tell(message));
  }

  void tellBroken() {
    tell(new ReplyGeneration.Broken(tools.broken()));
  }

  /// Informs the reply which of its calls are stored, and discards a reply that was prepared for a
  /// different continuation.
  void committed(List<SessionEvent> events, SessionState after) {
    if (prepared.isPresent() && !events.stream().allMatch(prepared.get()::outlives))
      unprepare(_ -> true);
    if (reply.isEmpty() || !(after instanceof Active active)) return;
    var recorded =
        events.stream()
            .flatMap(e -> e instanceof ToolCallRequested r ? active.call(r.call()).stream() : null)
            .toList();
    if (!recorded.isEmpty()) tell(new ReplyGeneration.CallsRecorded(recorded));
  }
}

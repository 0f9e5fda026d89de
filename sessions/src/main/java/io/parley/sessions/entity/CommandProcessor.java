package io.parley.sessions.entity;

import io.parley.core.limit.RateLimit;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Decision;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.Decision.Rejected;
import io.parley.core.session.Modality;
import io.parley.core.session.Rejection;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.listener.SessionListeners;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectFactories;

/// Takes a command through the session: admits it, decides by the rules, stores the events,
/// answers, informs the readers, then performs the actions; until the session leaves. Lives inside
/// the session's actor and in its thread.
final class CommandProcessor {
  private static final Rejection FAULT =
      new Rejection(Rejection.Reason.FAULT, "internal error; nothing was stored");

  private final ActorContext<SessionEntity.Message> context;
  private final EffectFactories<SessionEvent, SessionState> effects;
  private final SessionSettings settings;
  private final Clock clock;
  private final SideEffects sideEffects;
  private final SessionListeners listeners;
  private final TurnTracing tracing;
  private final Runnable passivate;
  private final GracefulStop stop = new GracefulStop();
  private final TrialStates trial = new TrialStates();
  private boolean admitting;
  // until pending actions are resumed, no other path may begin any of them
  private boolean resuming;

  // one more than STYLE asks for: each is a part of the one session that this coordinates
  /// @param passivate asks the shard to put the session to sleep
  CommandProcessor(
      ActorContext<SessionEntity.Message> context,
      EffectFactories<SessionEvent, SessionState> effects,
      SessionSettings settings,
      Clock clock,
      SideEffects sideEffects,
      SessionListeners listeners,
      TurnTracing tracing,
      Runnable passivate) {
    this.context = context;
    this.effects = effects;
    this.settings = settings;
    this.clock = clock;
    this.sideEffects = sideEffects;
    this.listeners = listeners;
    this.tracing = tracing;
    this.passivate = passivate;
  }

  /// Pending actions are resumed by a command of its own, so that the resumption is recorded.
  ///
  /// @param again whether this process has recovered the session before, and only lost the journal
  void recovered(SessionState state, boolean again) {
    admitting = false;
    if (state instanceof Active active) sideEffects.lendAhead(active, now());
    resuming = !Session.pending(state, sideEffects.limits(state)).isEmpty();
    if (stop.isBegun()) context.getSelf().tell(new SessionEntity.Go());
    else if (resuming)
      context.getSelf().tell(new SessionEntity.Perform(new SessionCommand.Resume(!again, now())));
  }

  /// The state after a new event.
  SessionState evolve(SessionState before, SessionEvent event) {
    return trial.evolve(before, event);
  }

  /// Whether work is under way that the state does not show.
  boolean isBusy() {
    return admitting || resuming;
  }

  /// Whether the request must wait in the stash.
  boolean mustWait(SessionEntity.Ask ask) {
    // work lost with a node is judged before anything new, so that no call begins only to be in
    // doubt
    if (resuming) return true;
    // an interruption never waits behind other words
    return admitting && !(ask.command() instanceof SessionCommand.Interrupt);
  }

  /// @param ask that need not wait
  Effect<SessionEvent, SessionState> asked(SessionState state, SessionEntity.Ask ask) {
    if (state instanceof SessionState.Active active
        && ask.command() instanceof SessionCommand.Say say
        && say.by() == Party.CUSTOMER
        && say.to().isEmpty()
        && !active.accepted().knows(say.id())) {
      var verdict =
          sideEffects.admit(
              active,
              say,
              later ->
                  switch (later) {
                    case RateLimit.Granted() -> new SessionEntity.Admitted(ask);
                    case RateLimit.Refused limit -> new SessionEntity.NotAdmitted(ask, limit);
                  });
      if (verdict.isEmpty()) {
        admitting = true;
        return effects.none();
      }
      if (verdict.get() instanceof RateLimit.Refused limit) {
        ask.replyTo().tell(new Answer.Limited(limit));
        return effects.none();
      }
    }
    if (state instanceof Active active
        && ask.command() instanceof SessionCommand.Decide decide
        && !active.accepted().knows(decide.id())) {
      var wrong = sideEffects.wrongArguments(active, decide);
      if (wrong.isPresent()) {
        ask.replyTo().tell(new Answer.Refused(wrong.get()));
        return effects.none();
      }
    }
    var command = listeners.withHeard(state, ask.command());
    return perform(state, command, ask.trace(), ask.replyTo()::tell, false);
  }

  /// Begins the reply to words that will most likely be said, where they would open a turn now.
  void prepare(SessionState state, Prepare words) {
    if (isBusy() || stop.isBegun()) return;
    sideEffects.faults().contain("preparation", () -> prepared(state, words), () -> false);
  }

  private boolean prepared(SessionState state, Prepare words) {
    if (!(state instanceof Active active) || active.open().isPresent()) return false;
    var say =
        new Say(
            words.id(),
            Party.CUSTOMER,
            words.words(),
            Channel.VOICE,
            Optional.of(Modality.SPOKEN),
            OptionalDouble.empty(),
            words.at());
    if (!(Session.decide(state, say, sideEffects.limits(state)) instanceof Accepted accepted))
      return false;
    var after = state;
    for (var event : accepted.events()) after = Session.evolve(after, event);
    if (after instanceof Active then && then.open().isPresent())
      sideEffects.prepare(active, then, words);
    return true;
  }

  Effect<SessionEvent, SessionState> admitted(SessionState state, SessionEntity.Ask ask) {
    admitting = false;
    return perform(state, ask.command(), ask.trace(), ask.replyTo()::tell, true);
  }

  Effect<SessionEvent, SessionState> notAdmitted(
      SessionState state, SessionEntity.Ask ask, RateLimit.Refused limit) {
    admitting = false;
    ask.replyTo().tell(new Answer.Limited(limit));
    goIfDue(state);
    return effects.unstashAll();
  }

  /// A command from the session itself or its children.
  Effect<SessionEvent, SessionState> perform(SessionState state, SessionCommand command) {
    if (!(command instanceof SessionCommand.Resume))
      return perform(state, command, sideEffects.answering(command), false);
    resuming = false;
    return perform(state, command, _ -> {}, true);
  }

  /// A child has stopped, with or without a result.
  Effect<SessionEvent, SessionState> gone(
      SessionState state, String task, Optional<Consequence> consequence) {
    act(sideEffects.nextAfter(task), state, false);
    goIfDue(state);
    return consequence
        .map(then -> perform(state, then.at(now(), state), _ -> {}, false))
        .orElseGet(effects::none);
  }

  Effect<SessionEvent, SessionState> wake(SessionState state) {
    if (resuming) return effects.none();
    // only work that has no running child is started again
    act(
        Session.pending(state, sideEffects.limits(state)).stream()
            .filter(sideEffects::isNotRunning)
            .toList(),
        state,
        true);
    return perform(state, new SessionCommand.Tick(now()), _ -> {}, false);
  }

  /// The shard asks the session to leave: work under way ends first, unless it exceeds the grace.
  Effect<SessionEvent, SessionState> leave(SessionState state) {
    stop.begin(state);
    sideEffects.unprepare(_ -> true);
    if (resuming || (!admitting && stop.isDue(state, sideEffects))) return go(state);
    context.scheduleOnce(settings.drain().turnGrace(), context.getSelf(), new SessionEntity.Go());
    return effects.none();
  }

  /// A pause costs the turn no attempt; a crash does.
  Effect<SessionEvent, SessionState> go(SessionState state) {
    var pause = new SessionCommand.Pause(now());
    return !resuming
            && Session.decide(state, pause, sideEffects.limits(state))
                instanceof Accepted(_, var events, _)
            && !events.isEmpty()
        ? effects
            .persist(tracing.writing(events, Optional.empty(), clock.instant()))
            .thenRun((SessionState after) -> committed(state, events, after))
            .thenStop()
        : effects.stop();
  }

  void goIfDue(SessionState state) {
    if (!admitting && stop.isDue(state, sideEffects))
      context.getSelf().tell(new SessionEntity.Go());
  }

  private void act(List<Action> actions, SessionState state, boolean again) {
    for (var action : stop.only(actions))
      sideEffects
          .faults()
          .<Optional<SessionCommand>>contain(
              "action",
              () -> {
                sideEffects.perform(List.of(action), state, again);
                return Optional.empty();
              },
              () -> sideEffects.failed(action, now()))
          .ifPresent(then -> context.getSelf().tell(new SessionEntity.Perform(then)));
  }

  /// Decides by the rules. An exception becomes a rejection, because a retry would fail again, here
  /// or on the next node. No event is stored that the rules cannot apply.
  private Decision decide(SessionState state, SessionCommand command) {
    return sideEffects
        .faults()
        .contain(
            "command",
            () -> {
              var decision = Session.decide(state, command, sideEffects.limits(state));
              if (decision instanceof Accepted accepted) trial.of(state, accepted.events());
              return decision;
            },
            () -> new Rejected(FAULT));
  }

  /// A command without a trace.
  private Effect<SessionEvent, SessionState> perform(
      SessionState state, SessionCommand command, Consumer<Answer> answer, boolean unstash) {
    return perform(state, command, Optional.empty(), answer, unstash);
  }

  private Effect<SessionEvent, SessionState> perform(
      SessionState state,
      SessionCommand command,
      Optional<TraceParent> trace,
      Consumer<Answer> answer,
      boolean unstash) {
    // actions of a resumption may have been begun before
    boolean again = command instanceof SessionCommand.Resume;
    return switch (decide(state, command)) {
      case Accepted(var seq, var events, var actions) when events.isEmpty() -> {
        answer.accept(new Answer.Stored(seq));
        act(actions, state, again);
        yield unstash ? effects.unstashAll() : effects.none();
      }
      case Accepted(var seq, var decided, var actions) -> {
        var events = tracing.writing(decided, trace, clock.instant());
        var effect =
            effects
                .persist(events)
                .thenRun(
                    (SessionState after) -> {
                      answer.accept(new Answer.Stored(seq));
                      committed(state, events, after);
                      act(actions, after, again);
                      goIfDue(after);
                    });
        yield unstash ? effect.thenUnstashAll() : effect;
      }
      case Rejected(var rejection) -> {
        answer.accept(new Answer.Refused(rejection));
        yield unstash ? effects.unstashAll() : sleepIfNew(state);
      }
    };
  }

  private void committed(SessionState before, List<SessionEvent> events, SessionState after) {
    listeners.committed(after.seq() - events.size() + 1, events);
    tracing.committed(events);
    sideEffects.committed(before, events, after);
  }

  /// A session that was never started leaves memory at once: ids can be guessed, and memory is
  /// limited.
  Effect<SessionEvent, SessionState> sleepIfNew(SessionState state) {
    if (state instanceof SessionState.New) passivate.run();
    return effects.none();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

package io.parley.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.History;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.TurnRange;
import io.parley.core.model.Usage;
import io.parley.core.session.Decision;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionLimits;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.Ended;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// The session's node, and its successors: commits the rules' events, then performs the actions,
/// with random delays, losses and deaths. A small model of the shell around the rules.
final class Node {
  static final Usage USAGE = new Usage("scripted", 20, 10, 1, "EUR", false);

  private final Random random;
  private final Timeline timeline;
  private final Outside outside;
  private final Ledger ledger;
  private final SessionLimits limits;
  private final Set<String> running = new HashSet<>();
  private SessionState state = new SessionState.New();
  private Optional<Reply> reply = Optional.empty();
  private Optional<History> summarising = Optional.empty();
  private Duration skew = Duration.ZERO;
  private boolean awake;
  private boolean immortal;

  Node(Random random, Timeline timeline, Outside outside, Ledger ledger, SessionLimits limits) {
    this.random = random;
    this.timeline = timeline;
    this.outside = outside;
    this.ledger = ledger;
    this.limits = limits;
  }

  SessionState state() {
    return state;
  }

  Instant clock() {
    return timeline.now().plus(skew);
  }

  /// From now on nothing is lost and no node dies.
  void calmDown() {
    immortal = true;
    skew = Duration.ZERO;
  }

  /// @return empty when the node died before it could answer
  Optional<Decision> ask(SessionCommand command) {
    return wakesUp() ? apply(command) : Optional.empty();
  }

  /// The daemon's reminder: restarts pending work, and sends a tick.
  void remind() {
    if (!wakesUp() || state instanceof SessionState.New) return;
    perform(Session.pending(state, limits).stream().filter(a -> !isUnderWay(a)).toList());
    apply(new SessionCommand.Tick(clock()));
  }

  void die() {
    timeline.nodeDied();
    running.clear();
    reply = Optional.empty();
    summarising = Optional.empty();
    awake = false;
    // the next node's clock is not quite the same
    skew = Duration.ofMillis(random.nextInt(4_000) - 2_000);
  }

  /// A planned move: work under way is paused, and the next node resumes it.
  void leave() {
    if (!awake) return;
    ask(new SessionCommand.Pause(clock()));
    // it may have died over it
    if (awake) die();
  }

  /// @return whether it is awake; pending work is resumed before everything else
  private boolean wakesUp() {
    if (awake) return true;
    awake = true;
    assertThat(ledger.replay()).as("state after recovery").isEqualTo(state);
    if (!Session.pending(state, limits).isEmpty()) apply(new SessionCommand.Resume(clock()));
    return awake;
  }

  private Optional<Decision> apply(SessionCommand command) {
    if (dies()) return Optional.empty();
    var decision = Session.decide(state, command, limits);
    if (!(decision instanceof Accepted(var seq, var events, var actions)))
      return Optional.of(decision);
    if (!events.isEmpty()) commit(seq, events);
    if (dies()) return Optional.empty();
    perform(actions);
    reply
        .filter(waiting -> waiting.isReadyAfter(events))
        .ifPresent(ready -> later(() -> speak(ready)));
    return Optional.of(decision);
  }

  private void commit(long seq, List<SessionEvent> events) {
    assertThat(seq)
        .as("number of the event that holds the command")
        .isBetween(state.seq() + 1, state.seq() + events.size());
    for (var event : events) {
      if (event instanceof MemoryEvent.SummaryWritten s) checkSummary(s);
      if (event instanceof LifecycleEvent.SessionArchived)
        assertThat(outside.archivedTo()).as("what the archive holds").isEqualTo(state.seq());
      state = Session.evolve(state, event);
      ledger.record(event, state);
    }
  }

  /// A summary covers every line that it drops, and more where a reply was cut meanwhile.
  private void checkSummary(MemoryEvent.SummaryWritten written) {
    var seen = summarising.orElseThrow().lines();
    assertThat(((Active) state).history().lines())
        .filteredOn(line -> line.turn() <= written.toTurn())
        .allMatch(
            line ->
                seen.stream()
                    .anyMatch(s -> s.seq() == line.seq() && s.text().startsWith(line.text())));
  }

  private boolean dies() {
    if (immortal || random.nextInt(100) > 0) return false;
    die();
    return true;
  }

  private boolean isUnderWay(Action action) {
    return switch (action) {
      case Action.GenerateReply(var turn, var attempt) ->
          reply.filter(r -> r.turn() == turn && r.attempt() == attempt).isPresent();
      case Action.CancelReply _, Action.CancelToolCall _ -> false;
      case Action.ExecuteToolCall(var call) -> running.contains(call);
      case Action.SettleDoubt(var call) -> running.contains(doubt(call));
      case Action.Summarise _ -> summarising.isPresent();
      case Action.Remember _ -> false;
      case Action.Reflect() -> running.contains("reflect");
      case Action.ArchiveSession() -> running.contains("archive");
    };
  }

  private void perform(List<Action> actions) {
    for (var action : actions)
      switch (action) {
        case Action.CancelReply _ -> reply = Optional.empty();
        case Action.GenerateReply(var turn, var attempt) -> generate(turn, attempt);
        case Action.ExecuteToolCall(var id) -> {
          if (running.add(id)) execute(call(id));
        }
        case Action.CancelToolCall(var id) -> cancel(id);
        case Action.SettleDoubt(var id) -> {
          if (running.add(doubt(id))) settleDoubt(id);
        }
        case Action.Summarise(var turns) -> summarise(turns);
        case Action.Remember(var turn) -> later(() -> remember(turn, MemoryKind.SEMANTIC));
        case Action.Reflect() -> {
          if (running.add("reflect")) reflect();
        }
        case Action.ArchiveSession() -> {
          if (running.add("archive")) archive(state.seq());
        }
      }
  }

  private ToolCallState call(String id) {
    var active = state instanceof Ended ended ? ended.was() : (Active) state;
    var call = active.call(id).orElseThrow();
    assertThat(call.isRunning()).as("a call that is made").isTrue();
    assertThat(call.sameAs()).as("a call whose effect is another's").isEmpty();
    ledger.checkConsent(id);
    return call;
  }

  private void generate(int turn, int attempt) {
    var active = (Active) state;
    var next = new Reply(turn, attempt, active.callsOf(turn));
    reply = Optional.of(next);
    if (next.isReady()) later(() -> speak(next));
  }

  /// One answer of the model: words, a failure, or tool calls.
  private void speak(Reply speaker) {
    if (reply.filter(current -> current == speaker).isEmpty()) return;
    int turn = speaker.turn();
    int attempt = speaker.attempt();
    int dice = random.nextInt(100);
    if (dice < 10 && !immortal) {
      reply = Optional.empty();
      apply(new SessionCommand.FailTurn(turn, attempt, Reply.PROBLEM, clock()));
    } else if (dice < 16 && !immortal) {
      restart(speaker);
    } else if (dice < 55 && !speaker.isOnlyToSpeak()) {
      var wanted = speaker.wishes(random);
      var answer = apply(new SessionCommand.RequestToolCalls(turn, attempt, wanted, clock()));
      boolean refused = answer.filter(Decision.Rejected.class::isInstance).isPresent();
      if (refused) speaker.onlySpeak();
      // a model may also have said enough before its calls have settled
      if (refused || random.nextInt(10) == 0) later(() -> speak(speaker));
    } else {
      reply = Optional.empty();
      apply(speaker.complete(clock()));
    }
  }

  /// The model failed after its words were shown; another one continues if the session accepts.
  private void restart(Reply speaker) {
    var answer = apply(new SessionCommand.RestartReply(speaker.turn(), speaker.attempt(), clock()));
    boolean goesOn =
        answer.isPresent()
            && state instanceof Active active
            && active.open().filter(open -> open.attempt() == speaker.attempt() + 1).isPresent();
    if (!goesOn) return;
    speaker.restarted();
    later(() -> speak(speaker));
  }

  private void execute(ToolCallState call) {
    var id = call.call().id();
    var key = Outside.keyOf(call);
    var policy = call.policy();
    int dice = immortal ? 0 : random.nextInt(100);
    if (dice < 60) {
      outside.send(key);
      timeline.outside(delay(), () -> outside.effect(key, policy));
      Runnable answer = () -> answer(id, key, policy);
      // sometimes an answer arrives although the waiting node has died
      if (random.nextInt(10) == 0) timeline.outside(delay().plusSeconds(20), answer);
      else timeline.onNode(delay().plusSeconds(20), answer);
    } else if (dice < 75) {
      // not sent this time
      var before = policy != ToolPolicy.READ_ONLY && outside.wasSent(key);
      later(
          () -> {
            if (before) settle(id, Kind.IN_DOUBT);
            else settle(id, Kind.FAILED, Optional.of("not reached"));
          });
    } else {
      outside.send(key);
      if (random.nextBoolean()) timeline.outside(delay(), () -> outside.effect(key, policy));
      later(() -> settle(id, Kind.IN_DOUBT));
    }
  }

  /// Some tools stop at once, others answer as if nothing had happened.
  private void cancel(String id) {
    if (!running.contains(id) || random.nextBoolean()) return;
    later(
        () -> {
          if (running.contains(id)) settle(id, Kind.IN_DOUBT);
        });
  }

  private void answer(String id, String key, ToolPolicy policy) {
    // the dependency refuses a call that it gave up or undid
    var kind = outside.isForbidden(key) ? Kind.FAILED : Kind.SUCCEEDED;
    outside.check(key, policy, kind);
    settle(id, kind);
  }

  private static String doubt(String call) {
    return "doubt-" + call;
  }

  /// The dependency tells what became of the call, or undoes it; sometimes it cannot tell.
  private void settleDoubt(String id) {
    later(
        () -> {
          running.remove(doubt(id));
          var active = state instanceof Ended ended ? ended.was() : (Active) state;
          var call = active.call(id).filter(ToolCallState::inDoubt);
          if (call.isEmpty() || random.nextInt(3) == 0) return;
          var key = Outside.keyOf(call.get());
          boolean undo = call.get().policy() == ToolPolicy.COMPENSATE;
          var how = undo ? outside.undo(key) : outside.lookUp(key);
          ask(new SessionCommand.ResolveToolCall(id, how, Optional.of(Json.EMPTY_OBJECT), clock()));
        });
  }

  private void settle(String id, Kind kind) {
    settle(id, kind, Optional.empty());
  }

  private void settle(String id, Kind kind, Optional<String> failure) {
    running.remove(id);
    ask(
        new SessionCommand.SettleToolCall(
            id, ToolOutcome.of(kind, Json.EMPTY_OBJECT), 1, 10, failure, clock()));
  }

  private void summarise(TurnRange turns) {
    if (summarising.isPresent()) return;
    summarising = Optional.of(((Active) state).history());
    later(
        () -> {
          if (immortal || random.nextInt(4) > 0)
            apply(
                new SessionCommand.WriteSummary(
                    turns.from(), turns.to(), "what was said", USAGE, clock()));
          summarising = Optional.empty();
        });
  }

  private void reflect() {
    later(
        () -> {
          running.remove("reflect");
          remember(((Ended) state).was().turns(), MemoryKind.EPISODIC);
        });
  }

  private void remember(int turn, MemoryKind kind) {
    var draft = new MemoryDraft(kind, "what was learned", Optional.empty());
    apply(new SessionCommand.WriteMemories(turn, List.of(draft), clock()));
  }

  private void archive(long lastSeq) {
    later(
        () -> {
          running.remove("archive");
          // object storage may be down for longer than all retries
          if (!immortal && random.nextInt(3) == 0) return;
          outside.store(lastSeq);
          apply(new SessionCommand.RecordArchive(lastSeq, 100, "ab", "ref", clock()));
        });
  }

  private void later(Runnable what) {
    timeline.onNode(delay(), what);
  }

  private Duration delay() {
    return Duration.ofMillis(1 + random.nextInt(8_000));
  }
}

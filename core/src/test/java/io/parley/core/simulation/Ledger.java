package io.parley.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.MemoryKind;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.*;
import io.parley.core.session.Customer;
import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Owed;
import io.parley.core.session.Session;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionLimits;
import io.parley.core.session.SessionState;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import io.parley.core.tool.Approval;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A journal that checks each event against all earlier ones, independently of the rules.
final class Ledger {
  private final SessionLimits limits;
  private final List<SessionEvent> journal = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final TreeSet<Long> unanswered = new TreeSet<>();
  private final Map<String, Call> calls = new HashMap<>();
  private Owed owed = Owed.NOTHING;
  private int turns;
  private int open;
  private int attempt;
  private int lost;
  private boolean paused;
  private int epoch;
  // the newest reply that was completed and not cut since
  private Optional<ReplyCompleted> told = Optional.empty();
  private boolean ended;
  private boolean reflected;
  private boolean archived;

  /// The facts about one call.
  static final class Call {
    final ToolCallRequested requested;
    Optional<Instant> expiresAt = Optional.empty();
    boolean consented;
    Optional<Kind> outcome = Optional.empty();
    Optional<Party> resolvedBy = Optional.empty();
    boolean isLetter;
    boolean isRetried;

    private Call(ToolCallRequested requested) {
      this.requested = requested;
    }

    boolean isAwaiting() {
      return requested.sameAs().isEmpty()
          && requested.approval()
          && !consented
          && outcome.isEmpty();
    }

    boolean isRunning() {
      return requested.sameAs().isEmpty() && !isAwaiting() && (outcome.isEmpty() || isRetried);
    }

    boolean isInDoubt() {
      return outcome.filter(kind -> kind == Kind.IN_DOUBT).isPresent();
    }
  }

  Ledger(SessionLimits limits) {
    this.limits = limits;
  }

  /// @param state as it is after `event`
  void record(SessionEvent event, SessionState state) {
    journal.add(event);
    owed = owed.after(event);
    assertThat(state.seq()).as("number of the newest event").isEqualTo(journal.size());
    boolean mayBeLate =
        event instanceof Rated
            || event instanceof CallMeasured
            || event instanceof WordsChecked
            || event instanceof ToolCallResolved
            || event instanceof ToolCallRetried
            || event instanceof ToolCallDropped;
    if (!mayBeLate) assertThat(archived).as("archived before %s", event).isFalse();
    if (event instanceof TurnResumed || event instanceof TurnInterrupted) epoch++;
    if (state instanceof SessionState.Active active) assertThat(active.epoch()).isEqualTo(epoch);
    switch (event) {
      case SessionStarted _ -> assertThat(journal).hasSize(1);
      case OfRecording _, OfTransfer _ -> assertThat(state).isInstanceOf(SessionState.Active.class);
      case AgentChanged _, CustomerLanguageChanged _ ->
          throw new AssertionError("no rule decides it yet");
      case OfHandoff _ -> throw new AssertionError("nobody takes these over: see HandoffTest");
      case Said said -> said(said);
      case TurnStarted t -> {
        assertThat(List.of(open, t.turn())).as("turns").containsExactly(0, turns + 1);
        assertThat(t.said())
            .as("words that are answered")
            .isNotEmpty()
            .containsExactlyElementsOf(unanswered);
        unanswered.clear();
        turns = t.turn();
        open = t.turn();
        attempt = 1;
        lost = 0;
        paused = false;
      }
      case TurnResumed t -> {
        assertThat(List.of(t.turn(), t.attempt())).containsExactly(open, attempt + 1);
        if (!paused && !awaitsConsent()) lost++;
        assertThat(lost).as("attempts that were lost").isLessThan(Session.ATTEMPTS_MAX);
        assertThat(t.deaths().orElse(0)).as("deaths").isLessThan(Session.DEATHS_MAX);
        attempt = t.attempt();
        paused = false;
      }
      case TurnPaused t -> {
        assertThat(t.turn()).as("paused turn").isEqualTo(open).isPositive();
        assertThat(paused).as("paused before").isFalse();
        paused = true;
      }
      case ToolCallRequested r -> {
        assertThat(r.turn()).isEqualTo(open);
        assertThat(calls.put(r.call(), new Call(r))).as("call %s before", r.call()).isNull();
        assertThat(calls.values().stream().filter(c -> c.requested.turn() == open))
            .hasSizeLessThanOrEqualTo(2 * limits.agent().toolCallsPerTurn());
        checkRepeat(r);
      }
      case ApprovalRequested r -> {
        assertThat(isBeyondLimit(r.call())).isFalse();
        call(r.call()).expiresAt = Optional.of(r.expiresAt());
      }
      case ApprovalDecided d -> {
        assertThat(call(d.call()).isAwaiting()).isTrue();
        if (d.by() != Party.SYSTEM) isNew(d.id());
        if (d.decision() == Approval.APPROVE) {
          assertThat(d.at()).isBefore(call(d.call()).expiresAt.orElseThrow());
          call(d.call()).consented = true;
        }
      }
      case ToolCallSettled s -> {
        if (!call(s.call()).isRetried)
          assertThat(call(s.call()).outcome).as("outcome before").isEmpty();
        if (call(s.call()).isAwaiting() || isBeyondLimit(s.call()))
          assertThat(s.outcome()).isEqualTo(Kind.REJECTED);
        call(s.call())
            .requested
            .sameAs()
            .ifPresent(
                first -> {
                  var shared = call(first).outcome.orElseThrow();
                  assertThat(s.outcome())
                      .isEqualTo(shared == Kind.IN_DOUBT ? Kind.REJECTED : shared);
                });
        if (s.letter().isPresent()) assertThat(s.outcome()).isIn(Kind.FAILED, Kind.REJECTED);
        call(s.call()).outcome = Optional.of(s.outcome());
        boolean isOver = call(s.call()).isRetried && s.letter().isEmpty();
        assertThat(s.settles().orElse(List.of()).contains(s.call())).isEqualTo(isOver);
        for (var settled : s.settles().orElse(List.of())) {
          assertThat(settled.equals(s.call()) || call(settled).isLetter)
              .as("a letter that is settled")
              .isTrue();
          call(settled).isLetter = false;
        }
        call(s.call()).isRetried = false;
        call(s.call()).isLetter = s.letter().isPresent();
      }
      case ToolCallRetried r -> {
        assertThat(call(r.call()).isLetter).as("a letter that is retried").isTrue();
        isNew(r.id());
        archived = false;
        call(r.call()).isLetter = false;
        call(r.call()).isRetried = true;
      }
      case ToolCallDropped d -> {
        assertThat(call(d.call()).isLetter).as("a letter that is dropped").isTrue();
        isNew(d.id());
        archived = false;
        call(d.call()).isLetter = false;
      }
      case ToolCallResolved r -> {
        assertThat(call(r.call()).isInDoubt()).isTrue();
        r.id().ifPresent(this::isNew);
        archived = false;
        call(r.call()).outcome = Optional.of(r.outcome());
        call(r.call()).resolvedBy = Optional.of(r.by());
      }
      case ToolCallDeferred _, ToolCallAnswered _ ->
          throw new AssertionError("no tool of these lives answers later: see CallbacksTest");
      case ReplyCompleted r -> {
        assertThat(r.text()).isEqualTo(Reply.words(open, attempt));
        assertThat(paused).as("completed while paused").isFalse();
        told = Optional.of(r);
        close(r.turn());
      }
      case TurnInterrupted i -> {
        i.id().ifPresent(this::isNew);
        close(i.turn());
      }
      case ReplyCut cut -> {
        isNew(cut.id());
        assertThat(told.map(ReplyCompleted::turn)).as("reply that is cut").hasValue(cut.turn());
        assertThat(told.orElseThrow().text()).startsWith(cut.heard()).isNotEqualTo(cut.heard());
        told = Optional.empty();
      }
      case TurnFailed f -> close(f.turn());
      case UsageRecorded u -> assertThat(u.usage().billedTokens()).isPositive();
      case SummaryWritten s -> assertThat(s.toTurn()).as("last turn summarised").isLessThan(turns);
      case SessionEnded e -> {
        e.id().ifPresent(this::isNew);
        assertThat(ended).isFalse();
        assertThat(open).isZero();
        ended = true;
      }
      case MemoryWritten m -> {
        assertThat(m.turn()).as("source of a memory").isBetween(1, turns);
        if (ended) assertThat(reflected).as("reflected before").isFalse();
        reflected |= ended && m.memory() == MemoryKind.EPISODIC;
      }
      case Rated r -> {
        isNew(r.id());
        archived = false;
      }
      case CallMeasured m -> {
        isNew(m.id());
        archived = false;
      }
      case WordsChecked w -> {
        isNew(w.id());
        archived = false;
      }
      case SessionArchived _ -> {
        assertThat(reflected).as("reflected upon").isEqualTo(owesReflection());
        assertThat(ended).isTrue();
        assertThat(calls.values()).allMatch(call -> call.outcome.isPresent() && !call.isRetried);
        archived = true;
      }
    }
  }

  /// A repeated call shares the effect of the first one with the same content, and no call repeats
  /// a possible effect.
  private void checkRepeat(ToolCallRequested wanted) {
    var made =
        calls.values().stream()
            .map(call -> call.requested)
            .filter(other -> !other.call().equals(wanted.call()) && other.turn() == wanted.turn())
            .filter(other -> other.sameAs().isEmpty() && other.tool().equals(wanted.tool()))
            .filter(other -> Reply.what(other.arguments()) == Reply.what(wanted.arguments()))
            .map(ToolCallRequested::call)
            .toList();
    wanted.sameAs().ifPresent(first -> assertThat(made).contains(first));
    if (wanted.sameAs().isEmpty()
        && wanted.policy() != ToolPolicy.READ_ONLY
        && !isBeyondLimit(wanted.call()))
      assertThat(made)
          .allMatch(
              id ->
                  call(id)
                      .outcome
                      .filter(kind -> kind == Kind.FAILED || kind == Kind.REJECTED)
                      .isPresent());
  }

  /// A call that shares an effect waits exactly as long as the original.
  void checkRepeats() {
    assertThat(calls.values())
        .allMatch(
            call ->
                call.requested
                    .sameAs()
                    .map(first -> call.outcome.isPresent() == call(first).outcome.isPresent())
                    .orElse(true));
  }

  private boolean awaitsConsent() {
    var mine = calls.values().stream().filter(call -> call.requested.turn() == open).toList();
    return mine.stream().anyMatch(Call::isAwaiting) && mine.stream().noneMatch(Call::isRunning);
  }

  private boolean owesReflection() {
    var started = (SessionStarted) journal.getFirst();
    return turns > 0 && started.customer().filter(Customer::verified).isPresent();
  }

  private void said(Said said) {
    assertThat(ended).isFalse();
    if (said.by() != Party.BOT) isNew(said.id());
    if (said.by() == Party.CUSTOMER) unanswered.add((long) journal.size());
  }

  private void isNew(String id) {
    assertThat(ids.add(id)).as("first use of the id").isTrue();
  }

  private void close(int turn) {
    assertThat(turn).as("turn that ends").isEqualTo(open);
    assertThat(calls.values()).as("calls that wait at its end").noneMatch(Call::isAwaiting);
    open = 0;
  }

  /// Whether the turn had reached its limit of calls before this one, so that it is not run.
  private boolean isBeyondLimit(String call) {
    return Integer.parseInt(call.substring(call.indexOf('.') + 1))
        > limits.agent().toolCallsPerTurn();
  }

  private Call call(String id) {
    var call = calls.get(id);
    assertThat(call).as("call %s", id).isNotNull();
    return call;
  }

  void checkConsent(String id) {
    var call = call(id);
    assertThat(call.consented).as("consent to %s", id).isEqualTo(call.requested.approval());
  }

  SessionState replay() {
    SessionState state = new SessionState.New();
    for (var event : journal) state = Session.evolve(state, event);
    return state;
  }

  boolean knows(String id) {
    return ids.contains(id);
  }

  SessionEvent event(long seq) {
    return journal.get(Math.toIntExact(seq) - 1);
  }

  int size() {
    return journal.size();
  }

  Owed owed() {
    return owed;
  }

  int turns() {
    return turns;
  }

  int open() {
    return open;
  }

  int attempt() {
    return attempt;
  }

  /// The first half of the reply in `turn`, if it may be cut now; otherwise another text.
  String heard(int turn) {
    return told.filter(reply -> reply.turn() == turn)
        .map(reply -> reply.text().substring(0, reply.text().length() / 2))
        .orElse("the rep");
  }

  boolean isArchived() {
    return archived;
  }

  Set<Long> unanswered() {
    return unanswered;
  }

  Map<String, Call> calls() {
    return calls;
  }
}

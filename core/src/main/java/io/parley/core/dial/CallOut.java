package io.parley.core.dial;

import static io.parley.core.dial.CallOutEvent.Kind.*;

import io.parley.core.dial.CallOutEvent.Kind;
import io.parley.core.tenant.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One call out: its order, and what became of it. [#decide] gives the events that a command leads
/// to, and [#next] what is to be done about a call of which nothing was heard for a while. It is
/// dialled once at most, for [CallOutCommand.Dial] is accepted once.
///
/// @param events never empty; the oldest first
public record CallOut(CallOutOrder order, List<CallOutEvent> events) {
  /// A node that has taken an order dials it at once; another one looks after that time.
  private static final Duration DIALLED_WITHIN = Duration.ofSeconds(5);

  /// An order that is older is not dialled any more: hours and lists may have changed.
  private static final Duration FRESH = Duration.ofMinutes(2);

  /// A provider's answer, or report, is late by less.
  private static final Duration LATE = Duration.ofSeconds(60);

  /// Between two questions after a call in which people talk.
  private static final Duration TALK = Duration.ofMinutes(5);

  private static final Duration HANG_UP_AGAIN = Duration.ofSeconds(10);

  public static final String LOST = "lost";
  public static final String TOO_LATE = "too-late";

  public CallOut {
    events = List.copyOf(events);
    if (events.isEmpty()) throw new IllegalArgumentException("events: none (expected: one)");
  }

  /// A step for a call of which nothing was heard for a while.
  public enum Step {
    /// Dial it: nobody has.
    DIAL,
    /// Ask the provider what became of it.
    LOOK,
    /// End it: somebody wants that, or nobody talks in it.
    HANG_UP,
    /// It is not known whether it was dialled, and there is nobody to ask.
    GIVE_UP
  }

  /// A call that was just ordered.
  ///
  /// @param refusal of a rule; never one of pace
  public static CallOut ordered(CallOutOrder order, Optional<DialRefusal> refusal) {
    var events = new ArrayList<CallOutEvent>();
    events.add(CallOutEvent.of(REQUESTED, order.at()));
    refusal.ifPresent(rule -> events.add(CallOutEvent.of(REFUSED, rule.reason(), order.at())));
    return new CallOut(order, events);
  }

  /// With further events.
  public CallOut with(List<CallOutEvent> more) {
    var all = new ArrayList<>(events);
    all.addAll(more);
    return new CallOut(order, all);
  }

  public Kind state() {
    return stateEvent().kind();
  }

  private CallOutEvent stateEvent() {
    return events.reversed().stream()
        .filter(event -> event.kind().isState())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a call out without a state"));
  }

  public boolean isOver() {
    return state().isLast();
  }

  /// Whether its order may still be dialled at that time.
  public boolean isFresh(Instant at) {
    return !at.isAfter(order.at().plus(FRESH));
  }

  /// Whether it may have been dialled.
  public boolean isDialled() {
    return has(DIALLING);
  }

  public boolean isCancelling() {
    return has(CANCELLING);
  }

  /// The provider's id of it.
  public Optional<String> placed() {
    return detail(PLACED);
  }

  public Optional<SessionId> session() {
    return detail(ANSWERED).map(SessionId::new);
  }

  private boolean has(Kind kind) {
    return events.stream().anyMatch(event -> event.kind() == kind);
  }

  private Optional<String> detail(Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .findFirst()
        .flatMap(CallOutEvent::detail);
  }

  /// @return the events that follow, mostly one; none when the command changes nothing
  public List<CallOutEvent> decide(CallOutCommand command, Instant at) {
    if (isOver()) return List.of();
    return switch (command) {
      case CallOutCommand.Dial() -> dial(at);
      case CallOutCommand.Place(var call) ->
          placed().isPresent() ? List.of() : List.of(CallOutEvent.of(PLACED, call, at));
      case CallOutCommand.Report(var progress, var length) -> report(progress, length, at);
      case CallOutCommand.Connect(var session) ->
          has(ANSWERED) ? List.of() : List.of(CallOutEvent.of(ANSWERED, session.value(), at));
      case CallOutCommand.Meet(var outcome) ->
          has(MACHINE) ? List.of() : List.of(CallOutEvent.of(MACHINE, outcome.word(), at));
      case CallOutCommand.Cancel() -> cancel(at);
      case CallOutCommand.Fail(var why) -> failed(why, at);
      case CallOutCommand.HangUp() ->
          state().isAnswered() ? List.of(ended(Optional.of(talked(at)), at)) : List.of();
    };
  }

  /// Since somebody or something has answered.
  private Duration talked(Instant at) {
    return events.stream()
        .filter(event -> event.kind().isAnswered())
        .findFirst()
        .map(answered -> Duration.between(answered.at(), at))
        .orElse(Duration.ZERO);
  }

  private List<CallOutEvent> dial(Instant at) {
    if (state() != REQUESTED) return List.of();
    return List.of(
        isFresh(at) ? CallOutEvent.of(DIALLING, at) : CallOutEvent.of(FAILED, TOO_LATE, at));
  }

  private List<CallOutEvent> cancel(Instant at) {
    if (state() == REQUESTED) return List.of(CallOutEvent.of(CANCELLED, at));
    return isCancelling() ? List.of() : List.of(CallOutEvent.of(CANCELLING, at));
  }

  private List<CallOutEvent> failed(String why, Instant at) {
    return List.of(
        state().isAnswered() ? CallOutEvent.of(ENDED, at) : CallOutEvent.of(FAILED, why, at));
  }

  private List<CallOutEvent> report(
      CallOutCommand.Progress progress, Optional<Duration> length, Instant at) {
    boolean isAnswered = state().isAnswered();
    return switch (progress) {
      case RINGING ->
          state() == DIALLING ? List.of(CallOutEvent.of(RINGING, at)) : List.<CallOutEvent>of();
      case PICKED_UP -> isAnswered ? List.of() : List.of(CallOutEvent.of(PICKED_UP, at));
      case COMPLETED -> List.of(ended(length, at));
      case OVER -> List.of(isAnswered ? ended(length, at) : unanswered(at));
      case BUSY -> List.of(isAnswered ? ended(length, at) : CallOutEvent.of(BUSY, at));
      case NO_ANSWER -> List.of(isAnswered ? ended(length, at) : CallOutEvent.of(NO_ANSWER, at));
      case FAILED ->
          List.of(isAnswered ? ended(length, at) : CallOutEvent.of(FAILED, "provider", at));
      case CANCELLED -> List.of(isAnswered ? ended(length, at) : CallOutEvent.of(CANCELLED, at));
    };
  }

  private CallOutEvent unanswered(Instant at) {
    return CallOutEvent.of(isCancelling() ? CANCELLED : NO_ANSWER, at);
  }

  private static CallOutEvent ended(Optional<Duration> length, Instant at) {
    return new CallOutEvent(ENDED, length.map(time -> Long.toString(time.toSeconds())), at);
  }

  /// When [#next] is due; empty when the call is over.
  public Optional<Instant> due() {
    if (isOver()) return Optional.empty();
    var last = events.getLast().at();
    if (isCancelling() && placed().isPresent()) return Optional.of(last.plus(HANG_UP_AGAIN));
    return Optional.of(
        switch (state()) {
          case REQUESTED -> last.plus(DIALLED_WITHIN);
          case DIALLING, RINGING -> last.plus(order.ring()).plus(LATE);
          case PICKED_UP, MACHINE -> last.plus(LATE);
          case ANSWERED -> last.plus(TALK);
          case PLACED, CANCELLING, REFUSED, CANCELLED, BUSY, NO_ANSWER, FAILED, ENDED ->
              throw new IllegalStateException("a call under way in state " + state());
        });
  }

  /// The step that is to be taken when it is due.
  ///
  /// @param silent so long after an answer there is a conversation, or a machine was dealt with: if
  ///   not, the node that listened is gone, or the sound never began
  public Step next(Instant at, Duration silent) {
    if (state() == REQUESTED) return Step.DIAL;
    if (placed().isEmpty()) return Step.GIVE_UP;
    return isCancelling() || isAbandoned(at, silent) ? Step.HANG_UP : Step.LOOK;
  }

  private boolean isAbandoned(Instant at, Duration silent) {
    var newest = stateEvent();
    return newest.kind().isAnswered()
        && session().isEmpty()
        && !at.isBefore(newest.at().plus(silent));
  }
}

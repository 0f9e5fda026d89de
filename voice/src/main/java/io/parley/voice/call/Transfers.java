package io.parley.voice.call;

import io.parley.core.fault.Stages;
import io.parley.core.party.Party;
import io.parley.core.speech.Transcript;
import io.parley.core.transfer.TransferAction;
import io.parley.core.transfer.TransferAction.*;
import io.parley.core.transfer.TransferEvent;
import io.parley.core.transfer.TransferEvent.*;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferState;
import io.parley.core.transfer.Transferring;
import io.parley.core.turn.CallAction;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.ColleagueAsked;
import io.parley.core.turn.CallEvent.ConsentDecided;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CallTransfer.Colleague;
import io.parley.voice.telephony.TelephonyFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/// The transfers of one call: performs the actions of [Transferring]. An order acts once, however
/// often it is asked for. Belongs to the call's actor.
final class Transfers {

  /// Called in other threads.
  interface Listener {
    void tell(Message message);

    default void happened(Function<Instant, TransferEvent> event) {
      tell(new Happened(event));
    }
  }

  /// A part of the call's protocol.
  sealed interface Message {}

  /// @param done receives the outcome, once
  record Ask(TransferOrder order, Consumer<TransferOutcome> done) implements Message {}

  /// A person of the company wants it.
  ///
  /// @param id of the request; @param by `HUMAN` or `OPERATOR`
  /// @param answer receives whether it is done, once
  record Order(String id, Party by, TransferOrder order, Consumer<TransferOrdered> answer)
      implements Message {}

  /// The session has answered to it.
  record Recorded(Order order, Answer answer) implements Message {}

  /// @param event made when it is handled
  record Happened(Function<Instant, TransferEvent> event) implements Message {}

  /// A colleague has answered.
  record Came(Leg leg) implements Message {}

  /// Words of the colleague.
  record Overheard(Transcript words) implements Message {}

  /// A recogniser of the colleague has failed.
  record Deafened(int stream) implements Message {}

  /// A piece of a clause of the colleague's briefing.
  record Briefed(long clause, Speaking.Piece piece) implements Message {}

  private static final String DUE = "transfer-due";
  private static final String WORDS = "transfer-words";

  /// A call is handed over a few times at most; beyond it, the first are forgotten.
  private static final int REMEMBERED_MAX = 32;

  private final TransferPlan plan;
  private final CallTransfer transfer;
  private final Legs legs;
  private final Briefing briefing;
  private final Showing showing;
  private final Listener listener;
  private final AroundTransfers call;
  private final Overhearing overhearing;
  private final MenuTransfers menu;
  private final OrderedTransfers ordered;
  private final Clock clock;
  private final CallParts parts;
  private final Map<String, Consumer<TransferOutcome>> waiting = new HashMap<>();
  private final Map<String, TransferOutcome> outcomes = new LinkedHashMap<>();
  private TransferState state = Transferring.IDLE;
  private CompletionStage<Function<Instant, TransferEvent>> handing =
      CompletableFuture.completedStage(HandedOver::new);
  private Optional<Colleague> colleague = Optional.empty();
  private Optional<Leg> leg = Optional.empty();
  private Optional<ColleagueEar> ear = Optional.empty();
  private int number;
  private boolean wordsAwaited;
  private boolean handedOver;
  private boolean over;

  Transfers(
      CallParts parts,
      Legs legs,
      Briefing briefing,
      Showing showing,
      Listener listener,
      AroundTransfers call) {
    this.parts = parts;
    this.plan = parts.services().transfers();
    this.clock = parts.services().clock();
    this.transfer = parts.transfer();
    this.overhearing = new Overhearing(parts);
    this.menu = new MenuTransfers(parts, call, this::receive);
    this.ordered = new OrderedTransfers(parts, call, listener);
    this.legs = legs;
    this.briefing = briefing;
    this.showing = showing;
    this.listener = listener;
    this.call = call;
  }

  /// Whether the agent is out of it: it answers nothing and says nothing.
  boolean isWithColleague() {
    return state.isWithColleague();
  }

  /// Whether the caller is not with the agent.
  boolean isAway() {
    return state.isOnHold() || state.isWithColleague();
  }

  /// Takes words of one of two people who talk, for the transcript.
  ///
  /// @return whether they are no words to the agent
  boolean overhears(Party by, Transcript words) {
    if (state instanceof TransferState.Bridged(_, var listens, _) && listens)
      overhearing.heard(by, words);
    return state.isWithColleague();
  }

  /// Why the call ends with its last customer.
  String ending(Leg.Gone how) {
    if (handedOver || state instanceof TransferState.Handing) return "transferred";
    return how == Leg.Gone.LOST ? "lost" : "hung-up";
  }

  void receive(Message message) {
    switch (message) {
      case Ask(var order, var done) -> asked(order, done);
      case Order order ->
          refusal(order.order())
              .ifPresentOrElse(
                  why -> order.answer().accept(TransferOrdered.refused(why)),
                  () -> ordered.record(order));
      case Recorded(var order, var answer) -> recorded(order, answer);
      case Happened(var event) -> happened(event.apply(now()));
      case Came(var answered) -> joined(answered);
      case Briefed(var clause, var piece) -> briefing.piece(clause, piece);
      case Overheard(var words) -> overhears(Party.HUMAN, words);
      case Deafened(var stream) -> ear.ifPresent(listening -> listening.failed(stream));
    }
  }

  /// Why an order cannot be taken now; empty for one that was taken before.
  private Optional<TransferOutcome.Reason> refusal(TransferOrder order) {
    if (waiting.containsKey(order.key()) || outcomes.containsKey(order.key()))
      return Optional.empty();
    if (!(state instanceof TransferState.Idle))
      return Optional.of(TransferOutcome.Reason.UNDER_WAY);
    return transfer.may(order.mode(), order.address())
        ? Optional.empty()
        : Optional.of(TransferOutcome.Reason.NOT_POSSIBLE);
  }

  private void recorded(Order order, Answer answer) {
    if (answer instanceof Answer.Stored) {
      take(order.order(), outcome -> ordered.settle(order, outcome));
      if (state instanceof TransferState.Finishing(var taken, _) && taken.equals(order.order()))
        ordered.taken(taken);
    }
    order.answer().accept(TransferOrdered.recorded(answer));
  }

  private void asked(TransferOrder order, Consumer<TransferOutcome> done) {
    take(order, done);
    boolean waits = state instanceof TransferState.Finishing && call.reply() > 0;
    if (waits && order.mode() == TransferMode.ATTENDED)
      call.happened(new ColleagueAsked(call.reply(), order.key(), now()));
  }

  private void take(TransferOrder order, Consumer<TransferOutcome> done) {
    var before = outcomes.get(order.key());
    if (before != null) {
      done.accept(before);
      return;
    }
    if (waiting.containsKey(order.key())) {
      // the same attempt, sent twice: its answer goes to the newest
      waiting.put(order.key(), done);
      return;
    }
    waiting.put(order.key(), done);
    happened(new Asked(order, transfer.may(order.mode(), order.address()), now()));
  }

  /// The customer has chosen it from the menu.
  void chosen(CallAction.HandOver choice) {
    menu.perform(choice);
  }

  /// To be called whenever something has happened in the call.
  void look() {
    boolean waits = state instanceof TransferState.Finishing;
    if (waits && !wordsAwaited && call.isHeard())
      // what was played is still on its way
      call.after(WORDS, CallPlan.positive(legs.delay()), WordsHeard::new);
    wordsAwaited = waits && (wordsAwaited || call.isHeard());
  }

  private void happened(TransferEvent event) {
    var step = Transferring.decide(state, event, plan.times());
    state = step.state();
    handedOver |= state instanceof TransferState.Leaving;
    step.actions().forEach(this::perform);
    Transferring.due(state)
        .ifPresent(
            at -> call.after(DUE, CallPlan.positive(Duration.between(now(), at)), Tick::new));
  }

  private void joined(Leg answered) {
    if (!(state instanceof TransferState.Ringing) || over) {
      answered.close();
      return;
    }
    leg = Optional.of(answered);
    number = legs.join(answered, Party.HUMAN, false);
  }

  /// Handles a leg that is ready, as [Legs#ready] does.
  boolean ready(int which) {
    boolean begins = legs.ready(which);
    if (isColleague(which)) happened(new Answered(now()));
    return begins;
  }

  /// Handles a leg's event, as [Legs#told] does.
  Optional<CallEvent> told(int which, LegEvent event) {
    if (!isColleague(which) || !(event instanceof LegEvent.Digit(var key, _)))
      return legs.told(which, event, now());
    happened(new Keyed(key, now()));
    return Optional.empty();
  }

  /// Handles the end of a leg, as [Legs#gone] does.
  boolean gone(int which) {
    boolean isAnyoneLeft = legs.gone(which);
    if (isColleague(which)) happened(new ColleagueGone(now()));
    return isAnyoneLeft;
  }

  private boolean isColleague(int which) {
    return leg.isPresent() && which == number;
  }

  /// The call is over: an order without an outcome gets one.
  void over() {
    over = true;
    happened(new CallerGone(now()));
    drop();
    briefing.stop();
    overhearing.close();
    menu.close();
    ordered.close();
    ear.ifPresent(ColleagueEar::close);
  }

  private void perform(TransferAction action) {
    switch (action) {
      case HandOver(var order) -> {
        ordered.begins(order);
        handing = transfer.handOver(order.address()).handle((_, failure) -> answer(failure));
        handing.thenAccept(listener::happened);
      }
      case CallColleague(var order) -> call(order);
      case DropColleague _ -> drop();
      case Hold _ -> {
        call.arrange(Arrangement.HOLD);
        legs.forget();
        showing.transfer(CallShown.Transfer.HOLD);
      }
      case Unhold _ -> {
        briefing.stop();
        call.arrange(Arrangement.AGENT);
        showing.transfer(CallShown.Transfer.POSSIBLE);
      }
      case Brief(var order) -> briefing.say(order);
      case Connect(var listens) -> {
        briefing.stop();
        call.silence();
        if (ear.isEmpty()) ear = Optional.of(new ColleagueEar(parts, legs.sampleRate(), listener));
        call.hearColleague(ear.get().ear());
        call.arrange(listens ? Arrangement.COLLEAGUE : Arrangement.ALONE);
        showing.transfer(CallShown.Transfer.CONNECTED);
      }
      case MuteColleague(var muted) -> legs.mute(number, muted);
      case Report(var key, var outcome) -> report(key, outcome);
      case ReportAnswer(var key) -> {
        var done = waiting.remove(key);
        handing.thenAccept(answer -> done.accept(outcome(answer.apply(now()))));
      }
      case EndCall _ -> {
        if (!over) call.end(ending(Leg.Gone.HUNG_UP));
      }
    }
  }

  private static Function<Instant, TransferEvent> answer(Throwable failure) {
    if (failure == null) return HandedOver::new;
    // a failure of another kind may hide that it happened
    boolean unknown = !(Stages.cause(failure) instanceof TelephonyFailure f) || f.mayHaveHappened();
    return at -> new NotHandedOver(unknown, at);
  }

  /// Of a call that was over before the network answered.
  private static TransferOutcome outcome(TransferEvent answer) {
    if (!(answer instanceof NotHandedOver(var unknown, _))) return new TransferOutcome.Accepted();
    return unknown
        ? new TransferOutcome.Unknown()
        : new TransferOutcome.Returned(TransferOutcome.Reason.FAILED);
  }

  private void call(TransferOrder order) {
    ordered.begins(order);
    var called = transfer.call(order, plan.times().ring());
    colleague = Optional.of(called);
    called
        .answered()
        .whenComplete(
            (answered, failure) -> {
              if (failure == null) listener.tell(new Came(answered));
              else {
                var reason =
                    Stages.cause(failure) instanceof CallTransfer.NotReached known
                        ? known.reason()
                        : TransferOutcome.Reason.FAILED;
                listener.happened(at -> new NotReached(reason, at));
              }
            });
  }

  private void drop() {
    colleague.ifPresent(
        called -> {
          called.giveUp();
          // one that is on its way here finds no call
          called.answered().thenAccept(Leg::close);
        });
    colleague = Optional.empty();
    leg = Optional.empty();
  }

  private void report(String key, TransferOutcome outcome) {
    if (outcomes.size() >= REMEMBERED_MAX) outcomes.remove(outcomes.keySet().iterator().next());
    outcomes.put(key, outcome);
    call.happened(new ConsentDecided(key, now()));
    ordered.over(key, outcome);
    Optional.ofNullable(waiting.remove(key)).ifPresent(done -> done.accept(outcome));
  }

  private Instant now() {
    return clock.instant();
  }
}

package io.parley.core.transfer;

import io.parley.core.transfer.TransferAction.*;
import io.parley.core.transfer.TransferEvent.*;
import io.parley.core.transfer.TransferOutcome.Accepted;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.core.transfer.TransferOutcome.Unknown;
import io.parley.core.transfer.TransferState.*;
import java.time.Instant;
import java.util.Optional;

/// The course of a call's transfer: the effect of an event ([#decide]), and when the state needs a
/// [Tick] ([#due]). Pure: no actor, no clock, no sound. Every order that was asked for is reported
/// once, and the caller is never left on hold.
///
/// Blind: the agent's words end, then the leg's owner hands the caller over. Attended: the words
/// end, the caller is put on hold and the colleague called, who hears a summary and accepts it with
/// key 1 (2 declines); then the two are connected. In every other case the caller is with the agent
/// again. Once they are connected, the call ends with either of them; the colleague's key * has the
/// agent leave, or listen again, and 0 mutes the colleague, or lets them be heard again.
public final class Transferring {
  public static final TransferState IDLE = new Idle();

  private static final char ACCEPT = '1';
  private static final char DECLINE = '2';
  private static final char LISTEN = '*';
  private static final char MUTE = '0';

  private Transferring() {}

  public static TransferStep decide(TransferState state, TransferEvent event, TransferTimes times) {
    var step =
        event instanceof Asked asked ? asked(state, asked, times) : course(state, event, times);
    return step.actions().isEmpty() && step.state().equals(state) && isDue(state, event.at())
        ? overdue(state, times, event.at())
        : step;
  }

  /// When the state changes by itself, if nothing happens before.
  public static Optional<Instant> due(TransferState state) {
    return switch (state) {
      case Finishing(_, var until) -> Optional.of(until);
      case Handing(_, var until) -> Optional.of(until);
      case Ringing(_, var until) -> Optional.of(until);
      case Briefing(_, _, _, var until) -> Optional.of(until);
      case Leaving(var until) -> Optional.of(until);
      case Idle _, Bridged _, Over _ -> Optional.empty();
    };
  }

  private static boolean isDue(TransferState state, Instant at) {
    return due(state).filter(until -> !until.isAfter(at)).isPresent();
  }

  private static TransferStep asked(TransferState state, Asked asked, TransferTimes times) {
    var order = asked.order();
    if (!(state instanceof Idle)) return new TransferStep(state, returned(order, Reason.UNDER_WAY));
    if (!asked.possible()) return new TransferStep(state, returned(order, Reason.NOT_POSSIBLE));
    return new TransferStep(new Finishing(order, asked.at().plus(times.words())));
  }

  private static TransferStep course(
      TransferState state, TransferEvent event, TransferTimes times) {
    return switch (state) {
      case Finishing finishing -> finishing(finishing, event, times);
      case Handing handing -> handing(handing, event);
      case Ringing ringing -> ringing(ringing, event);
      case Briefing briefing -> briefing(briefing, event, times);
      case Bridged bridged -> bridged(bridged, event);
      case Leaving _ -> event instanceof CallerGone ? over() : new TransferStep(state);
      case Idle _, Over _ -> new TransferStep(state);
    };
  }

  private static TransferStep finishing(Finishing state, TransferEvent event, TransferTimes times) {
    var order = state.order();
    return switch (event) {
      case WordsHeard(var at) -> begun(order, times, at);
      case CallerGone _ -> new TransferStep(new Over(), returned(order, Reason.CALLER_GONE));
      case Withdrawn(var key, _) when key.equals(order.key()) ->
          new TransferStep(IDLE, returned(order, Reason.WITHDRAWN));
      case Withdrawn _, Asked _, HandedOver _, NotHandedOver _, Answered _, NotReached _ ->
          new TransferStep(state);
      case BriefHeard _, Keyed _, ColleagueGone _, Tick _ -> new TransferStep(state);
    };
  }

  private static TransferStep begun(TransferOrder order, TransferTimes times, Instant at) {
    return switch (order.mode()) {
      case BLIND ->
          new TransferStep(new Handing(order, at.plus(times.handingOver())), new HandOver(order));
      case ATTENDED ->
          new TransferStep(
              new Ringing(order, at.plus(times.ring())), new Hold(), new CallColleague(order));
    };
  }

  /// The request is out: that the caller is gone is what it should bring about.
  private static TransferStep handing(Handing state, TransferEvent event) {
    var order = state.order();
    return switch (event) {
      case HandedOver(var at) ->
          new TransferStep(
              new Leaving(at.plus(TransferTimes.LEAVE_MAX)),
              new Report(order.key(), new Accepted()));
      case NotHandedOver(var unknown, _) ->
          new TransferStep(
              IDLE,
              unknown ? new Report(order.key(), new Unknown()) : returned(order, Reason.FAILED));
      case CallerGone _ -> new TransferStep(new Over(), new ReportAnswer(order.key()));
      case Asked _, WordsHeard _, Answered _, NotReached _, BriefHeard _, Keyed _ ->
          new TransferStep(state);
      case ColleagueGone _, Withdrawn _, Tick _ -> new TransferStep(state);
    };
  }

  private static TransferStep ringing(Ringing state, TransferEvent event) {
    var order = state.order();
    return switch (event) {
      case Answered(var at) -> brief(order, 1, at);
      case NotReached(var reason, _) -> back(order, reason);
      case ColleagueGone _ -> back(order, Reason.NO_ANSWER);
      case CallerGone _ -> gone(order);
      case Withdrawn(var key, _) when key.equals(order.key()) -> back(order, Reason.WITHDRAWN);
      case Withdrawn _, Asked _, WordsHeard _, HandedOver _, NotHandedOver _ ->
          new TransferStep(state);
      case BriefHeard _, Keyed _, Tick _ -> new TransferStep(state);
    };
  }

  private static TransferStep briefing(Briefing state, TransferEvent event, TransferTimes times) {
    var order = state.order();
    return switch (event) {
      case Keyed(var key, _) when key == ACCEPT ->
          new TransferStep(
              Bridged.of(order), new Connect(true), new Report(order.key(), new Accepted()));
      case Keyed(var key, _) when key == DECLINE -> back(order, Reason.DECLINED);
      case Keyed _ -> new TransferStep(state);
      case BriefHeard(var at) when !state.heard() ->
          new TransferStep(new Briefing(order, state.said(), true, at.plus(times.accept())));
      case NotReached _, ColleagueGone _ -> back(order, Reason.DECLINED);
      case CallerGone _ -> gone(order);
      case Withdrawn(var key, _) when key.equals(order.key()) -> back(order, Reason.WITHDRAWN);
      case Withdrawn _, BriefHeard _, Asked _, WordsHeard _, HandedOver _, NotHandedOver _ ->
          new TransferStep(state);
      case Answered _, Tick _ -> new TransferStep(state);
    };
  }

  private static TransferStep brief(TransferOrder order, int said, Instant at) {
    return new TransferStep(
        new Briefing(order, said, false, at.plus(TransferTimes.BRIEF_MAX)), new Brief(order));
  }

  private static TransferStep bridged(Bridged state, TransferEvent event) {
    return switch (event) {
      case ColleagueGone _, NotReached _, CallerGone _ ->
          new TransferStep(new Over(), new DropColleague(), new EndCall());
      case Keyed(var key, _) when key == LISTEN ->
          new TransferStep(
              new Bridged(state.order(), !state.agentListens(), state.muted()),
              new Connect(!state.agentListens()));
      case Keyed(var key, _) when key == MUTE ->
          new TransferStep(
              new Bridged(state.order(), state.agentListens(), !state.muted()),
              new MuteColleague(!state.muted()));
      case Asked _, WordsHeard _, HandedOver _, NotHandedOver _, Answered _ ->
          new TransferStep(state);
      case Keyed _, BriefHeard _, Withdrawn _, Tick _ -> new TransferStep(state);
    };
  }

  private static TransferStep overdue(TransferState state, TransferTimes times, Instant at) {
    return switch (state) {
      case Finishing(var order, _) -> begun(order, times, at);
      case Handing(var order, _) -> new TransferStep(IDLE, new Report(order.key(), new Unknown()));
      case Ringing(var order, _) -> back(order, Reason.NO_ANSWER);
      case Briefing(var order, var said, _, _) ->
          said < TransferTimes.BRIEFS_MAX
              ? brief(order, said + 1, at)
              : back(order, Reason.NOT_ACCEPTED);
      case Leaving _ -> over();
      case Idle _, Bridged _, Over _ -> new TransferStep(state);
    };
  }

  private static TransferStep back(TransferOrder order, Reason reason) {
    return new TransferStep(IDLE, new DropColleague(), new Unhold(), returned(order, reason));
  }

  private static TransferStep gone(TransferOrder order) {
    return new TransferStep(new Over(), new DropColleague(), returned(order, Reason.CALLER_GONE));
  }

  private static TransferStep over() {
    return new TransferStep(new Over(), new EndCall());
  }

  private static TransferAction returned(TransferOrder order, Reason reason) {
    return new Report(order.key(), new Returned(reason));
  }
}

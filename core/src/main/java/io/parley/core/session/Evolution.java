package io.parley.core.session;

import static io.parley.core.session.SessionState.Active.plus;

import io.parley.core.limit.RateCounts;
import io.parley.core.memory.History;
import io.parley.core.memory.HistoryLine;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.Summary;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.*;
import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.SessionState.*;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import io.parley.core.tool.ToolCallState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Applies events to the state. An event that cannot follow the state is a damaged journal or a
/// bug, and stops the session.
final class Evolution {
  private Evolution() {}

  static SessionState of(SessionState state, SessionEvent event) {
    return switch (state) {
      case New _ -> {
        if (event instanceof SessionStarted started) yield first(started);
        throw impossible(state, event);
      }
      case Active active ->
          event instanceof SessionEnded end ? end(active, end) : active(active, event);
      case Ended ended -> ended(ended, event);
    };
  }

  private static Ended ended(Ended before, SessionEvent event) {
    // these may come late, and then the archive is no longer complete
    boolean mayBeLate =
        event instanceof Rated
            || event instanceof CallMeasured
            || event instanceof WordsChecked
            || event instanceof ToolCallResolved
            || event instanceof ToolCallAnswered
            || event instanceof ToolCallRetried
            || event instanceof ToolCallDropped;
    if (before.archived().isPresent() && !mayBeLate) throw impossible(before, event);
    return switch (event) {
      case SessionArchived done ->
          new Ended(
              before.was().next(done),
              before.reason(),
              before.reflected(),
              Optional.of(done.ref()));
      case ToolCallSettled _,
          ToolCallResolved _,
          ToolCallDeferred _,
          ToolCallAnswered _,
          ToolCallRetried _,
          ToolCallDropped _,
          MemoryWritten _,
          Rated _,
          UsageEvent _ ->
          new Ended(
              active(before.was(), event),
              before.reason(),
              before.reflected() || isEpisode(event),
              Optional.empty());
      case SessionStarted _, SessionEnded _, MessageEvent _, TurnEvent _, AgentEvent _ ->
          throw impossible(before, event);
      case ToolCallRequested _, ApprovalRequested _, ApprovalDecided _, SummaryWritten _ ->
          throw impossible(before, event);
      case CustomerLanguageChanged _, OfRecording _ -> throw impossible(before, event);
    };
  }

  private static boolean isEpisode(SessionEvent event) {
    return event instanceof MemoryWritten written && written.memory() == MemoryKind.EPISODIC;
  }

  private static Active first(SessionStarted started) {
    return new Active(
        started,
        started.agent(),
        1,
        0,
        0,
        Optional.empty(),
        List.of(),
        AcceptedIds.NONE,
        History.EMPTY,
        List.of(),
        UsageTotal.NONE,
        RateCounts.NONE,
        Notes.NONE,
        Owed.NOTHING.after(started),
        false);
  }

  private static Ended end(Active active, SessionEnded end) {
    if (active.open().isPresent()) throw impossible(active, end);
    var last = remember(active.next(end), end.id(), Fingerprint.of(end));
    return new Ended(last, end.reason(), false, Optional.empty());
  }

  /// Applies an event to an active session, or to an ended one where such an event may still come.
  private static Active active(Active before, SessionEvent event) {
    return switch (event) {
      case MessageEvent message -> message(before.next(event), message);
      case TurnEvent turn -> turn(before, turn);
      case ToolEvent tool -> ToolEvolution.of(before, tool);
      case MemoryEvent memory -> memory(before.next(event), memory);
      case CustomerEvent customer -> customer(before.next(event), customer);
      case AgentEvent agent -> agent(before.next(event), agent);
      case UsageEvent usage -> usage(before.next(event), usage);
      case LifecycleEvent _ -> throw impossible(before, event);
    };
  }

  private static Active message(Active a, MessageEvent event) {
    return switch (event) {
      case Said said -> said(a, said);
    };
  }

  private static Active turn(Active before, TurnEvent event) {
    var a = before.next(event);
    return switch (event) {
      case TurnStarted(var turn, var said, _, var at) -> {
        if (a.open().isPresent() || turn != a.turns() + 1) throw impossible(before, event);
        var lines =
            a.waiting().stream()
                .map(words -> HistoryLine.of(words.seq(), turn, Party.CUSTOMER, words.text()))
                .toList();
        boolean spoken = a.waiting().stream().anyMatch(WaitingMessage::spoken);
        boolean doubtful = a.waiting().stream().anyMatch(WaitingMessage::doubtful);
        yield CallbackRules.takenUp(a, turn)
            .withHistory(a.history().plus(lines))
            .withWaiting(List.of())
            .withTurn(turn, Optional.of(OpenTurn.first(turn, said, spoken, doubtful, at)));
      }
      case TurnResumed(var turn, var attempt, var deaths, _) -> {
        var open = openTurn(before, turn, event);
        boolean lost = TurnRules.wouldBeLost(before);
        yield a.withEpoch(a.epoch() + 1)
            .withCalls(a.calls().stream().map(ToolCallState::beforeAnyText).toList())
            .withTurn(
                a.turns(), Optional.of(open.resumed(attempt, lost, deaths.orElse(open.deaths()))));
      }
      case TurnPaused(var turn, _) -> {
        var open = openTurn(before, turn, event);
        if (open.paused()) throw impossible(before, event);
        yield a.withTurn(a.turns(), Optional.of(open.withPause()));
      }
      case ReplyCompleted r -> {
        openTurn(before, r.turn(), event);
        var told = endTurn(a, r.turn(), r.text()).withNotes(a.notes().told(r.turn()));
        yield used(told, r.usage(), r.at());
      }
      case ReplyCut cut -> {
        if (a.notes().told() != cut.turn()) throw impossible(before, event);
        var known = a.withHistory(a.history().cut(cut.turn(), cut.heard()));
        yield remember(
            known.withNotes(a.notes().told(0)), Optional.of(cut.id()), Fingerprint.of(cut));
      }
      case TurnInterrupted i -> {
        openTurn(before, i.turn(), event);
        var closed = endTurn(a, i.turn(), i.heard());
        yield remember(closed.withEpoch(a.epoch() + 1), i.id(), Fingerprint.of(i));
      }
      case TurnFailed f -> {
        openTurn(before, f.turn(), event);
        yield closed(a);
      }
    };
  }

  private static Active memory(Active a, MemoryEvent event) {
    return switch (event) {
      case SummaryWritten s ->
          used(
              a.withHistory(
                  a.history().summarised(new Summary(s.fromTurn(), s.toTurn(), s.text()))),
              s.usage(),
              s.at());
      case MemoryWritten written -> a.withNotes(a.notes().remembering(written.turn()));
    };
  }

  private static Active customer(Active a, CustomerEvent event) {
    return switch (event) {
      case Rated rated -> {
        var known = remember(a, Optional.of(rated.id()), Fingerprint.of(rated));
        yield known.withNotes(a.notes().rated());
      }
      case CustomerLanguageChanged changed -> a.withNotes(a.notes().speaking(changed.language()));
      case RecordingAnswered answered ->
          remember(a, Optional.of(answered.id()), Fingerprint.of(answered));
      case RecordingGap gap -> remember(a, Optional.of(gap.id()), Fingerprint.of(gap));
    };
  }

  private static Active agent(Active a, AgentEvent event) {
    return switch (event) {
      case AgentChanged changed -> a.withAgent(changed.agent());
      case TakenOver taken ->
          remember(
              unanswered(a).withTakenOver(true), Optional.of(taken.id()), Fingerprint.of(taken));
      case HandedBack back ->
          remember(a.withTakenOver(false), Optional.of(back.id()), Fingerprint.of(back));
      case TransferAsked asked -> remember(a, Optional.of(asked.id()), Fingerprint.of(asked));
      case TransferSettled settled ->
          remember(a, Optional.of(settled.id()), Fingerprint.of(settled));
    };
  }

  /// Without waiting messages: they are a part of the conversation.
  private static Active unanswered(Active a) {
    var lines =
        a.waiting().stream()
            .map(each -> HistoryLine.of(each.seq(), a.turns(), Party.CUSTOMER, each.text()))
            .toList();
    return a.withHistory(a.history().plus(lines)).withWaiting(List.of());
  }

  private static Active usage(Active a, UsageEvent event) {
    return switch (event) {
      case UsageRecorded recorded -> used(a, recorded.usage(), recorded.at());
      case CallMeasured measured ->
          remember(a, Optional.of(measured.id()), Fingerprint.of(measured));
      case WordsChecked checked -> remember(a, Optional.of(checked.id()), Fingerprint.of(checked));
    };
  }

  private static Active said(Active a, Said said) {
    // the greeting has no client that could repeat it
    boolean isGreeting = said.by() == Party.BOT && said.id().equals(Session.GREETING);
    var known = isGreeting ? a : remember(a, Optional.of(said.id()), Fingerprint.of(said));
    if (!said.asksAgent()) {
      var line = HistoryLine.of(a.seq(), a.turns(), said.by(), said.text());
      var kept = known.withHistory(a.history().plus(List.of(line)));
      // words to a colleague in the agent's place have the limits of words to the agent
      return a.takenOver() && said.by() == Party.CUSTOMER
          ? kept.withUsage(a.usage(), a.rate().turn(said.at()))
          : kept;
    }
    var words =
        new WaitingMessage(a.seq(), said.text(), said.mode().isAloud(), said.mayBeMisheard());
    return known
        .withWaiting(plus(a.waiting(), words))
        .withUsage(a.usage(), a.rate().turn(said.at()));
  }

  /// Ends the open turn with the part of its reply that reached the customer.
  private static Active endTurn(Active a, int turn, String text) {
    var lines =
        text.isBlank()
            ? List.<HistoryLine>of()
            : List.of(HistoryLine.of(a.seq(), turn, Party.BOT, text));
    var closed = closed(a);
    return closed.withHistory(closed.history().plus(lines));
  }

  private static Active closed(Active a) {
    var used = a.open().map(open -> a.callsOf(open.turn())).orElse(List.of());
    return prune(a.withHistory(a.history().used(used)).withTurn(a.turns(), Optional.empty()));
  }

  /// Drops calls that are no longer needed: settled ones of ended turns, unless they are in doubt,
  /// dead letters, or their answer comes later.
  static Active prune(Active a) {
    if (a.calls().isEmpty()) return a;
    int open = a.open().map(OpenTurn::turn).orElse(-1);
    return a.withCalls(
        a.calls().stream()
            .filter(
                call ->
                    call.turn() == open
                        || !call.isSettled()
                        || call.inDoubt()
                        || call.isLetter()
                        || call.isDeferred()
                        || call.isAnswered())
            .toList());
  }

  private static Active used(Active a, Usage usage, Instant at) {
    return a.withUsage(a.usage().plus(usage), a.rate().tokens(usage.billedTokens(), at));
  }

  static Active remember(Active a, Optional<String> id, String fingerprint) {
    return id.map(value -> a.withAccepted(a.accepted().plus(value, fingerprint, a.seq())))
        .orElse(a);
  }

  static OpenTurn openTurn(Active a, int turn, SessionEvent event) {
    var open = a.open().orElseThrow(() -> impossible(a, event));
    if (open.turn() != turn) throw impossible(a, event);
    return open;
  }

  /// Names kinds and numbers only: what was said never reaches a log.
  static IllegalStateException impossible(SessionState state, SessionEvent event) {
    return new IllegalStateException(
        "%s cannot follow event %d of a session that is %s"
            .formatted(
                event.getClass().getSimpleName(), state.seq(), state.getClass().getSimpleName()));
  }
}

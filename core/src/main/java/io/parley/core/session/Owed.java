package io.parley.core.session;

import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Obligations of a session, folded from its events: a reply, the outcome of a call, an archive;
/// otherwise only its end after the idle timeout. This is the only implementation: the rules keep
/// it in their state, the index beside each session's row, and a reader that is about to leave
/// folds it from the events that it receives.
///
/// @param turnOpen whether a reply is owed
/// @param running calls under way, in order of request; @param approvals expiry of the consent that
///   each call waits for
/// @param deferred when each call that waits for a callback fails for want of an answer
/// @param archived whether the archive is complete
public record Owed(
    boolean turnOpen,
    List<String> running,
    Map<String, Instant> approvals,
    Map<String, Instant> deferred,
    boolean ended,
    boolean archived,
    Instant lastActivity) {

  public static final Owed NOTHING =
      new Owed(false, List.of(), Map.of(), Map.of(), false, false, Instant.EPOCH);

  public Owed {
    running = List.copyOf(running);
    approvals = Map.copyOf(approvals);
    deferred = Map.copyOf(deferred);
  }

  public Owed after(SessionEvent event) {
    return switch (event) {
      case LifecycleEvent lifecycle -> lifecycle(lifecycle);
      case TurnEvent turn -> turn(turn);
      case ToolEvent tool -> tool(tool);
      // an earlier archive lacks it
      case Rated _, CallMeasured _, WordsChecked _ ->
          new Owed(turnOpen, running, approvals, deferred, ended, false, event.at());
      case CustomerLanguageChanged _, OfRecording _ -> unchanged(event.at());
      case MessageEvent _, MemoryEvent _, AgentEvent _, UsageRecorded _ -> unchanged(event.at());
    };
  }

  private Owed lifecycle(LifecycleEvent event) {
    return switch (event) {
      case SessionStarted _ -> unchanged(event.at());
      case SessionEnded _ ->
          new Owed(false, running, approvals, deferred, true, archived, event.at());
      case SessionArchived _ ->
          new Owed(turnOpen, running, approvals, deferred, ended, true, event.at());
    };
  }

  private Owed turn(TurnEvent event) {
    return switch (event) {
      case TurnStarted _, TurnResumed _, TurnPaused _ -> with(true, running, approvals, event.at());
      case ReplyCompleted _, TurnInterrupted _, TurnFailed _ ->
          with(false, running, approvals, event.at());
      case ReplyCut _ -> unchanged(event.at());
    };
  }

  private Owed tool(ToolEvent event) {
    return switch (event) {
      // a call that shares the effect of another one settles with it
      case ToolCallRequested r ->
          calls(r.sameAs().isPresent() ? running : plus(r.call()), approvals, event.at());
      case ApprovalRequested r -> {
        var waiting = new HashMap<>(approvals);
        waiting.put(r.call(), r.expiresAt());
        yield calls(minus(r.call()), waiting, event.at());
      }
      case ApprovalDecided d -> calls(plus(d.call()), agreed(d.call()), event.at());
      case ToolCallSettled s -> calls(minus(s.call()), agreed(s.call()), event.at());
      case ToolCallDeferred d -> {
        var waiting = new HashMap<>(deferred);
        waiting.put(d.call(), d.expiresAt());
        yield new Owed(turnOpen, minus(d.call()), approvals, waiting, ended, archived, event.at());
      }
      // an earlier archive lacks it
      case ToolCallAnswered a -> {
        var waiting = new HashMap<>(deferred);
        waiting.remove(a.call());
        yield new Owed(turnOpen, running, approvals, waiting, ended, false, event.at());
      }
      // an earlier archive lacks it
      case ToolCallResolved _, ToolCallDropped _ ->
          new Owed(turnOpen, running, approvals, deferred, ended, false, event.at());
      case ToolCallRetried r ->
          new Owed(turnOpen, plus(r.call()), approvals, deferred, ended, false, event.at());
    };
  }

  /// A copy with the turn open or not, for a reader that missed the start of the turn.
  public Owed withTurn(boolean open) {
    return with(open, running, approvals, lastActivity);
  }

  /// Whether no call is under way and none waits for consent.
  public boolean callsSettled() {
    return running.isEmpty() && approvals.isEmpty();
  }

  /// Whether calls wait for a human and none is under way.
  public boolean awaitsConsent() {
    return running.isEmpty() && !approvals.isEmpty();
  }

  /// When the session must be woken if it has not acted by itself; empty if never again.
  public Optional<Instant> dueAt(Duration idleTimeout) {
    if (ended) return archived ? Optional.empty() : Optional.of(lastActivity);
    if (!running.isEmpty()) return Optional.of(lastActivity);
    if (turnOpen && approvals.isEmpty()) return Optional.of(lastActivity);
    var expiry =
        Stream.of(approvals, deferred)
            .flatMap(waiting -> waiting.values().stream())
            .min(Instant::compareTo);
    return expiry.or(() -> Optional.of(lastActivity.plus(idleTimeout)));
  }

  private Owed unchanged(Instant at) {
    return with(turnOpen, running, approvals, at);
  }

  private Owed calls(List<String> calls, Map<String, Instant> waiting, Instant at) {
    return with(turnOpen, calls, waiting, at);
  }

  private Owed with(boolean open, List<String> calls, Map<String, Instant> waiting, Instant at) {
    return new Owed(open, calls, waiting, deferred, ended, archived, at);
  }

  private List<String> plus(String call) {
    var more = new ArrayList<>(running);
    more.add(call);
    return more;
  }

  private List<String> minus(String call) {
    return running.contains(call)
        ? running.stream().filter(other -> !other.equals(call)).toList()
        : running;
  }

  private Map<String, Instant> agreed(String call) {
    if (!approvals.containsKey(call)) return approvals;
    var waiting = new HashMap<>(approvals);
    waiting.remove(call);
    return waiting;
  }
}

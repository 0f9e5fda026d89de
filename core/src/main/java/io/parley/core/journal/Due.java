package io.parley.core.journal;

import io.parley.core.session.CustomerEvent.*;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a session owes, folded from its events: a reply, the outcome of a call, an archive; else
/// only its own end when nobody comes back. A small twin of `Session.pending` that needs no state,
/// so that one projection can keep it for every session.
///
/// @param running calls under way; @param approvals when the consent that each call waits for runs
///   out
public record Due(
    boolean turnOpen,
    Set<String> running,
    Map<String, Instant> approvals,
    boolean ended,
    boolean archived,
    Instant lastActivity) {

  public static final Due NOTHING = new Due(false, Set.of(), Map.of(), false, false, Instant.EPOCH);

  public Due {
    running = Set.copyOf(running);
    approvals = Map.copyOf(approvals);
  }

  public Due after(SessionEvent event) {
    return switch (event) {
      case TurnStarted _, TurnResumed _, TurnPaused _ -> with(true, running, approvals, event.at());
      case ReplyCompleted _, TurnInterrupted _, TurnFailed _ ->
          with(false, running, approvals, event.at());
      // one that shares another's effect is owed with that one
      case ToolCallRequested r -> {
        var owed = r.sameAs().isPresent() ? running : plus(running, r.call());
        yield with(turnOpen, owed, approvals, event.at());
      }
      case ApprovalRequested r -> {
        var waiting = new HashMap<>(approvals);
        waiting.put(r.call(), r.expiresAt());
        yield with(turnOpen, minus(running, r.call()), waiting, event.at());
      }
      case ApprovalDecided d ->
          with(turnOpen, plus(running, d.call()), minus(approvals, d.call()), event.at());
      case ToolCallSettled s ->
          with(turnOpen, minus(running, s.call()), minus(approvals, s.call()), event.at());
      case SessionEnded _ -> new Due(false, running, approvals, true, archived, event.at());
      case SessionArchived _ -> new Due(turnOpen, running, approvals, ended, true, event.at());
      // who has archived it did so without this
      case Rated _ -> new Due(turnOpen, running, approvals, ended, false, event.at());
      case SessionStarted _, ReplyCut _, ToolCallResolved _ ->
          with(turnOpen, running, approvals, event.at());
      case MessageEvent _, MemoryEvent _, UsageEvent _ ->
          with(turnOpen, running, approvals, event.at());
    };
  }

  /// When somebody must look after this session if it has not seen to it itself; empty when never
  /// again.
  public Optional<Instant> at(Duration idleTimeout) {
    if (ended) return archived ? Optional.empty() : Optional.of(lastActivity);
    if (!running.isEmpty()) return Optional.of(lastActivity);
    var expiry = approvals.values().stream().min(Instant::compareTo);
    if (expiry.isPresent()) return expiry;
    return Optional.of(turnOpen ? lastActivity : lastActivity.plus(idleTimeout));
  }

  private Due with(boolean open, Set<String> calls, Map<String, Instant> waiting, Instant at) {
    return new Due(open, calls, waiting, ended, archived, at);
  }

  private static Set<String> plus(Set<String> set, String more) {
    var copy = new HashSet<>(set);
    copy.add(more);
    return copy;
  }

  private static Set<String> minus(Set<String> set, String less) {
    var copy = new HashSet<>(set);
    copy.remove(less);
    return copy;
  }

  private static Map<String, Instant> minus(Map<String, Instant> map, String less) {
    var copy = new HashMap<>(map);
    copy.remove(less);
    return copy;
  }
}

package io.parley.sessions.entity;

import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.TurnTraces;
import io.parley.sessions.TurnTraces.Beginning;
import io.parley.sessions.TurnTraces.TurnTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reports a session's turns to their traces. A turn's trace context is stored with it, so that its
/// trace continues when another node resumes it. Lives inside the session's actor and in its
/// thread.
final class TurnTracing {
  /// Words that wait for the next turn, whose trace links to theirs.
  private static final int WAITING_MAX = 16;

  private final SessionKey key;
  private final TurnTraces traces;
  private final boolean drawn;
  private final List<TraceParent> waiting = new ArrayList<>();
  private Optional<TurnTrace> open = Optional.empty();
  // the turn that is being stored
  private Optional<TurnTrace> next = Optional.empty();
  // of the newest turn, as stored in the journal
  private Optional<TraceParent> stored = Optional.empty();
  private Instant writing = Instant.EPOCH;

  TurnTracing(SessionKey key, TurnTraces traces) {
    this.key = key;
    this.traces = traces;
    this.drawn = !traces.equals(TurnTraces.NONE);
  }

  /// Also called while events are replayed.
  void evolved(SessionEvent event) {
    if (event instanceof TurnEvent.TurnStarted started) stored = started.trace();
  }

  /// @param cause trace context of the command
  /// @return the events as they are to be stored
  List<SessionEvent> writing(List<SessionEvent> events, Optional<TraceParent> cause, Instant now) {
    writing = now;
    if (!drawn) return events;
    return events.stream().map(event -> written(event, cause)).toList();
  }

  private SessionEvent written(SessionEvent event, Optional<TraceParent> cause) {
    return switch (event) {
      case MessageEvent.Said said when said.asksAgent() -> {
        if (waiting.size() < WAITING_MAX) cause.ifPresent(waiting::add);
        yield said;
      }
      case TurnEvent.TurnStarted started -> {
        var also = waiting.isEmpty() ? waiting : waiting.subList(1, waiting.size());
        var under = waiting.stream().findFirst();
        next = Optional.of(traces.begin(key, new Beginning(started.turn(), 1, under, also)));
        waiting.clear();
        yield started.traced(next.get().place());
      }
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ ->
          event;
    };
  }

  void committed(List<SessionEvent> events) {
    if (!drawn) return;
    open.or(() -> next).ifPresent(trace -> trace.wrote(writing, events.size()));
    events.forEach(this::committed);
  }

  private void committed(SessionEvent event) {
    switch (event) {
      case TurnEvent.TurnStarted _ -> {
        open = next;
        next = Optional.empty();
      }
      case TurnEvent.TurnResumed resumed when open.isEmpty() ->
          open =
              Optional.of(
                  traces.begin(
                      key, new Beginning(resumed.turn(), resumed.attempt(), stored, List.of())));
      case TurnEvent.ReplyCompleted _,
          TurnEvent.TurnInterrupted _,
          TurnEvent.TurnFailed _,
          TurnEvent.TurnPaused _,
          LifecycleEvent.SessionEnded _ -> {
        open.ifPresent(trace -> trace.ended(event));
        open = Optional.empty();
      }
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ ->
          open.ifPresent(trace -> trace.happened(event));
    }
  }

  /// The actor stops or restarts.
  void lost() {
    open.ifPresent(TurnTrace::lost);
    next.ifPresent(TurnTrace::lost);
    open = Optional.empty();
    next = Optional.empty();
    waiting.clear();
  }
}

package io.parley.sessions;

import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Records the traces of this node's turns. Called in the session's own thread: must be quick, must
/// not throw, and keeps nothing that was said.
@FunctionalInterface
public interface TurnTraces {
  /// Records nothing.
  TurnTraces NONE = (_, _) -> TurnTrace.NONE;

  /// A turn is about to be stored, or is resumed.
  TurnTrace begin(SessionKey session, Beginning beginning);

  /// @param attempt 1, or the number of the attempt that resumes a turn after a crash or a move
  /// @param under parent trace context, from whichever node: that of the first words that the turn
  ///   answers, or that of the previous attempt. Empty begins a trace
  /// @param also trace contexts of the other words that it answers
  record Beginning(int turn, int attempt, Optional<TraceParent> under, List<TraceParent> also) {
    public Beginning {
      also = List.copyOf(also);
    }

    /// Whether an earlier attempt was begun by another node or process.
    public boolean isResumed() {
      return attempt > 1;
    }
  }

  /// One attempt of a turn on this node. Ends with exactly one of [#ended] and [#lost].
  interface TurnTrace {
    TurnTrace NONE =
        new TurnTrace() {
          @Override
          public Optional<TraceParent> place() {
            return Optional.empty();
          }

          @Override
          public void wrote(Instant from, int events) {
            // records nothing
          }

          @Override
          public void happened(SessionEvent event) {
            // records nothing
          }

          @Override
          public void ended(SessionEvent with) {
            // records nothing
          }

          @Override
          public void lost() {
            // records nothing
          }
        };

    /// Its own trace context; empty when this trace is not collected.
    Optional<TraceParent> place();

    /// This many events were just stored.
    void wrote(Instant from, int events);

    void happened(SessionEvent event);

    /// The turn is over, or this node has finished its part of it.
    void ended(SessionEvent with);

    /// The session's actor stops or restarts with the turn still open.
    void lost();
  }
}

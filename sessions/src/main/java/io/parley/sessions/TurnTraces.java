package io.parley.sessions;

import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Draws the traces of this node's turns. Called in the session's own thread: whoever draws must be
/// quick, must not throw, and keeps nothing that was said.
@FunctionalInterface
public interface TurnTraces {
  /// Nobody wants to know.
  TurnTraces NONE = (_, _) -> TurnTrace.NONE;

  /// A turn that is about to be written down, or is taken up again.
  TurnTrace begin(SessionKey session, Beginning beginning);

  /// @param attempt 1, or the one with which a turn goes on that lost its node, or moved
  /// @param under what it belongs under, wherever in the cluster that is: of the first words that
  ///   it answers, or of the attempt before. Empty begins a trace
  /// @param also of the other words that it answers
  record Beginning(int turn, int attempt, Optional<TraceParent> under, List<TraceParent> also) {
    public Beginning {
      also = List.copyOf(also);
    }

    /// Whether an earlier attempt was begun by somebody else.
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
            // nobody wants to know
          }

          @Override
          public void happened(SessionEvent event) {
            // nobody wants to know
          }

          @Override
          public void ended(SessionEvent with) {
            // nobody wants to know
          }

          @Override
          public void lost() {
            // nobody wants to know
          }
        };

    /// Where it stands; empty when nobody collects this trace.
    Optional<TraceParent> place();

    /// So many events were written down, which has just succeeded.
    void wrote(Instant from, int events);

    void happened(SessionEvent event);

    /// The turn is over, or this node is through with it.
    void ended(SessionEvent with);

    /// The session's actor ends or begins anew with the turn still open.
    void lost();
  }
}

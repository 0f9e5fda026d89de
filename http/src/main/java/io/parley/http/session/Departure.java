package io.parley.http.session;

import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent;
import io.parley.sessions.SessionView;
import java.util.HashSet;
import java.util.Set;

/// When a reader whose node goes away may be sent to another: not in the middle of a reply, of
/// which it should hear the end. A turn that waits for a human's consent is no reason to wait.
/// Thread safe.
final class Departure {
  private final Set<String> running = new HashSet<>();
  private final Set<String> awaiting = new HashSet<>();
  private int started;
  private int over;
  private boolean begun;

  /// The session as it was when this reader came: what it hears may begin in the middle of a turn.
  synchronized void found(SessionView view) {
    view.openTurn().ifPresent(turn -> started = Math.max(started, turn));
  }

  synchronized void heard(SessionEvent event) {
    switch (event) {
      case TurnStarted turn -> started = Math.max(started, turn.turn());
      case ReplyCompleted turn -> ended(turn.turn());
      case TurnInterrupted turn -> ended(turn.turn());
      case TurnFailed turn -> ended(turn.turn());
      case ToolCallRequested call -> running.add(call.call());
      case ToolCallSettled call -> {
        running.remove(call.call());
        awaiting.remove(call.call());
      }
      case ApprovalRequested call -> {
        running.remove(call.call());
        awaiting.add(call.call());
      }
      case ApprovalDecided call -> {
        awaiting.remove(call.call());
        running.add(call.call());
      }
      case ReplyCut _, TurnResumed _, TurnPaused _, ToolCallResolved _ -> {
        // the turn goes on as before, if there is one
      }
      case LifecycleEvent _, MessageEvent _, MemoryEvent _, CustomerEvent _, UsageEvent _ -> {
        // likewise
      }
    }
  }

  /// The node goes away.
  synchronized void begin() {
    begun = true;
  }

  /// Whether the reader is to leave now.
  synchronized boolean isDue() {
    boolean awaitsConsent = !awaiting.isEmpty() && running.isEmpty();
    return begun && (started <= over || awaitsConsent);
  }

  private void ended(int turn) {
    over = Math.max(over, turn);
    awaiting.clear();
  }
}

package io.parley.http.session;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.Owed;
import io.parley.sessions.SessionView;

/// When a reader of a node that shuts down may be sent to another node: not in the middle of a
/// reply, whose end it should hear. A turn that waits for a human's consent is no reason to wait.
/// Thread safe.
final class Departure {
  private Owed owed = Owed.NOTHING;
  private long heard;
  private long viewed;
  private boolean turnOpen;
  private boolean begun;

  /// The session's state when this reader came, before its first event: it may be in the middle of
  /// a turn.
  synchronized void found(SessionView view) {
    viewed = view.seq();
    turnOpen = view.openTurn().isPresent();
    owed = Owed.NOTHING.withTurn(turnOpen);
  }

  synchronized void heard(RecordedEvent recorded) {
    heard = recorded.seq();
    owed = owed.after(recorded.event());
  }

  /// The node shuts down.
  synchronized void begin() {
    begun = true;
  }

  /// Whether the reader should leave now.
  synchronized boolean isDue() {
    // until the replay is complete, the turns in it are old ones
    boolean open = heard < viewed ? turnOpen : owed.turnOpen();
    return begun && (!open || owed.awaitsConsent());
  }
}

package io.parley.http.session;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.Owed;
import io.parley.sessions.SessionView;

/// When a reader whose node goes away may be sent to another: not in the middle of a reply, of
/// which it should hear the end. A turn that waits for a human's consent is no reason to wait.
/// Thread safe.
final class Departure {
  private Owed owed = Owed.NOTHING;
  private long heard;
  private long viewed;
  private boolean turnOpen;
  private boolean begun;

  /// The session as it was when this reader came, before it has heard anything: that may begin in
  /// the middle of a turn.
  synchronized void found(SessionView view) {
    viewed = view.seq();
    turnOpen = view.openTurn().isPresent();
    owed = Owed.NOTHING.withTurn(turnOpen);
  }

  synchronized void heard(RecordedEvent recorded) {
    heard = recorded.seq();
    owed = owed.after(recorded.event());
  }

  /// The node goes away.
  synchronized void begin() {
    begun = true;
  }

  /// Whether the reader is to leave now.
  synchronized boolean isDue() {
    // until all is told that there was, the turns that it hears of are old ones
    boolean open = heard < viewed ? turnOpen : owed.turnOpen();
    return begun && (!open || owed.awaitsConsent());
  }
}

package io.parley.core.journal;

import io.parley.core.fault.WorkFailed;
import io.parley.core.journal.Damage.Category;
import io.parley.core.session.Session;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;

/// What one event from the journal makes of a session: its next state, or the end of what can be
/// believed of it. Pure.
public sealed interface Replayed {

  record Sound(SessionState state) implements Replayed {}

  record Broken(Damage damage) implements Replayed {}

  /// @param seq the number under which `event` is in the journal
  static Replayed next(SessionState before, long seq, SessionEvent event) {
    long expected = before.seq() + 1;
    if (seq != expected) return new Broken(new Damage(expected, Category.MISSING));
    try {
      return new Sound(WorkFailed.contain(() -> Session.evolve(before, event)));
    } catch (RuntimeException cannotFollow) {
      // the rules are pure: the same event would be refused again, for ever; and so would one at
      // which they overflow the stack
      return new Broken(new Damage(seq, Category.IMPOSSIBLE));
    }
  }
}

package io.parley.core.journal;

import io.parley.core.fault.WorkFailed;
import io.parley.core.journal.Damage.Category;
import io.parley.core.session.Session;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;

/// The result of replaying one event: the session's next state, or the damage that ends the replay.
/// Pure.
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
      // the rules are pure: the same event, or one that overflows the stack, would fail again for
      // ever
      return new Broken(new Damage(seq, Category.IMPOSSIBLE));
    }
  }
}

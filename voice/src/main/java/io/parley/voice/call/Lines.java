package io.parley.voice.call;

import io.parley.voice.call.LineWatch.Verdict;
import java.time.Duration;

/// The lines to the customers of one call, looked at in each tick of the media clock. The call's
/// line is as good as the best of them.
final class Lines {

  /// Called in the media clock's thread.
  interface Listener {
    /// Nothing arrives from any customer.
    ///
    /// @param silent since when
    void died(Duration silent);

    /// A customer's end is there again, or another one has joined.
    void revived();
  }

  private final Listener listener;
  private boolean isDead;

  Lines(Listener listener) {
    this.listener = listener;
  }

  /// @return whether it is in doubt that customers hear anything
  boolean areDoubtful(CallLeg[] legs) {
    var best = Verdict.DEAD;
    var silent = Duration.ZERO;
    boolean any = false;
    for (var leg : legs) {
      if (!leg.isCustomers()) continue;
      var verdict = leg.line();
      if (!any || verdict.compareTo(best) < 0) {
        best = verdict;
        silent = leg.leg().silentFor();
      }
      any = true;
    }
    boolean dead = any && best == Verdict.DEAD;
    if (dead != isDead) {
      isDead = dead;
      if (dead) listener.died(silent);
      else listener.revived();
    }
    return any && best != Verdict.ALIVE;
  }
}

package io.parley.voice.call;

import java.time.Duration;
import java.util.Optional;

/// The effect of a dead line: the answer pauses, and the part that went into it does not count as
/// heard. When the line is back, the answer goes on with the clause that was interrupted. Belongs
/// to the call's actor.
final class DeadLine {
  private final Player player;
  private final Legs legs;
  private final Showing showing;
  private final CallMeter meter;

  DeadLine(Player player, Legs legs, Showing showing, CallMeter meter) {
    this.player = player;
    this.legs = legs;
    this.showing = showing;
    this.meter = meter;
  }

  /// @param silent how long nothing had come; empty: the line is back
  void changed(Optional<Duration> silent) {
    silent.ifPresentOrElse(this::died, this::revived);
  }

  private void died(Duration silent) {
    player.lineDied(silent.plus(legs.delay()));
    showing.interrupted(true);
    meter.lineDied();
  }

  private void revived() {
    // a connection delivers late what it could not deliver: it is said again
    legs.forget();
    player.lineRevived();
    showing.interrupted(false);
  }
}

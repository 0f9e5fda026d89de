package io.parley.voice.call;

import io.parley.core.quality.CallFigures;
import io.parley.core.quality.LineTally;
import io.parley.core.quality.TalkTally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// The quality of one call, measured where it is heard: the customer's line is looked at from time
/// to time, readers are shown where it turns bad, and at the end all figures go to the session.
/// Belongs to the call's actor.
final class CallQuality {
  /// How often a call is shown again, in looks.
  private static final long SHOWN_EVERY = Showing.EVERY.dividedBy(LineTally.EVERY);

  private final CallParts parts;
  private final Legs legs;
  private final Showing showing;
  private final OneCallMeter meter;
  private final Instant began;
  private final LineTally line = new LineTally();
  private final TalkTally talk;
  private long looks;

  CallQuality(CallParts parts, Legs legs, Showing showing) {
    this.parts = parts;
    this.legs = legs;
    this.showing = showing;
    this.meter = new OneCallMeter(parts.services().meter());
    this.began = parts.services().clock().instant();
    this.talk = new TalkTally(began);
  }

  OneCallMeter meter() {
    return meter;
  }

  /// @param played the text of the reply that was played
  Measures measures(Supplier<String> played) {
    return new Measures(meter, talk, parts.leg().way(), played, parts.services().clock());
  }

  /// To be called every [LineTally#EVERY].
  void look() {
    lookAtLine().ifPresent(this::turned);
    if (++looks % SHOWN_EVERY == 0) showing.again();
  }

  private Optional<Boolean> lookAtLine() {
    var leg = legs.customer();
    if (leg.isEmpty()) return Optional.empty();
    var stats = leg.get().leg().stats();
    return stats
        .line()
        .flatMap(counts -> line.add(leg.get().number(), counts, stats.jitterMillis()));
  }

  private void turned(boolean bad) {
    showing.line(bad);
    meter.lineTurned(bad);
  }

  /// The call is over; its legs are still there. One that nobody came to has no figures.
  void ended(Instant at) {
    legs.echoReturnLossEnhancements().forEach(meter::echoCancelled);
    meter.ended(legs.stats(), Duration.between(began, at));
    if (!legs.hasBegun()) return;
    lookAtLine();
    if (line.isBad()) meter.lineTurned(false);
    LastFigures.send(parts.plan().id(), figures(at), at, parts.conversation()::ask);
  }

  private CallFigures figures(Instant at) {
    return new CallFigures(
        parts.leg().way(),
        CallFigures.seconds(Duration.between(began, at)),
        line.figures(),
        meter.stages(),
        Optional.of(talk.figures(at, meter.lateTicks(), meter.underruns())),
        meter.interruptions(),
        meter.falseInterruptions());
  }
}

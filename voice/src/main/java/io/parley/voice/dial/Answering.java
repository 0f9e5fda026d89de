package io.parley.voice.dial;

import io.parley.core.dial.Answerer;
import io.parley.core.dial.Answerer.Sound;
import io.parley.core.dial.Answerer.Verdict;
import io.parley.voice.leg.Leg;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/// Listens on a leg that was just answered until it is known who has answered, and then, to a
/// machine, until its beep. The leg belongs to it until its stage completes; it plays nothing.
public final class Answering {
  private final Leg leg;
  private final BeepDetector detector;
  private final short[] frame;
  private final boolean untilBeep;
  private final CompletableFuture<Heard> heard = new CompletableFuture<>();
  private Answerer answerer;
  private volatile Future<?> ticks = CompletableFuture.completedFuture(null);

  /// The sound that was heard.
  ///
  /// @param mayLeave whether a message may begin now; only of a machine
  public record Heard(Verdict who, boolean mayLeave) {}

  private Answering(Leg leg, Answerer.Settings settings, boolean untilBeep) {
    this.leg = leg;
    this.detector = new BeepDetector(leg.sampleRate());
    this.frame = new short[leg.frameSamples()];
    this.untilBeep = untilBeep;
    this.answerer = Answerer.listening(settings);
  }

  /// With nobody else who listens.
  public static CompletionStage<Optional<Heard>> listen(
      Leg leg, Answerer.Settings settings, boolean untilBeep, LegClock clock) {
    return listen(leg, settings, untilBeep, clock, new CompletableFuture<>());
  }

  /// @param untilBeep whether a machine's beep is waited for
  /// @param told the verdict of somebody else who listens; may never complete
  /// @return empty when the leg went before it was known; it is closed then
  public static CompletionStage<Optional<Heard>> listen(
      Leg leg,
      Answerer.Settings settings,
      boolean untilBeep,
      LegClock clock,
      CompletionStage<Verdict> told) {
    var answering = new Answering(leg, settings, untilBeep);
    told.thenAccept(answering::told);
    leg.ready().thenRun(() -> answering.start(clock));
    var gone = leg.gone().thenApply(_ -> Optional.<Heard>empty());
    return answering
        .heard
        .thenApply(Optional::of)
        .applyToEither(gone, first -> first)
        .whenComplete(
            (first, _) -> {
              answering.stop();
              // one that was lost still has its connection, and so its provider's call
              if (first != null && first.isEmpty()) leg.close();
            });
  }

  private synchronized void start(LegClock clock) {
    if (!heard.isDone()) ticks = clock.every(this::tick);
  }

  private synchronized void told(Verdict who) {
    answerer = answerer.told(who);
  }

  private synchronized void stop() {
    var _ = ticks.cancel(false);
  }

  private synchronized void tick() {
    if (heard.isDone()) return;
    var sound = leg.hear(frame) ? detector.hear(frame) : Sound.QUIET;
    leg.rest();
    answerer = answerer.heard(sound, Leg.TICK);
    if (answerer.verdict().isEmpty()) return;
    var who = answerer.verdict().get();
    boolean isWaiting = untilBeep && who == Verdict.MACHINE && answerer.ready().isEmpty();
    if (isWaiting && !answerer.isInVain()) return;
    var _ = ticks.cancel(false);
    heard.complete(new Heard(who, answerer.ready().isPresent()));
  }
}

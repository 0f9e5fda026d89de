package io.parley.voice.engine;

import io.parley.core.fault.BreakerState;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.turn.Engine;
import io.parley.outbound.breaker.Breaker;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The state that all uses of one engine share.
record Guard(
    String engine,
    Engine kind,
    GuardSettings settings,
    Breaker breaker,
    EngineListener listener,
    Timer timer,
    InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  static Guard of(
      String engine,
      Engine kind,
      GuardSettings settings,
      EngineListener listener,
      Timer timer,
      InstantSource clock) {
    var breaker =
        new Breaker(
            settings.breaker(), clock, state -> breakerChanged(engine, kind, state, listener));
    return new Guard(engine, kind, settings, breaker, listener, timer, clock);
  }

  private static void breakerChanged(
      String engine, Engine kind, BreakerState state, EngineListener listener) {
    switch (state) {
      case OPEN -> LOG.warn("voice engine {} keeps failing: it is not asked for a while", engine);
      case HALF_OPEN -> LOG.info("voice engine {} is tried again", engine);
      case CLOSED -> LOG.warn("voice engine {} works again", engine);
    }
    listener.breaker(engine, kind, state);
  }

  SpeechFailure shut() {
    return failure(Category.UNAVAILABLE, "failed too often: it is not asked for a while");
  }

  SpeechFailure failure(Category category, String what) {
    return new SpeechFailure(category, engine + " " + what, null);
  }

  /// An engine's failure, as the call sees it.
  SpeechFailure failure(Throwable why) {
    return why instanceof SpeechFailure failure
        ? failure
        : new SpeechFailure(
            Category.UNAVAILABLE,
            "%s failed (%s)".formatted(engine, why.getClass().getSimpleName()),
            why);
  }

  /// @param by the engine, or the one that it chose
  void failed(String by, SpeechFailure failure) {
    breaker.failed(failure);
    listener.failed(by, kind, failure.category());
  }

  /// @param by the engine, or the one that it chose
  void used(String by, Duration audio, long characters) {
    if (audio.isZero() && characters == 0) return;
    listener.used(by, kind, audio, characters, settings.cost().of(audio, characters));
  }

  Deadline deadline(Runnable missed) {
    return new Deadline(timer, clock, missed);
  }
}

package io.parley.bench.felt;

import io.parley.bench.speech.Spoken;
import io.parley.voice.sound.Resampler;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/// One call as its caller holds it. Times are by [CallTime#nanos].
record HeldCall(FeltLeg leg, ScriptedSession session, CallTime time) implements AutoCloseable {
  /// A pause after which nobody speaks.
  private static final Duration QUIET = Duration.ofMillis(500);

  private static final Duration SAYS_WITHIN = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 3;

  /// A piece of speech.
  ///
  /// @param from the first loud sample; @param until the last one
  record Uttered(long from, long until) {
    Duration length() {
      return Duration.ofNanos(until - from);
    }
  }

  /// Says it. Blocks until it is said.
  Uttered say(Spoken words) {
    long began = time.nanos();
    leg.say(atRate(words.sound().samples(), leg.sampleRate()));
    if (!time.await(leg::hasSaid, began + SAYS_WITHIN.toNanos()))
      throw new IllegalStateException("the call took no sound of its caller");
    long from = leg.spoken().firstLoud(began).orElseThrow();
    return new Uttered(from, leg.spoken().lastLoud(from).orElseThrow());
  }

  /// Says it until there is an answer, three times at most.
  ///
  /// @param within the time for each answer
  void ask(Spoken question, Duration within) {
    for (int i = 0; i < ATTEMPTS; i++)
      if (answer(say(question).until(), within).isPresent()) return;
    throw new IllegalStateException("the caller's question was never answered");
  }

  /// Waits until something is heard.
  ///
  /// @return when its first loud sample was there; empty: not within this time
  OptionalLong answer(long since, Duration within) {
    long until = since + within.toNanos();
    time.await(() -> leg.played().firstLoud(since).isPresent(), until);
    return leg.played().firstLoud(since);
  }

  /// Says nothing for so long.
  void pass(Duration length) {
    time.pass(length);
  }

  /// Waits until the agent has been silent for a moment.
  ///
  /// @return whether it became silent within this time
  boolean awaitQuiet(Duration within) {
    return awaitQuiet(QUIET, within);
  }

  /// Waits until the agent has been silent for so long.
  boolean awaitQuiet(Duration silence, Duration within) {
    return time.await(() -> leg.played().isResting(silence), time.nanos() + within.toNanos());
  }

  /// @return at the rate of a leg, in Hz
  static short[] atRate(short[] samples, int rate) {
    if (rate == Spoken.RATE) return samples;
    var resampler = new Resampler(Spoken.RATE, rate);
    var converted = new short[resampler.outputMax(samples.length)];
    return Arrays.copyOf(converted, resampler.convert(samples, 0, samples.length, converted, 0));
  }

  /// Hangs up.
  @Override
  public void close() {
    leg.hangUp();
  }
}

package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Leaves out the silence that voices put before the first word of a reply, or of a clause that is
/// late, some 200 ms, for which the caller would wait. Belongs to the call's actor.
final class HeadTrim {
  /// Weaker samples are silence: 50 dB below full scale.
  private static final int QUIET = 104;

  /// So much of it is kept, so that a soft onset is whole.
  private static final Duration KEPT = Duration.ofMillis(10);

  /// A longer silence is meant.
  private static final Duration LONGEST = Duration.ofMillis(400);

  private Duration left = Duration.ZERO;

  /// A reply begins, or a clause that is late.
  void begin() {
    left = LONGEST;
  }

  /// The part of the next frame that is to be played.
  Optional<AudioFrame> of(AudioFrame frame) {
    if (left.isZero()) return Optional.of(frame);
    var samples = frame.samples();
    int loud = 0;
    while (loud < samples.length && Math.abs(samples[loud]) < QUIET) loud++;
    left = left.minus(frame.length());
    boolean isQuiet = loud == samples.length;
    if (isQuiet && left.isPositive()) return Optional.empty();
    left = Duration.ZERO;
    int from =
        isQuiet ? 0 : Math.max(0, loud - (int) (KEPT.toMillis() * frame.sampleRate() / 1_000));
    return Optional.of(
        from == 0
            ? frame
            : new AudioFrame(
                Arrays.copyOfRange(samples, from, samples.length),
                frame.sampleRate(),
                frame.position() + from));
  }
}

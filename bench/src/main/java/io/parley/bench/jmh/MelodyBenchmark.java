package io.parley.bench.jmh;

import io.parley.core.turn.Cadence;
import io.parley.voice.sound.Melody;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The processor time of the melody at an end of speech, which a call's tick waits for: a second
/// and a half of one voiced sound, so that each window has a pitch.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class MelodyBenchmark {
  private static final int RATE = 16_000;
  private static final int SAMPLES = 2 * RATE;
  private static final double HERTZ = 180;

  private Melody melody;

  @Setup
  public void speech() {
    var samples = new short[SAMPLES];
    for (int i = 0; i < SAMPLES; i++)
      for (int harmonic = 1; harmonic <= 6; harmonic++)
        samples[i] +=
            (short) (4_000.0 / harmonic * Math.sin(2 * Math.PI * HERTZ * harmonic * i / RATE));
    melody = new Melody(RATE);
    melody.add(samples);
    if (end() != Cadence.LEVEL) throw new IllegalStateException("the voice is not level: " + end());
  }

  @Benchmark
  public Cadence end() {
    return melody.at(0, SAMPLES);
  }
}

package io.parley.bench.jmh;

import io.parley.voice.echo.EchoCanceller;
import io.parley.voice.echo.EchoSettings;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The processor time of the echo canceller for a tick of 20 ms of one leg.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class EchoBenchmark {
  private static final int TICKS = 500;

  /// 60 ms.
  private static final int DELAY_TICKS = 3;

  @Param({"8000", "16000", "24000", "48000"})
  private int rate;

  /// The sound that comes back: `echo`; `clear`, a caller's own sound while the agent speaks;
  /// `quiet`, the same while it does not.
  @Param({"quiet", "clear", "echo"})
  private String line;

  private EchoCanceller canceller;
  private short[][] played;
  private short[][] heard;
  private short[] frame;
  private int tick;

  @Setup
  public void call() {
    canceller = new EchoCanceller(rate, EchoSettings.typical());
    played = frames(1);
    heard = frames(2);
    if (line.equals("echo"))
      for (int i = 0; i < TICKS; i++)
        for (int j = 0; j < rate / 50; j++)
          heard[(i + DELAY_TICKS) % TICKS][j] = (short) (played[i][j] / 4);
    frame = new short[rate / 50];
    for (int i = 0; i < TICKS; i++) tick();
    if (canceller.isEngaged() != line.equals("echo"))
      throw new IllegalStateException("line " + line + ": engaged " + canceller.isEngaged());
  }

  /// Noise that rises and falls four times a second.
  private short[][] frames(long seed) {
    var random = new Random(seed);
    var frames = new short[TICKS][rate / 50];
    for (int i = 0; i < TICKS; i++)
      for (int j = 0; j < rate / 50; j++)
        frames[i][j] =
            (short) (1_000 * random.nextGaussian() * (1.1 + Math.sin(i * 2 * Math.PI / 12.5)));
    return frames;
  }

  @Benchmark
  public short[] tick() {
    tick = (tick + 1) % TICKS;
    System.arraycopy(heard[tick], 0, frame, 0, frame.length);
    canceller.clean(frame, true);
    if (!line.equals("quiet")) canceller.played(played[tick]);
    return frame;
  }
}

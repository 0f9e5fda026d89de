package io.parley.bench.jmh;

import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.codec.SoundEncoder;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Opus for a tick of 20 ms of one leg: encode a frame of a voice, and decode one. With `-prof gc`
/// also the bytes allocated per frame (`gc.alloc.rate.norm`).
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class OpusBenchmark {
  private static final int FRAMES = 500;

  @Param({"NATIVE", "JAVA"})
  private Opus maker;

  private final byte[] payload = new byte[Opus.PAYLOAD_MAX];
  private final byte[][] payloads = new byte[FRAMES][Opus.PAYLOAD_MAX];
  private final int[] lengths = new int[FRAMES];
  private final short[] frame = new short[Opus.FRAME];
  private short[][] frames;
  private SoundEncoder encoder;
  private SoundDecoder decoder;
  private int number;

  @Setup
  public void speak() {
    if (maker == Opus.NATIVE && !Opus.isLoaded())
      throw new IllegalStateException("libopus does not load here");
    frames = voice();
    encoder = maker.encoder(OpusSettings.typical());
    decoder = maker.decoder();
    for (int i = 0; i < FRAMES; i++) lengths[i] = encoder.encode(frames[i], payloads[i], 0);
  }

  /// Vowels of changing pitch and loudness over a little noise.
  private static short[][] voice() {
    var random = new Random(1);
    var frames = new short[FRAMES][Opus.FRAME];
    double phase = 0;
    for (int i = 0; i < FRAMES * Opus.FRAME; i++) {
      double t = i / (double) Opus.SAMPLE_RATE;
      phase += 2 * Math.PI * (150 + 60 * Math.sin(2 * Math.PI * 0.7 * t)) / Opus.SAMPLE_RATE;
      double sum = random.nextGaussian() / 50;
      for (int harmonic = 1; harmonic <= 15; harmonic++)
        sum += Math.sin(phase * harmonic) / harmonic;
      double loud = 0.1 + 0.9 * Math.pow(Math.sin(2 * Math.PI * 2 * t), 2);
      frames[i / Opus.FRAME][i % Opus.FRAME] = (short) (sum * loud * 5_000);
    }
    return frames;
  }

  @TearDown
  public void hangUp() {
    encoder.close();
    decoder.close();
  }

  @Benchmark
  public int encode() {
    number = (number + 1) % FRAMES;
    return encoder.encode(frames[number], payload, 0);
  }

  @Benchmark
  public short[] decode() {
    number = (number + 1) % FRAMES;
    decoder.decode(payloads[number], lengths[number], frame);
    return frame;
  }
}

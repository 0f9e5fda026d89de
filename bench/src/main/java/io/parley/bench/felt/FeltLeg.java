package io.parley.bench.felt;

import io.parley.bench.call.CodecWork;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The caller's end of a made line: what the caller says, the noise around them and the echo go
/// into the call, encoded and decoded; all that is played is recorded, and so is the caller's own
/// voice. Sound that is heard in a tick was captured in the 20 ms before it, as by a device.
final class FeltLeg implements Leg {
  /// The noise of a quiet line, in samples' units.
  private static final double FAINT = 8;

  private final CodecWork work;
  private final Way way;
  private final Optional<EchoPath> echo;
  private final CallTime time;
  private final Track spoken;
  private final Track played;
  private final double[] mixed;
  private final short[] voice;
  private final Random random = new Random(1);
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();

  // under this object's lock
  private short[] clip = {};
  private int clipAt;
  private short[] around = {};
  private int aroundAt;

  /// From the caller's device to the call.
  interface Way {
    /// Takes 20 ms of the caller's end, and gives what the call hears then.
    ///
    /// @param frame of both; @param now by [CallTime#nanos]
    /// @return whether it hears anything
    boolean carry(short[] frame, long now);

    /// @see Leg#silentFor
    default Duration silentFor(long now) {
      return Duration.ZERO;
    }
  }

  /// Nothing is lost and nothing is late.
  ///
  /// @param time of its tracks
  FeltLeg(CodecWork work, Optional<EchoPath> echo, CallTime time) {
    this(
        work,
        (frame, _) -> {
          work.decode(work.encoded(frame), frame);
          return true;
        },
        echo,
        time);
  }

  /// @param way for sound at the rate of `work`
  FeltLeg(CodecWork work, Way way, Optional<EchoPath> echo, CallTime time) {
    this.time = time;
    this.work = work;
    this.way = way;
    this.echo = echo;
    this.spoken = new Track(work.sampleRate());
    this.played = new Track(work.sampleRate());
    this.mixed = new double[work.frameSamples()];
    this.voice = new short[work.frameSamples()];
  }

  /// Begins to say something with the next tick.
  ///
  /// @param samples at the leg's sample rate
  synchronized void say(short[] samples) {
    clip = samples;
    clipAt = 0;
  }

  /// Whether everything is said.
  synchronized boolean hasSaid() {
    if (clipAt < clip.length && gone.isDone())
      throw new IllegalStateException("the call ended while its caller spoke");
    return clipAt == clip.length;
  }

  /// From now on this sounds around the caller, again and again; empty: nothing.
  ///
  /// @param samples at the leg's sample rate
  synchronized void surround(short[] samples) {
    around = samples;
    aroundAt = 0;
  }

  /// The caller's voice alone.
  Track spoken() {
    return spoken;
  }

  /// The sound that the caller hears.
  Track played() {
    return played;
  }

  @Override
  public int sampleRate() {
    return work.sampleRate();
  }

  @Override
  public boolean hear(short[] frame) {
    long captured = time.nanos() - TICK.toNanos();
    capture();
    spoken.sound(captured, voice);
    for (int i = 0; i < frame.length; i++)
      frame[i] = (short) Math.clamp(Math.round(mixed[i]), Short.MIN_VALUE, Short.MAX_VALUE);
    return way.carry(frame, time.nanos());
  }

  private synchronized void capture() {
    Arrays.fill(voice, (short) 0);
    int count = Math.min(voice.length, clip.length - clipAt);
    System.arraycopy(clip, clipAt, voice, 0, count);
    clipAt += count;
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = voice[i] + FAINT * random.nextGaussian();
      if (around.length > 0) {
        mixed[i] += around[aroundAt];
        aroundAt = (aroundAt + 1) % around.length;
      }
    }
    echo.ifPresent(path -> path.addTo(mixed));
  }

  @Override
  public void play(short[] frame) {
    played.sound(time.nanos(), frame);
    echo.ifPresent(path -> path.played(frame, frame.length));
    work.encode(frame);
  }

  @Override
  public void rest() {
    played.rest(time.nanos());
    echo.ifPresent(path -> path.played(null, frameSamples()));
  }

  @Override
  public void forget() {
    // nothing is buffered
  }

  @Override
  public Duration delay() {
    return Duration.ZERO;
  }

  @Override
  public Duration silentFor() {
    return way.silentFor(time.nanos());
  }

  @Override
  public LegStats stats() {
    return LegStats.NONE;
  }

  @Override
  public void close() {
    end(Gone.CLOSED);
    work.close();
  }

  /// The caller hangs up.
  void hangUp() {
    end(Gone.HUNG_UP);
  }

  private void end(Gone how) {
    gone.complete(how);
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone;
  }
}

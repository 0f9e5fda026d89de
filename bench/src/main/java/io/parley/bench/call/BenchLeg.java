package io.parley.bench.call;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/// A caller who says a sentence, waits until the answer is over and for a while longer, and says it
/// again. Each tick has the work of a codec, both ways, and no network.
final class BenchLeg implements Leg {
  private static final int TICKS_A_SECOND = 50;

  /// Between an answer and the next question.
  private static final int PAUSE = 2 * TICKS_A_SECOND;

  /// Who gets no answer asks again after so long.
  private static final int PATIENCE = 15 * TICKS_A_SECOND;

  private final CodecWork work;
  private final byte[][] sentence;
  private final byte[] silence;
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private final AtomicLong saidAt;
  private final CallsTally tally;
  private int at;
  private int wait;
  private boolean answered;

  /// @param sentence payloads of 20 ms; @param start ticks before it is said first
  /// @param saidAt when the session was told what was said; 0 when its answer has been heard
  BenchLeg(CodecWork work, byte[][] sentence, int start, AtomicLong saidAt, CallsTally tally) {
    this.work = work;
    this.sentence = sentence;
    this.silence = work.encoded(new short[work.sampleRate() / TICKS_A_SECOND]);
    this.at = sentence.length;
    this.wait = start;
    this.saidAt = saidAt;
    this.tally = tally;
  }

  @Override
  public int sampleRate() {
    return work.sampleRate();
  }

  @Override
  public boolean hear(short[] frame) {
    work.decode(next(), frame);
    return true;
  }

  private byte[] next() {
    if (at < sentence.length) return sentence[at++];
    if (--wait <= 0) {
      at = 0;
      wait = PATIENCE;
      answered = false;
    }
    return silence;
  }

  @Override
  public void play(short[] frame) {
    work.encode(frame);
    long said = saidAt.getAndSet(0);
    if (said == 0) return;
    answered = true;
    tally.answered(said);
  }

  @Override
  public void rest() {
    if (answered && wait > PAUSE) wait = PAUSE;
  }

  @Override
  public void forget() {
    // nothing is held
  }

  @Override
  public Duration delay() {
    return Duration.ZERO;
  }

  @Override
  public LegStats stats() {
    return LegStats.NONE;
  }

  @Override
  public void close() {
    gone.complete(Gone.CLOSED);
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone;
  }
}

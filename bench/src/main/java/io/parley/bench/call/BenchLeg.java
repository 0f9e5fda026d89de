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

  /// Who interrupts lets so much of an answer be heard.
  private static final int LISTENS = TICKS_A_SECOND;

  private final CodecWork work;
  private final Sentence sentence;
  private final byte[] silence;
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private final AtomicLong saidAt;
  private final boolean interrupts;
  private final CallsTally tally;

  /// When the caller began to speak into an answer; 0 when there is nothing to be stopped.
  private final AtomicLong interruptedAt = new AtomicLong();

  private int at;
  private int wait;
  private int sounded;
  private boolean answered;
  private boolean interrupting;

  /// @param start ticks before the sentence is said first
  /// @param saidAt when the session was told what was said; 0 when its answer has been heard
  /// @param interrupts whether the next question comes in the middle of an answer
  BenchLeg(
      CodecWork work,
      Sentence sentence,
      int start,
      AtomicLong saidAt,
      boolean interrupts,
      CallsTally tally) {
    this.work = work;
    this.sentence = sentence;
    this.silence = work.encoded(new short[work.frameSamples()]);
    this.at = sentence.payloads().size();
    this.wait = start;
    this.saidAt = saidAt;
    this.interrupts = interrupts;
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
    if (at < sentence.payloads().size()) {
      if (interrupting && at == sentence.onset()) interruptedAt.set(System.nanoTime());
      return sentence.payloads().get(at++);
    }
    if (--wait <= 0) ask();
    return silence;
  }

  private void ask() {
    at = 0;
    wait = PATIENCE;
    interrupting = answered && sounded > 0;
    answered = false;
    sounded = 0;
  }

  @Override
  public void play(short[] frame) {
    work.encode(frame);
    long said = saidAt.getAndSet(0);
    if (said != 0) {
      answered = true;
      tally.answered(said);
    }
    if (answered && ++sounded == LISTENS && interrupts) ask();
  }

  @Override
  public void rest() {
    if (answered) sounded = 0;
    if (answered && wait > PAUSE) wait = PAUSE;
  }

  @Override
  public void forget() {
    long began = interruptedAt.getAndSet(0);
    if (began != 0) tally.stopped(began);
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

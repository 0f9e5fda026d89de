package io.parley.bench.call;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/// A caller who says a sentence, waits for the end of the answer and a pause, and says it again.
/// Each tick encodes and decodes a frame; there is no network.
final class BenchLeg implements Leg {
  private static final int TICKS_A_SECOND = 50;

  /// Pause between an answer and the next question.
  private static final int PAUSE = 2 * TICKS_A_SECOND;

  /// Time after which a caller without an answer asks again.
  private static final int PATIENCE = 15 * TICKS_A_SECOND;

  /// Played part of an answer before an interruption.
  private static final int LISTENS = TICKS_A_SECOND;

  private final CodecWork work;
  private final Sentence sentence;
  private final byte[] silence;
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private final AtomicLong saidAt;
  private final boolean interrupts;
  private final CallsTally tally;

  /// When the caller began to interrupt an answer; 0 without an interruption.
  private final AtomicLong interruptedAt = new AtomicLong();

  private int at;
  private int wait;
  private int sounded;
  private boolean answered;
  private boolean interrupting;

  /// @param start ticks before the first sentence
  /// @param saidAt when the session received the transcript; 0 when its answer has been heard
  /// @param interrupts whether the next question interrupts an answer
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
    work.close();
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone;
  }
}

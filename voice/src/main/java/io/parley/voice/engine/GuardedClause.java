package io.parley.voice.engine;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flow.Outlet;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// One clause on its way from an engine to a call.
final class GuardedClause implements Flow.Subscriber<AudioFrame>, Outlet.Hooks {
  /// So much sound is accepted for any text.
  private static final Duration SHORT = Duration.ofSeconds(3);

  /// Below this level no ear detects speech: about -60 dB of the loudest.
  private static final int SILENCE = 32;

  private final Guard guard;
  private final TextToSpeech engine;
  private final Utterance utterance;
  private final Duration longest;
  private final Outlet<AudioFrame> outlet = new Outlet<>(Outlet.UNLIMITED, this);
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong wanted = new AtomicLong();
  private final Deadline deadline;
  private Instant begun;

  /// The voice that was chosen for this clause.
  private volatile String speaker;

  /// Null until the engine has answered; earlier demand waits for it.
  private Flow.Subscription source;

  // of the engine's thread, one at a time
  private long position;
  private int sampleRate;
  private boolean isHeard;

  /// How much sound came, read by the thread that ends this.
  private volatile Duration sound = Duration.ZERO;

  GuardedClause(Guard guard, TextToSpeech engine, Utterance utterance) {
    this.guard = guard;
    this.engine = engine;
    this.utterance = utterance;
    this.speaker = engine.name();
    this.longest =
        SHORT.plusNanos(
            (long)
                (utterance.text().length()
                    * guard.settings().secondsPerCharacterMax()
                    / utterance.pace()
                    * 1e9));
    this.deadline = guard.deadline(this::late);
  }

  void to(Flow.Subscriber<? super AudioFrame> subscriber) {
    if (!guard.breaker().enter()) {
      over.set(true);
      outlet.fail(guard.shut());
      outlet.subscribe(subscriber);
      return;
    }
    begun = guard.clock().instant();
    var sound = engine.speak(utterance);
    speaker = engine.speaker();
    sound.subscribe(this);
    outlet.subscribe(subscriber);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    long before;
    synchronized (this) {
      source = subscription;
      before = wanted.get();
    }
    if (over.get()) subscription.cancel();
    else if (before > 0) subscription.request(before);
  }

  @Override
  public void onNext(AudioFrame frame) {
    if (over.get()) return;
    var flaw = flaw(frame);
    if (flaw != null) {
      fail(guard.failure(Category.GARBAGE, flaw));
      return;
    }
    if (position == 0) {
      guard
          .listener()
          .firstResult(speaker, guard.kind(), Duration.between(begun, guard.clock().instant()));
      sampleRate = frame.sampleRate();
    }
    position += frame.samples().length;
    sound = frame.end();
    long left = wanted.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - 1);
    if (left > 0) deadline.within(guard.settings().gap());
    else deadline.met();
    outlet.offer(frame);
  }

  @Override
  public void onError(Throwable failure) {
    fail(guard.failure(failure));
  }

  @Override
  public void onComplete() {
    if (!isHeard) {
      fail(guard.failure(Category.GARBAGE, "answered a clause with silence"));
      return;
    }
    if (!end()) return;
    guard.breaker().succeeded();
    outlet.complete();
  }

  /// @return the flaw, null when there is none
  private String flaw(AudioFrame frame) {
    if (frame.position() != position)
      return "skipped from %d to %d samples".formatted(position, frame.position());
    if (position > 0 && frame.sampleRate() != sampleRate)
      return "changed from %d to %d Hz".formatted(sampleRate, frame.sampleRate());
    if (frame.end().compareTo(longest) > 0)
      return "does not stop: %d characters became more than %s"
          .formatted(utterance.text().length(), longest);
    if (!isHeard) {
      isHeard = isLoud(frame.samples());
      if (!isHeard && frame.end().compareTo(guard.settings().silenceMax()) > 0)
        return "begins with more than %s of silence".formatted(guard.settings().silenceMax());
    }
    return null;
  }

  private static boolean isLoud(short[] samples) {
    for (var sample : samples) if (Math.abs(sample) > SILENCE) return true;
    return false;
  }

  @Override
  public void requested(long n) {
    long before = wanted.getAndUpdate(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
    if (before == 0 && !over.get())
      deadline.within(sound.isZero() ? guard.settings().firstSound() : guard.settings().gap());
    Flow.Subscription from;
    synchronized (this) {
      from = source;
    }
    if (from != null) from.request(n);
  }

  @Override
  public void cancelled() {
    if (!end()) return;
    if (sound.isZero()) guard.breaker().learnedNothing();
    else guard.breaker().succeeded();
    leave();
  }

  private void late() {
    fail(
        guard.failure(
            Category.TIMEOUT,
            sound.isZero() ? "made no sound in time" : "fell silent in a clause"));
  }

  private void fail(SpeechFailure failure) {
    if (!end()) return;
    leave();
    guard.failed(speaker, failure);
    outlet.fail(failure);
  }

  private void leave() {
    Flow.Subscription from;
    synchronized (this) {
      from = source;
    }
    if (from != null) from.cancel();
  }

  /// Makers charge for the requested text, once they have begun to read it.
  private boolean end() {
    if (!over.compareAndSet(false, true)) return false;
    deadline.close();
    if (!sound.isZero()) guard.used(speaker, sound, utterance.text().length());
    return true;
  }
}

package io.parley.voice.engine;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.Transcript;
import io.parley.voice.flow.Outlet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;

/// One speaker's sound on its way to an engine, and the engine's words on their way to a call.
final class GuardedListening implements Flow.Processor<SpeechInput, Transcript> {
  /// Transcripts that may wait for the call.
  private static final int WAITING_MAX = 256;

  /// So many characters are accepted for any sound.
  private static final int SHORT = 40;

  private final Guard guard;
  private final Outlet<Transcript> outlet = new Outlet<>(WAITING_MAX, this::cancelled);
  private final Deadline deadline;

  // all below: under this object's lock
  private Flow.Processor<SpeechInput, Transcript> engine;
  private Flow.Subscription sound;
  private Flow.Subscription words;

  /// The ends of speech that no transcript answered yet.
  private final Queue<End> ends = new ArrayDeque<>();

  /// Sound that was not reported as used yet.
  private Duration untold = Duration.ZERO;

  /// Sound since the last answered end of speech. Pieces that are settled in between do not tell
  /// how much sound they cover.
  private Duration unsettled = Duration.ZERO;

  /// The sound has ended, and the engine still has to.
  private boolean isLast;

  private boolean over;

  /// @param heard sound since the end before it
  private record End(Instant at, Duration heard) {}

  GuardedListening(Guard guard) {
    this.guard = guard;
    this.deadline = guard.deadline(this::late);
  }

  void through(Flow.Processor<SpeechInput, Transcript> engine) {
    synchronized (this) {
      this.engine = engine;
    }
    engine.subscribe(new Words());
  }

  void shut() {
    synchronized (this) {
      over = true;
    }
    outlet.fail(guard.shut());
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Transcript> subscriber) {
    outlet.subscribe(subscriber);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    Flow.Processor<SpeechInput, Transcript> to;
    synchronized (this) {
      sound = subscription;
      to = over ? null : engine;
    }
    if (to == null) subscription.cancel();
    else to.onSubscribe(subscription);
  }

  @Override
  public void onNext(SpeechInput input) {
    synchronized (this) {
      if (over) return;
      switch (input) {
        case AudioFrame frame -> {
          untold = untold.plus(frame.length());
          unsettled = unsettled.plus(frame.length());
        }
        case EndOfSpeech _ -> {
          ends.add(new End(guard.clock().instant(), untilEnd()));
          if (ends.size() == 1) deadline.within(guard.settings().transcript());
        }
      }
    }
    engine.onNext(input);
  }

  @Override
  public void onError(Throwable failure) {
    if (!end()) return;
    guard.breaker().learnedNothing();
    engine.onError(failure);
    outlet.fail(failure);
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      if (over) return;
      isLast = true;
      if (ends.isEmpty()) deadline.within(guard.settings().transcript());
    }
    engine.onComplete();
  }

  private void heard(Transcript transcript) {
    var flaw = flaw(transcript);
    if (flaw != null) {
      fail(guard.failure(Category.GARBAGE, flaw));
      return;
    }
    if (transcript.isFinal()) settled(transcript.isAnswer());
    if (!outlet.offer(transcript))
      fail(guard.failure(Category.GARBAGE, "sends transcripts faster than they are read"));
  }

  /// @return the flaw, null when there is none
  private synchronized String flaw(Transcript transcript) {
    double seconds = unsettled.toNanos() / 1e9;
    int length = transcript.text().length();
    return length > SHORT + seconds * guard.settings().charactersPerSecondMax()
        ? "heard %d characters in %.1f s".formatted(length, seconds)
        : null;
  }

  /// @param isAnswer to the oldest end of speech that waits for one; a piece cut out of ongoing
  ///   speech is none, however late it comes
  private void settled(boolean isAnswer) {
    Instant ended = null;
    Duration used;
    synchronized (this) {
      used = untold;
      untold = Duration.ZERO;
      if (isAnswer && !ends.isEmpty()) {
        var end = ends.remove();
        ended = end.at();
        unsettled = unsettled.minus(end.heard());
      }
      // an engine that is behind but continues is waited for: giving it up would lose its words
      if (!ends.isEmpty() || isLast) deadline.within(guard.settings().transcript());
      else deadline.met();
    }
    guard.breaker().succeeded();
    guard.used(guard.engine(), used, 0);
    if (ended == null) return;
    var after = Duration.between(ended, guard.clock().instant());
    guard.listener().firstResult(guard.engine(), guard.kind(), after);
  }

  /// Sound since the previous end of speech.
  private Duration untilEnd() {
    var before = Duration.ZERO;
    for (var end : ends) before = before.plus(end.heard());
    return unsettled.minus(before);
  }

  private void late() {
    fail(guard.failure(Category.TIMEOUT, "returned no transcript in time"));
  }

  private void fail(SpeechFailure failure) {
    if (!end()) return;
    leave();
    guard.failed(guard.engine(), failure);
    outlet.fail(failure);
  }

  private void cancelled() {
    if (!end()) return;
    guard.breaker().learnedNothing();
    leave();
  }

  private void leave() {
    Flow.Subscription from;
    Flow.Subscription to;
    synchronized (this) {
      from = sound;
      to = words;
    }
    if (from != null) from.cancel();
    if (to != null) to.cancel();
  }

  private boolean end() {
    Duration used;
    synchronized (this) {
      if (over) return false;
      over = true;
      used = untold;
    }
    deadline.close();
    guard.used(guard.engine(), used, 0);
    return true;
  }

  /// Transcripts from the engine.
  private final class Words implements Flow.Subscriber<Transcript> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      boolean late;
      synchronized (GuardedListening.this) {
        words = subscription;
        late = over;
      }
      if (late) subscription.cancel();
      else subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Transcript transcript) {
      heard(transcript);
    }

    @Override
    public void onError(Throwable failure) {
      fail(guard.failure(failure));
    }

    @Override
    public void onComplete() {
      if (end()) outlet.complete();
    }
  }
}

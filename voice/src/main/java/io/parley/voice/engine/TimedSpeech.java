package io.parley.voice.engine;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Flow;

/// A voice of which nothing is known but how long its latest clauses took to their first sound: a
/// server's, whose network and load no setting tells.
final class TimedSpeech implements TextToSpeech {
  /// The weight of the latest clause in the estimate.
  private static final double WEIGHT = 0.3;

  private final TextToSpeech voice;
  private final InstantSource clock;

  /// Zero before the first sound.
  private Duration estimate = Duration.ZERO;

  TimedSpeech(TextToSpeech voice, InstantSource clock) {
    this.voice = voice;
    this.clock = clock;
  }

  @Override
  public String name() {
    return voice.name();
  }

  @Override
  public synchronized Duration readyIn(Utterance utterance) {
    return estimate;
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    var sound = voice.speak(utterance);
    return listener -> sound.subscribe(new Timing(listener, clock.instant()));
  }

  private synchronized void took(Duration time) {
    long nanos = time.toNanos();
    long before = estimate.isZero() ? nanos : estimate.toNanos();
    estimate = Duration.ofNanos(before + Math.round(WEIGHT * (nanos - before)));
  }

  /// Passes frames on, and notes when the first one comes.
  private final class Timing implements Flow.Subscriber<AudioFrame> {
    private final Flow.Subscriber<? super AudioFrame> listener;
    private final Instant begun;

    Timing(Flow.Subscriber<? super AudioFrame> listener, Instant begun) {
      this.listener = listener;
      this.begun = begun;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      listener.onSubscribe(subscription);
    }

    @Override
    public void onNext(AudioFrame frame) {
      if (frame.position() == 0) took(Duration.between(begun, clock.instant()));
      listener.onNext(frame);
    }

    @Override
    public void onError(Throwable failure) {
      listener.onError(failure);
    }

    @Override
    public void onComplete() {
      listener.onComplete();
    }
  }
}

package io.parley.voice.engine;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechInput;
import java.util.concurrent.Flow;

/// A speaker: sends sound to an ear as a call does.
public final class Speaker {
  private static final int SAMPLE_RATE = 16_000;

  private final Flow.Processor<SpeechInput, ?> ear;
  private long position;
  private volatile long requested;
  private volatile boolean cancelled;

  public Speaker(Flow.Processor<SpeechInput, ?> ear) {
    this.ear = ear;
    ear.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            requested = n;
          }

          @Override
          public void cancel() {
            cancelled = true;
          }
        });
  }

  /// Frames of 20 ms whose samples count up, so that what arrives can be recognised.
  public void says(int millis) {
    for (int i = 0; i < millis / 20; i++) {
      var samples = new short[SAMPLE_RATE / 50];
      for (int s = 0; s < samples.length; s++) samples[s] = (short) (position + s);
      ear.onNext(new AudioFrame(samples, SAMPLE_RATE, position));
      position += samples.length;
    }
  }

  public void stops() {
    stops(Expectation.FREE);
  }

  public void stops(Expectation expected) {
    ear.onNext(new EndOfSpeech(expected));
  }

  public void hangsUp() {
    ear.onComplete();
  }

  public void isLost(Throwable failure) {
    ear.onError(failure);
  }

  public boolean isWanted() {
    return requested > 0 && !cancelled;
  }

  public boolean isCancelled() {
    return cancelled;
  }
}

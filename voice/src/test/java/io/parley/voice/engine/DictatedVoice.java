package io.parley.voice.engine;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.flow.Outlet;
import java.util.Arrays;
import java.util.concurrent.Flow;

/// A voice whose sound a test makes, frame by frame.
final class DictatedVoice implements TextToSpeech, Outlet.Hooks {
  static final int SAMPLE_RATE = 24_000;

  long requested;
  boolean cancelled;
  boolean asked;
  private final Outlet<AudioFrame> outlet = new Outlet<>(Outlet.UNLIMITED, this);
  private long position;

  @Override
  public String name() {
    return "voice";
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    asked = true;
    return outlet;
  }

  @Override
  public void requested(long n) {
    requested += n;
  }

  @Override
  public void cancelled() {
    cancelled = true;
  }

  void sound(int millis) {
    frame(millis, 1_000);
  }

  void silence(int millis) {
    frame(millis, 0);
  }

  /// Frames of 20 ms.
  private void frame(int millis, int loudness) {
    for (int i = 0; i < millis / 20; i++) {
      var samples = new short[SAMPLE_RATE / 50];
      Arrays.fill(samples, (short) loudness);
      outlet.offer(new AudioFrame(samples, SAMPLE_RATE, position));
      position += samples.length;
    }
  }

  void raw(AudioFrame frame) {
    outlet.offer(frame);
  }

  void complete() {
    outlet.complete();
  }

  void fail(Throwable failure) {
    outlet.fail(failure);
  }
}

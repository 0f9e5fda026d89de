package io.parley.voice.silero;

import ai.onnxruntime.OrtException;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechDetector.Likelihood;
import io.parley.core.speech.SpeechFailure;
import io.parley.voice.flow.Outlet;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/// Frames of any length in, a likelihood for each window of 32 ms out. Allocates only the
/// likelihoods. After missing frames a new window begins.
final class SileroStream implements Flow.Processor<AudioFrame, Likelihood>, Outlet.Hooks {
  private final SileroModel.Stream stream;
  private final Outlet<Likelihood> likelihoods = new Outlet<>(Outlet.UNLIMITED, this);
  private final short[] window = new short[SileroModel.WINDOW];
  private final AtomicBoolean asked = new AtomicBoolean();
  private int filled;
  private long position = -1;
  private boolean closed;
  private volatile Flow.Subscription frames;

  SileroStream(SileroModel.Stream stream) {
    this.stream = stream;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Likelihood> subscriber) {
    likelihoods.subscribe(subscriber);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (frames != null || likelihoods.isOver()) {
      subscription.cancel();
      return;
    }
    frames = subscription;
    pull();
  }

  @Override
  public void requested(long n) {
    pull();
  }

  /// Requests one frame at a time, and only while likelihoods are requested.
  private void pull() {
    var from = frames;
    if (from != null && likelihoods.wanted() > 0 && asked.compareAndSet(false, true))
      from.request(1);
  }

  @Override
  public void onNext(AudioFrame frame) {
    asked.set(false);
    try {
      judge(frame);
    } catch (OrtException e) {
      likelihoods.fail(
          new SpeechFailure(
              SpeechFailure.Category.GARBAGE, "silero failed on a window: " + e.getCode(), e));
      cancelled();
      return;
    }
    pull();
  }

  private void judge(AudioFrame frame) throws OrtException {
    if (frame.sampleRate() != SileroModel.SAMPLE_RATE)
      throw new IllegalArgumentException(
          "frame: %d Hz (expected: %d)".formatted(frame.sampleRate(), SileroModel.SAMPLE_RATE));
    var samples = frame.samples();
    if (frame.position() != position) filled = 0;
    position = frame.position() + samples.length;
    for (int at = 0; at < samples.length; ) {
      int taken = Math.min(window.length - filled, samples.length - at);
      System.arraycopy(samples, at, window, filled, taken);
      filled += taken;
      at += taken;
      if (filled < window.length) continue;
      filled = 0;
      if (!judgeWindow(frame.position() + at - window.length)) return;
    }
  }

  /// Under the lock, as cancelling frees the network's buffers.
  private boolean judgeWindow(long start) throws OrtException {
    float speech;
    synchronized (stream) {
      if (closed) return false;
      speech = stream.speech(window, 0);
    }
    likelihoods.offer(new Likelihood(start, window.length, speech));
    return true;
  }

  @Override
  public void onError(Throwable failure) {
    free();
    likelihoods.fail(failure);
  }

  @Override
  public void onComplete() {
    free();
    likelihoods.complete();
  }

  @Override
  public void cancelled() {
    free();
    var from = frames;
    if (from != null) from.cancel();
  }

  private void free() {
    synchronized (stream) {
      if (closed) return;
      closed = true;
      stream.close();
    }
  }
}

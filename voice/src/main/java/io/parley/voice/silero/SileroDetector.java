package io.parley.voice.silero;

import ai.onnxruntime.OrtException;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechFailure;
import java.util.concurrent.Flow;

/// Voice activity by Silero v6: the network is shared, its state is per stream. A stream judges in
/// the caller's thread, in 0.2 ms, so a call's tick may use it.
public final class SileroDetector implements SpeechDetector {
  private final SileroModel model;

  /// @param model closed by the caller, after the streams
  public SileroDetector(SileroModel model) {
    this.model = model;
  }

  @Override
  public String name() {
    return "silero";
  }

  @Override
  public int sampleRate() {
    return SileroModel.SAMPLE_RATE;
  }

  @Override
  public Flow.Processor<AudioFrame, Likelihood> detect() {
    try {
      return new SileroStream(model.stream());
    } catch (OrtException e) {
      throw new SpeechFailure(
          SpeechFailure.Category.UNAVAILABLE, "silero gives no stream: " + e.getCode(), e);
    }
  }
}

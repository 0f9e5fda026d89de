package io.parley.core.speech;

import java.util.concurrent.Flow;

/// Tells speech from other sound. Thread safe; each stream has a state of its own.
public interface SpeechDetector {
  String name();

  /// The required sample rate, in Hz.
  int sampleRate();

  /// Starts detection on one stream of sound. Likelihoods come in order and without gaps, for
  /// windows of the detector's own length. [io.parley.core.turn.SpeechGate] decides from them when
  /// speech begins and ends.
  Flow.Processor<AudioFrame, Likelihood> detect();

  /// The likelihood of speech in a window.
  ///
  /// @param position number of the window's first sample; @param samples the window's length
  /// @param speech 0 to 1
  record Likelihood(long position, int samples, float speech) {
    /// The same window, without speech.
    public Likelihood silent() {
      return new Likelihood(position, samples, 0);
    }
  }
}

package io.parley.core.speech;

import java.util.concurrent.Flow;

/// Tells speech from other sound. Thread safe; each stream has a state of its own.
public interface SpeechDetector {
  String name();

  /// The sample rate that it wants, in Hz.
  int sampleRate();

  /// Begins to follow one stream of sound. Likelihoods come in order and without gaps, for windows
  /// of the detector's own length. When speech begins and ends is judged from them by
  /// [io.parley.core.turn.SpeechGate].
  Flow.Processor<AudioFrame, Likelihood> detect();

  /// How likely it is that somebody speaks.
  ///
  /// @param position number of the window's first sample; @param samples the window's length
  /// @param speech 0 to 1
  record Likelihood(long position, int samples, float speech) {}
}

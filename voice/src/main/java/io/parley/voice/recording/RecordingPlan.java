package io.parley.voice.recording;

import io.parley.core.recording.RecordingMode;
import java.time.Instant;

/// Whether and how one call is recorded.
public interface RecordingPlan {
  /// Of a call that is not recorded.
  RecordingPlan NONE =
      new RecordingPlan() {
        @Override
        public RecordingMode mode() {
          return RecordingMode.OFF;
        }

        @Override
        public String line(String language) {
          throw new IllegalStateException("a call that is not recorded says nothing about it");
        }

        @Override
        public String announcement(String language) {
          throw new IllegalStateException("a call that is not recorded says nothing about it");
        }

        @Override
        public CallRecorder start(String call, int sampleRate, Gaps gaps) {
          throw new IllegalStateException("this call is not recorded");
        }
      };

  /// Called in any thread.
  interface Gaps {
    /// A part could not be stored. Told once it is over.
    void missing(Instant from, Instant to);
  }

  RecordingMode mode();

  /// The sentence before the call.
  ///
  /// @param language a BCP 47 tag
  String line(String language);

  /// The sentence that a call is recorded, for a colleague who is to join it.
  ///
  /// @param language a BCP 47 tag
  String announcement(String language);

  /// Begins to record: there is a consent.
  ///
  /// @param sampleRate of the call, in Hz
  CallRecorder start(String call, int sampleRate, Gaps gaps);
}

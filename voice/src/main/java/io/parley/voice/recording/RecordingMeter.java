package io.parley.voice.recording;

import java.time.Duration;

/// Measurements of recordings. Called in any thread: must not block.
public interface RecordingMeter {
  RecordingMeter NONE =
      new RecordingMeter() {
        @Override
        public void begun() {
          // not counted
        }

        @Override
        public void stored(Duration lag) {
          // not counted
        }

        @Override
        public void waiting(int change) {
          // not counted
        }

        @Override
        public void gap(Duration length) {
          // not counted
        }
      };

  void begun();

  /// A segment is stored.
  ///
  /// @param lag since its last sound
  void stored(Duration lag);

  /// @param change of the number of segments that wait for the store
  void waiting(int change);

  void gap(Duration length);
}

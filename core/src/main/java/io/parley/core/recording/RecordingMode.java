package io.parley.core.recording;

/// Whether calls are recorded, and how customers are asked.
public enum RecordingMode {
  OFF,
  /// The agent says so, then records.
  ANNOUNCED,
  /// The agent asks, and records after a yes.
  ASKED
}

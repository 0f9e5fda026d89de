package io.parley.voice.models;

/// Receives the progress of a fetch. Called in the thread that fetches.
@FunctionalInterface
public interface FetchProgress {
  /// @param bytes so far, including those of an interrupted fetch
  void at(long bytes);
}

package io.parley.voice.models;

/// Hears how far a fetch is. Called in the thread that fetches.
@FunctionalInterface
public interface FetchProgress {
  /// @param bytes that are here; of a fetch that was cut off before, those of then too
  void at(long bytes);
}

package io.parley.voice.telephony;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// A provider's report about its own recording of a call.
///
/// @param call the provider's id of the call; @param recording that of the recording
/// @param place from which it can be fetched with the provider's credentials
/// @param length of it, once it is complete
public record RecordingProgress(
    String provider,
    String call,
    String recording,
    Status status,
    Optional<URI> place,
    Optional<Duration> length,
    OptionalInt channels) {

  /// The course of a recording.
  public enum Status {
    IN_PROGRESS,
    COMPLETED,
    ABSENT,
    FAILED
  }
}

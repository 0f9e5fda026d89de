package io.parley.persistence.journal;

/// A sealed event as the journal's plugin reads it, without its session.
final class SealedEvent {
  private final String manifest;
  private final byte[] bytes;

  /// @param bytes must not be changed any more
  SealedEvent(String manifest, byte[] bytes) {
    this.manifest = manifest;
    this.bytes = bytes;
  }

  String manifest() {
    return manifest;
  }

  byte[] bytes() {
    return bytes;
  }
}

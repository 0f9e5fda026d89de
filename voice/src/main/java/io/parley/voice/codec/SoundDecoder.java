package io.parley.voice.codec;

/// Decodes one stream of payloads, frame by frame, in the order of playing. For one thread at a
/// time; only [#close] may come from another, at any time.
public interface SoundDecoder extends AutoCloseable {
  /// In Hz.
  int sampleRate();

  /// How many samples are in a frame.
  int frameSamples();

  /// Writes a frame from a payload. An unreadable one is concealed; no bytes make it throw.
  ///
  /// @param frame of [#frameSamples]
  void decode(byte[] payload, int length, short[] frame);

  /// Writes a frame in place of a missing one.
  ///
  /// @param following payload of the frame after it, which may carry a copy; @param length 0 if
  ///   that is missing too
  void conceal(byte[] following, int length, short[] frame);

  /// Frees its memory; frames are silent then. Idempotent.
  @Override
  default void close() {
    // most have nothing but heap
  }
}

package io.parley.voice.codec;

/// Encodes one stream of frames of 20 ms, in the order of playing. For one thread at a time; only
/// [#close] may come from another, at any time.
public interface SoundEncoder extends AutoCloseable {
  /// @param frame of one frame's samples; @param payload with space for the codec's longest one
  /// @param offset where it begins
  /// @return the payload's length; 0 when nothing need be sent, and always once closed
  int encode(short[] frame, byte[] payload, int offset);

  /// Sets the expected loss of packets in percent, for codecs that can guard against it.
  default void expectLoss(int percent) {
    // most cannot
  }

  /// Frees its memory. Idempotent.
  @Override
  default void close() {
    // most have nothing but heap
  }
}

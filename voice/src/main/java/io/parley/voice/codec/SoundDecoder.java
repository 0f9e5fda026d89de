package io.parley.voice.codec;

/// One stream of payloads, made into sound frame by frame, in the order in which it is played. Not
/// thread safe.
public interface SoundDecoder {
  /// In Hz.
  int sampleRate();

  /// How many samples are in a frame.
  int frameSamples();

  /// Writes a frame from a payload. One that cannot be read is concealed; nothing is thrown,
  /// whatever the bytes are.
  ///
  /// @param frame of [#frameSamples]
  void decode(byte[] payload, int length, short[] frame);

  /// Writes a frame in place of one that is not there.
  ///
  /// @param following payload of the frame after it, which may know of it; @param length 0 if that
  ///   is not there either
  void conceal(byte[] following, int length, short[] frame);
}

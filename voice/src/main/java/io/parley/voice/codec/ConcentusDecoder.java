package io.parley.voice.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/// Opus by Concentus, in Java: 24 kHz, one channel, frames of 20 ms. A lost frame is taken from the
/// packet after it where that carries a copy (in-band FEC), and concealed otherwise.
public final class ConcentusDecoder implements SoundDecoder {
  private final OpusDecoder decoder;

  public ConcentusDecoder() {
    try {
      decoder = new OpusDecoder(Opus.SAMPLE_RATE, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("24 kHz and one channel are always allowed", e);
    }
  }

  @Override
  public int sampleRate() {
    return Opus.SAMPLE_RATE;
  }

  @Override
  public int frameSamples() {
    return Opus.FRAME;
  }

  @Override
  public void decode(byte[] payload, int length, short[] frame) {
    if (length == 0 || !decoded(payload, length, frame, false)) conceal(payload, 0, frame);
  }

  @Override
  public void conceal(byte[] following, int length, short[] frame) {
    if (length > 0 && decoded(following, length, frame, true)) return;
    if (!decoded(null, 0, frame, false)) Arrays.fill(frame, (short) 0);
  }

  /// Whether it gave a whole frame. Hostile bytes make the decoder throw all manner of exceptions,
  /// which are not logged: to the call they are a lost frame.
  private boolean decoded(byte[] payload, int length, short[] frame, boolean before) {
    try {
      return decoder.decode(payload, 0, length, frame, 0, Opus.FRAME, before) == Opus.FRAME;
    } catch (OpusException | RuntimeException | AssertionError e) {
      decoder.resetState();
      return false;
    }
  }
}

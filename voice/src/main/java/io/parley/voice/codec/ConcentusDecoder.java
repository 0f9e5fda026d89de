package io.parley.voice.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.parley.voice.sound.Resampler;
import java.util.Arrays;

/// Opus by Concentus, in Java: 24 kHz, one channel, frames of 20 ms. A lost frame is taken from the
/// packet after it where that carries a copy (in-band FEC), and concealed otherwise.
///
/// Concentus 1.0.2 decodes to 48 kHz alone: at lower rates its CELT half gives silence. Its sound
/// is converted, which delays it by 1.4 ms.
public final class ConcentusDecoder implements SoundDecoder {
  private static final int WIDE_RATE = 48_000;
  private static final int WIDE_FRAME = WIDE_RATE / 50;

  private final OpusDecoder decoder;
  private final Resampler resampler = new Resampler(WIDE_RATE, Opus.SAMPLE_RATE);
  private final short[] wide = new short[WIDE_FRAME];

  public ConcentusDecoder() {
    try {
      decoder = new OpusDecoder(WIDE_RATE, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("48 kHz and one channel are always allowed", e);
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
    if (length == 0 || !decoded(payload, length, false)) conceal(payload, 0, frame);
    else narrow(frame);
  }

  @Override
  public void conceal(byte[] following, int length, short[] frame) {
    boolean isThere = (length > 0 && decoded(following, length, true)) || decoded(null, 0, false);
    if (!isThere) Arrays.fill(wide, (short) 0);
    narrow(frame);
  }

  private void narrow(short[] frame) {
    resampler.convert(wide, 0, WIDE_FRAME, frame, 0);
  }

  /// Whether it gave a whole frame. Hostile bytes make the decoder throw all manner of exceptions,
  /// which are not logged: to the call they are a lost frame.
  private boolean decoded(byte[] payload, int length, boolean before) {
    try {
      return decoder.decode(payload, 0, length, wide, 0, WIDE_FRAME, before) == WIDE_FRAME;
    } catch (OpusException | RuntimeException | AssertionError e) {
      decoder.resetState();
      return false;
    }
  }
}

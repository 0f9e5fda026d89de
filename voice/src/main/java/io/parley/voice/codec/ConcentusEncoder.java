package io.parley.voice.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;

/// Opus by Concentus, in Java: 24 kHz, one channel, frames of 20 ms. For one stream and one thread.
/// Until the JVM has compiled it, it is too slow for a call: see [OpusWarmUp].
public final class ConcentusEncoder implements SoundEncoder {
  private final OpusEncoder encoder;
  private final boolean carriesCopies;

  public ConcentusEncoder(OpusSettings settings) {
    carriesCopies = settings.bitrate() >= OpusSettings.FEC_BITRATE_MIN;
    try {
      encoder = new OpusEncoder(Opus.SAMPLE_RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IllegalStateException("24 kHz and one channel are always allowed", e);
    }
    encoder.setBitrate(settings.bitrate());
    encoder.setComplexity(settings.complexity());
    encoder.setUseInbandFEC(settings.expectedLoss() > 0);
    encoder.setPacketLossPercent(settings.expectedLoss());
    encoder.setUseDTX(settings.dtx());
  }

  /// Where the bitrate is too low for copies ([OpusSettings]), nothing changes.
  @Override
  public void expectLoss(int percent) {
    if (!carriesCopies) return;
    int bounded = Math.clamp(percent, 0, 100);
    encoder.setUseInbandFEC(bounded > 0);
    encoder.setPacketLossPercent(bounded);
  }

  @Override
  public int encode(short[] frame, byte[] payload, int offset) {
    try {
      int length = encoder.encode(frame, 0, Opus.FRAME, payload, offset, Opus.PAYLOAD_MAX);
      return length <= Opus.DTX_MAX ? 0 : length;
    } catch (OpusException e) {
      throw new IllegalStateException("a frame of 20 ms is always allowed", e);
    }
  }
}

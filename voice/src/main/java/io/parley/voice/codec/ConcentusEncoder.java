package io.parley.voice.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;

/// Opus by Concentus, in Java: 48 kHz, one channel, frames of 20 ms. For one stream and one thread.
/// Until the JVM has compiled it, it is too slow for a call: see [ConcentusWarmUp].
public final class ConcentusEncoder {
  public static final int SAMPLE_RATE = 48_000;
  public static final int FRAME = 960;

  /// The longest payload there can be (RFC 6716, section 3.4).
  public static final int PAYLOAD_MAX = 1_275;

  /// Packets of so few bytes signal silence, and need not be sent.
  private static final int DTX_MAX = 2;

  private final OpusEncoder encoder;
  private final boolean carriesCopies;

  public ConcentusEncoder(OpusSettings settings) {
    carriesCopies = settings.bitrate() >= OpusSettings.FEC_BITRATE_MIN;
    try {
      encoder = new OpusEncoder(SAMPLE_RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IllegalStateException("48 kHz and one channel are always allowed", e);
    }
    encoder.setBitrate(settings.bitrate());
    encoder.setComplexity(settings.complexity());
    encoder.setUseInbandFEC(settings.expectedLoss() > 0);
    encoder.setPacketLossPercent(settings.expectedLoss());
    encoder.setUseDTX(settings.dtx());
  }

  /// Sets the expected loss of packets. Where the bitrate is too low for copies ([OpusSettings]),
  /// nothing changes.
  public void expectLoss(int percent) {
    if (!carriesCopies) return;
    int bounded = Math.clamp(percent, 0, 100);
    encoder.setUseInbandFEC(bounded > 0);
    encoder.setPacketLossPercent(bounded);
  }

  /// @param frame of [#FRAME] samples; @param payload with space for [#PAYLOAD_MAX]
  /// @return the payload's length; 0 when nothing need be sent
  public int encode(short[] frame, byte[] payload, int offset) {
    try {
      int length = encoder.encode(frame, 0, FRAME, payload, offset, PAYLOAD_MAX);
      return length <= DTX_MAX ? 0 : length;
    } catch (OpusException e) {
      throw new IllegalStateException("a frame of 20 ms is always allowed", e);
    }
  }
}

package io.parley.bench.call;

import io.parley.voice.codec.ConcentusDecoder;
import io.parley.voice.codec.ConcentusEncoder;
import io.parley.voice.codec.G711;
import io.parley.voice.codec.G711Decoder;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.codec.SoundDecoder;
import java.util.Arrays;

/// The codec of one leg, in both directions. For one thread at a time.
public final class CodecWork {
  /// The codec.
  public enum Codec {
    G711,
    OPUS
  }

  private final Codec codec;
  private final SoundDecoder decoder;
  private final ConcentusEncoder opus = new ConcentusEncoder(OpusSettings.typical());
  private final byte[] payload = new byte[ConcentusEncoder.PAYLOAD_MAX];

  public CodecWork(Codec codec) {
    this.codec = codec;
    this.decoder =
        switch (codec) {
          case G711 -> new G711Decoder(G711.MU_LAW);
          case OPUS -> new ConcentusDecoder();
        };
  }

  /// In Hz.
  public int sampleRate() {
    return decoder.sampleRate();
  }

  /// Samples of 20 ms.
  public int frameSamples() {
    return sampleRate() / 50;
  }

  /// Writes 20 ms into `frame`.
  public void decode(byte[] bytes, short[] frame) {
    decoder.decode(bytes, bytes.length, frame);
  }

  /// @return the payload's length
  public int encode(short[] frame) {
    return switch (codec) {
      case G711 -> {
        G711.MU_LAW.encode(frame, 0, frame.length, payload, 0);
        yield frame.length;
      }
      case OPUS -> opus.encode(frame, payload, 0);
    };
  }

  public byte[] encoded(short[] frame) {
    return Arrays.copyOf(payload, encode(frame));
  }
}

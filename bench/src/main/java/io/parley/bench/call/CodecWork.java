package io.parley.bench.call;

import io.parley.voice.codec.G711;
import io.parley.voice.codec.G711Decoder;
import io.parley.voice.codec.G711Encoder;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.codec.SoundEncoder;
import java.util.Arrays;

/// The codec of one leg, in both directions. To be closed.
public final class CodecWork implements AutoCloseable {
  /// The codec.
  public enum Codec {
    G711,
    /// By libopus.
    OPUS,
    /// Opus in Java.
    CONCENTUS
  }

  private final SoundDecoder decoder;
  private final SoundEncoder encoder;
  private final SoundEncoder others;
  private final byte[] payload = new byte[Opus.PAYLOAD_MAX];

  public CodecWork(Codec codec) {
    if (codec == Codec.OPUS && !Opus.isLoaded())
      throw new IllegalStateException("libopus does not load here: --codec concentus is possible");
    decoder =
        switch (codec) {
          case G711 -> new G711Decoder(G711.MU_LAW);
          case OPUS -> Opus.NATIVE.decoder();
          case CONCENTUS -> Opus.JAVA.decoder();
        };
    encoder = encoder(codec);
    others = encoder(codec);
  }

  private static SoundEncoder encoder(Codec codec) {
    return switch (codec) {
      case G711 -> new G711Encoder(G711.MU_LAW);
      case OPUS -> Opus.NATIVE.encoder(OpusSettings.typical());
      case CONCENTUS -> Opus.JAVA.encoder(OpusSettings.typical());
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

  /// Encodes what the leg plays.
  ///
  /// @return the payload's length
  public int encode(short[] frame) {
    return encoder.encode(frame, payload, 0);
  }

  /// Encodes what the other end says. It has an encoder of its own, as an encoder's past is in its
  /// next frame.
  public byte[] encoded(short[] frame) {
    return Arrays.copyOf(payload, others.encode(frame, payload, 0));
  }

  @Override
  public void close() {
    decoder.close();
    encoder.close();
    others.close();
  }
}

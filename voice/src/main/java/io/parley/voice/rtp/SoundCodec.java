package io.parley.voice.rtp;

import io.parley.voice.codec.ConcentusDecoder;
import io.parley.voice.codec.G711;
import io.parley.voice.codec.G711Decoder;
import io.parley.voice.codec.SoundDecoder;
import java.util.Locale;

/// The codecs, the best first. All use frames of 20 ms.
public enum SoundCodec {
  OPUS("opus/48000/2", 48_000, -1),
  MU_LAW("PCMU/8000", 8_000, 0),
  A_LAW("PCMA/8000", 8_000, 8);

  private final String rtpmap;
  private final int sampleRate;
  private final int staticPayloadType;

  SoundCodec(String rtpmap, int sampleRate, int staticPayloadType) {
    this.rtpmap = rtpmap;
    this.sampleRate = sampleRate;
    this.staticPayloadType = staticPayloadType;
  }

  /// As in `a=rtpmap`, after the number.
  public String rtpmap() {
    return rtpmap;
  }

  /// Names ignore case, and one channel need not be given (RFC 8866, 6.6).
  public boolean isNamed(String other) {
    var name = other.strip().toLowerCase(Locale.ROOT);
    var own = rtpmap.toLowerCase(Locale.ROOT);
    return name.equals(own) || (this != OPUS && name.equals(own + "/1"));
  }

  /// In Hz, of samples and of timestamps.
  public int sampleRate() {
    return sampleRate;
  }

  int frameSamples() {
    return sampleRate / 50;
  }

  /// -1 for none.
  public int staticPayloadType() {
    return staticPayloadType;
  }

  SoundDecoder decoder() {
    return switch (this) {
      case OPUS -> new ConcentusDecoder();
      case MU_LAW -> new G711Decoder(G711.MU_LAW);
      case A_LAW -> new G711Decoder(G711.A_LAW);
    };
  }
}

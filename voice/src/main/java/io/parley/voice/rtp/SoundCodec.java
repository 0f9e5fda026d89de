package io.parley.voice.rtp;

import io.parley.core.quality.Impairment;
import io.parley.voice.codec.G711;
import io.parley.voice.codec.G711Decoder;
import io.parley.voice.codec.G711Encoder;
import io.parley.voice.codec.G722Decoder;
import io.parley.voice.codec.G722Encoder;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.codec.SoundEncoder;
import java.util.Locale;

/// The codecs, the best first. All use frames of 20 ms.
public enum SoundCodec {
  OPUS("opus/48000/2", Opus.SAMPLE_RATE, 48_000, -1),
  G722("G722/8000", 16_000, 8_000, 9),
  MU_LAW("PCMU/8000", 8_000, 8_000, 0),
  A_LAW("PCMA/8000", 8_000, 8_000, 8);

  private final String rtpmap;
  private final int sampleRate;
  private final int clockRate;
  private final int staticPayloadType;

  SoundCodec(String rtpmap, int sampleRate, int clockRate, int staticPayloadType) {
    this.rtpmap = rtpmap;
    this.sampleRate = sampleRate;
    this.clockRate = clockRate;
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

  /// In Hz, of samples.
  public int sampleRate() {
    return sampleRate;
  }

  /// In Hz, of timestamps: not that of samples for G.722, by an old mistake (RFC 3551, section
  /// 4.5.2), and for Opus, whatever its rate (RFC 7587, section 4.1).
  public int clockRate() {
    return clockRate;
  }

  int frameSamples() {
    return sampleRate / 50;
  }

  /// Of 20 ms, in units of timestamps.
  int frameTicks() {
    return clockRate / 50;
  }

  /// -1 for none.
  public int staticPayloadType() {
    return staticPayloadType;
  }

  /// Its name in SDP alone, such as `PCMU`.
  String label() {
    return rtpmap.substring(0, rtpmap.indexOf('/'));
  }

  /// How lost packets are heard.
  Impairment impairment() {
    return switch (this) {
      case OPUS -> Impairment.OPUS;
      case G722 -> Impairment.G722_CONCEALED;
      case MU_LAW, A_LAW -> Impairment.G711_CONCEALED;
    };
  }

  SoundEncoder encoder(RtpSettings settings) {
    return switch (this) {
      case OPUS -> settings.maker().encoder(settings.opus());
      case G722 -> new G722Encoder();
      case MU_LAW -> new G711Encoder(G711.MU_LAW);
      case A_LAW -> new G711Encoder(G711.A_LAW);
    };
  }

  SoundDecoder decoder(Opus maker) {
    return switch (this) {
      case OPUS -> maker.decoder();
      case G722 -> new G722Decoder();
      case MU_LAW -> new G711Decoder(G711.MU_LAW);
      case A_LAW -> new G711Decoder(G711.A_LAW);
    };
  }
}

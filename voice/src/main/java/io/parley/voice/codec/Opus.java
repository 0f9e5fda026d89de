package io.parley.voice.codec;

import com.typesafe.config.Config;

/// Opus (RFC 6716) as used here: one channel, frames of 20 ms, and the two programs that make it.
///
/// Our side of it has 24 kHz, as the voices have; the other end may have any rate, for packets tell
/// of bands and not of rates. At 48 kHz the codec, the conversion of rates and the echo canceller
/// would work for sound above 12 kHz, which no voice makes and no recogniser hears.
public enum Opus {
  /// libopus, where it loads, and [#JAVA] otherwise: a fifth of the processor time, and nothing is
  /// allocated per frame.
  NATIVE {
    @Override
    public SoundEncoder encoder(OpusSettings settings) {
      return isLoaded() ? new LibopusEncoder(settings) : JAVA.encoder(settings);
    }

    @Override
    public SoundDecoder decoder() {
      return isLoaded() ? new LibopusDecoder() : JAVA.decoder();
    }
  },

  /// Concentus.
  JAVA {
    @Override
    public SoundEncoder encoder(OpusSettings settings) {
      return new ConcentusEncoder(settings);
    }

    @Override
    public SoundDecoder decoder() {
      return new ConcentusDecoder();
    }
  };

  /// In Hz, of what is encoded and decoded.
  public static final int SAMPLE_RATE = 24_000;

  /// Samples of a frame.
  public static final int FRAME = SAMPLE_RATE / 50;

  /// The longest payload of one frame (RFC 6716, section 3.4).
  public static final int PAYLOAD_MAX = 1_275;

  /// Packets of so few bytes signal silence, and need not be sent.
  static final int DTX_MAX = 2;

  /// @param config holds `parley.voice.opus`
  public static Opus from(Config config) {
    return config.getBoolean("parley.voice.opus.native") ? NATIVE : JAVA;
  }

  /// Whether libopus is there. The first call loads it, which takes some milliseconds.
  public static boolean isLoaded() {
    return LibopusFile.FOUND.isPresent();
  }

  /// For one stream. To be closed.
  public abstract SoundEncoder encoder(OpusSettings settings);

  /// For one stream. To be closed.
  public abstract SoundDecoder decoder();
}

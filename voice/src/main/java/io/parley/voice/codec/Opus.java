package io.parley.voice.codec;

import com.typesafe.config.Config;

/// Opus (RFC 6716) as used here: 48 kHz, one channel, frames of 20 ms, and the two programs that
/// make it.
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

  public static final int SAMPLE_RATE = 48_000;

  /// Samples of a frame.
  public static final int FRAME = 960;

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

package io.parley.bench.speech;

import io.parley.voice.codec.G711;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.sound.Resampler;
import java.util.Arrays;

/// The way from the microphone to the recogniser, by our own codecs and our own resampler.
enum Line {
  /// 16 kHz, without a codec.
  NONE {
    @Override
    short[] carried(short[] sound) {
      return converted(sound, 48_000, 16_000);
    }
  },

  /// 32 kbit/s, as a browser sends.
  OPUS {
    @Override
    short[] carried(short[] spoken) {
      var sound = converted(spoken, 48_000, Opus.SAMPLE_RATE);
      var payload = new byte[Opus.PAYLOAD_MAX];
      var frame = new short[Opus.FRAME];
      var out = new short[sound.length / frame.length * frame.length];
      try (var encoder = Opus.NATIVE.encoder(OpusSettings.typical());
          var decoder = Opus.NATIVE.decoder()) {
        for (int at = 0; at < out.length; at += frame.length) {
          System.arraycopy(sound, at, frame, 0, frame.length);
          decoder.decode(payload, encoder.encode(frame, payload, 0), frame);
          System.arraycopy(frame, 0, out, at, frame.length);
        }
      }
      return converted(out, Opus.SAMPLE_RATE, 16_000);
    }
  },

  /// 8 kHz, µ-law, as a telephone sends.
  G711_U {
    @Override
    short[] carried(short[] sound) {
      var narrow = converted(sound, 48_000, 8_000);
      var bytes = new byte[narrow.length];
      G711.MU_LAW.encode(narrow, 0, narrow.length, bytes, 0);
      G711.MU_LAW.decode(bytes, 0, bytes.length, narrow, 0);
      return converted(narrow, 8_000, 16_000);
    }
  };

  /// @param sound at 48 kHz
  /// @return at 16 kHz
  abstract short[] carried(short[] sound);

  static short[] converted(short[] samples, int from, int to) {
    var resampler = new Resampler(from, to);
    var converted = new short[resampler.outputMax(samples.length)];
    return Arrays.copyOf(converted, resampler.convert(samples, 0, samples.length, converted, 0));
  }
}

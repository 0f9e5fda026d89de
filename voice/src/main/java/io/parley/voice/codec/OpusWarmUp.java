package io.parley.voice.codec;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/// Loads the codec and has the JVM compile it before the first call: Concentus interpreted takes
/// longer for a frame than it lasts. To be run by a thread of its own while the program starts.
public final class OpusWarmUp {
  private OpusWarmUp() {}

  /// Sends so many frames of speech-like sound through an encoder and a decoder, with losses.
  ///
  /// @param frames at least 10; a thousand are enough
  /// @return how long a frame took both ways, by the median of the last tenth
  public static Duration run(Opus opus, int frames, OpusSettings settings) {
    try (var encoder = opus.encoder(settings);
        var decoder = opus.decoder()) {
      return run(encoder, decoder, frames);
    }
  }

  private static Duration run(SoundEncoder encoder, SoundDecoder decoder, int frames) {
    var random = new Random(1);
    var sound = new short[Opus.FRAME];
    var payload = new byte[Opus.PAYLOAD_MAX];
    var took = new long[frames / 10];
    for (int i = 0; i < frames; i++) {
      babble(sound, i, random);
      long began = System.nanoTime();
      int length = encoder.encode(sound, payload, 0);
      if (i % 10 == 9) decoder.conceal(payload, i % 20 == 9 ? length : 0, sound);
      else decoder.decode(payload, length, sound);
      took[i % took.length] = System.nanoTime() - began;
    }
    Arrays.sort(took);
    return Duration.ofNanos(took[took.length / 2]);
  }

  /// Vowels, hisses and pauses of 200 ms each, so that all of the codec's paths are compiled.
  private static void babble(short[] sound, int frame, Random random) {
    int kind = frame / 10 % 4;
    for (int i = 0; i < sound.length; i++) {
      double t = (frame * (double) sound.length + i) / Opus.SAMPLE_RATE;
      double vowel = 0;
      for (int harmonic = 1; harmonic <= 12; harmonic++)
        vowel += Math.sin(2 * Math.PI * 120 * harmonic * t) / harmonic;
      sound[i] =
          (short)
              switch (kind) {
                case 0, 2 -> vowel * 4_000;
                case 1 -> random.nextGaussian() * 2_000;
                default -> 0;
              };
    }
  }
}

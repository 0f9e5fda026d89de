package io.parley.bench.call;

import io.parley.bench.speech.Spoken;
import io.parley.voice.sound.Resampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The speech of a caller, as payloads of 20 ms.
///
/// @param onset index of the first loud payload
public record Sentence(List<byte[]> payloads, int onset) {
  /// About -30 dB below the loudest.
  private static final int LOUD = 1_000;

  public static Sentence of(Spoken.Sound sound, CodecWork work) {
    var spoken = sound.samples();
    var resampler = new Resampler(Spoken.RATE, work.sampleRate());
    var samples = new short[resampler.outputMax(spoken.length)];
    resampler.convert(spoken, 0, spoken.length, samples, 0);
    int frame = work.frameSamples();
    var payloads = new ArrayList<byte[]>();
    int onset = -1;
    for (int at = 0; at + frame <= samples.length; at += frame) {
      var piece = Arrays.copyOfRange(samples, at, at + frame);
      if (onset < 0 && isLoud(piece)) onset = payloads.size();
      payloads.add(work.encoded(piece));
    }
    return new Sentence(List.copyOf(payloads), onset);
  }

  private static boolean isLoud(short[] samples) {
    for (var sample : samples) if (Math.abs(sample) > LOUD) return true;
    return false;
  }
}

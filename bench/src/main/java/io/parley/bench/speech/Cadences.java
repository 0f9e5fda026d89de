package io.parley.bench.speech;

import io.parley.core.turn.Cadence;
import io.parley.voice.sound.Melody;
import io.parley.voice.sound.Resampler;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How often the melody tells the end of a sentence from a pause in its middle.
final class Cadences {
  /// Beginnings of sentences up to where people stop to think.
  static final List<String> BEGINNINGS =
      List.of(
          "I would like to return,",
          "The parcel arrived yesterday,",
          "Can you tell me,",
          "I need to change,",
          "My invoice from last week,",
          "I was wondering,",
          "When I opened the box,",
          "The jacket that I ordered,",
          "I bought a lamp,",
          "Last Monday,",
          "My order number,",
          "I called you before,");

  private static final int RATE = 16_000;

  /// Louder than this sounds, in samples' units.
  private static final int LOUD = 300;

  private Cadences() {}

  static void print(String what, List<Spoken> spoken, PrintStream out) {
    Map<Cadence, Integer> counts = new EnumMap<>(Cadence.class);
    for (var each : spoken) counts.merge(of(each.sound()), 1, Integer::sum);
    out.printf("| %s, %s | %s |%n", spoken.getFirst().who(), what, counts);
  }

  private static Cadence of(Spoken.Sound sound) {
    var resampler = new Resampler(Spoken.RATE, RATE);
    var samples = new short[resampler.outputMax(sound.samples().length)];
    int count = resampler.convert(sound.samples(), 0, sound.samples().length, samples, 0);
    int last = 0;
    int first = count;
    for (int i = 0; i < count; i++)
      if (Math.abs(samples[i]) > LOUD) {
        last = i;
        first = Math.min(first, i);
      }
    var melody = new Melody(RATE);
    melody.add(Arrays.copyOf(samples, count));
    return melody.at(count - last, last - first);
  }
}

package io.parley.voice.moonshine;

import io.parley.core.setting.Expect;
import java.time.Duration;

/// How a growing clip is decoded.
///
/// @param firstPartial sound before words are looked for at first; @param nextPartial new sound
///   before they are looked for again
/// @param clipMax after so much sound without an end it is cut, at most 10 s; @param cutWithin the
///   cut is made in the quietest place of so much at its end
/// @param backlogMax sound that may wait for its final transcript; with more the engine fails, as
///   it cannot keep pace
/// @param doubtful below this confidence words that repeat themselves count for noise, 0 to 1, and
///   so do words of very short sound where the model would rather hear none
public record MoonshineSettings(
    Duration firstPartial,
    Duration nextPartial,
    Duration clipMax,
    Duration cutWithin,
    Duration backlogMax,
    double doubtful) {
  private static final String KEY = "parley.voice.local.moonshine.";
  private static final Duration LONGEST =
      Duration.ofSeconds(MoonshineModel.SAMPLES_MAX / MoonshineModel.SAMPLE_RATE);

  public MoonshineSettings {
    Expect.positive(KEY + "first-partial", firstPartial);
    Expect.positive(KEY + "next-partial", nextPartial);
    Expect.positive(KEY + "cut-within", cutWithin);
    if (clipMax.compareTo(cutWithin) <= 0 || clipMax.compareTo(LONGEST) > 0)
      throw Expect.wrong(
          KEY + "clip-max", clipMax, "more than cut-within, at most " + LONGEST.toSeconds() + "s");
    if (backlogMax.compareTo(clipMax) < 0)
      throw Expect.wrong(KEY + "backlog-max", backlogMax, "≥ clip-max");
    Expect.between(KEY + "doubtful", doubtful, 0.0, 1.0);
  }

  static int samples(Duration length) {
    return Math.toIntExact(length.toMillis() * MoonshineModel.SAMPLE_RATE / 1_000);
  }
}

package io.parley.voice.moonshine;

import java.time.Duration;

/// How a growing clip is decoded.
///
/// @param firstPartial sound before words are looked for at first; @param nextPartial new sound
///   before they are looked for again
/// @param clipMax after so much sound without an end it is cut, at most 10 s; @param cutWithin the
///   cut is made in the quietest place of so much at its end
/// @param backlogMax sound that may wait for its final transcript; with more the engine fails, as
///   it cannot keep pace
/// @param doubtful below this confidence words that repeat themselves count for noise, 0 to 1
public record MoonshineSettings(
    Duration firstPartial,
    Duration nextPartial,
    Duration clipMax,
    Duration cutWithin,
    Duration backlogMax,
    double doubtful) {
  private static final Duration LONGEST =
      Duration.ofSeconds(MoonshineModel.SAMPLES_MAX / MoonshineModel.SAMPLE_RATE);

  public MoonshineSettings {
    positive("first-partial", firstPartial);
    positive("next-partial", nextPartial);
    positive("cut-within", cutWithin);
    if (clipMax.compareTo(cutWithin) <= 0 || clipMax.compareTo(LONGEST) > 0)
      throw wrong(
          "clip-max", clipMax, "more than cut-within, at most " + LONGEST.toSeconds() + "s");
    if (backlogMax.compareTo(clipMax) < 0) throw wrong("backlog-max", backlogMax, "≥ clip-max");
    if (!(doubtful >= 0 && doubtful <= 1)) throw wrong("doubtful", doubtful, "0 to 1");
  }

  static int samples(Duration length) {
    return Math.toIntExact(length.toMillis() * MoonshineModel.SAMPLE_RATE / 1_000);
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) throw wrong(key, value, "> 0");
  }

  private static IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "parley.voice.local.moonshine.%s: %s (expected: %s)".formatted(key, value, expected));
  }
}

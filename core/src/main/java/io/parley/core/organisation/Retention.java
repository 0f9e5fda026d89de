package io.parley.core.organisation;

import java.util.OptionalInt;

/// How long an organisation keeps its data, in whole days from 1 to [#DAYS_MAX].
///
/// @param recordingDays after a recording began; empty for the installation's time. Of both the
///   shorter one counts
/// @param sessionDays after the newest event of an ended session; empty: sessions are kept
public record Retention(OptionalInt recordingDays, OptionalInt sessionDays) {
  /// The longest time in days, ten years.
  public static final int DAYS_MAX = 3_660;

  /// That of an organisation that has not said anything.
  public static final Retention NONE = new Retention(OptionalInt.empty(), OptionalInt.empty());
}

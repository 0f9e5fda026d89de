package io.parley.core.quality;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Counts of one line since it began.
///
/// @param codec as in SDP, such as `PCMU`; @param impairment how its gaps are heard
/// @param played packets, or frames, that were there in time; @param missing that were not
/// @param runs of missing ones without a played one between them; 0 where that is not known
/// @param delay from mouth to ear at present, as far as known
/// @param there what the other end reports
public record LineCounts(
    String codec,
    Impairment impairment,
    long played,
    long missing,
    long runs,
    Duration delay,
    Optional<FarEnd> there) {

  /// The other end's report on the sound that it gets from us (RTCP, RFC 3550, section 6.4).
  ///
  /// @param roundTrip zero while it is not known
  /// @param lossPercent of our packets, since the line began
  public record FarEnd(Duration roundTrip, double lossPercent) {}

  /// The counts since an earlier moment. Packets that came late may have been missing before.
  public LineCounts since(LineCounts before) {
    return new LineCounts(
        codec,
        impairment,
        Math.max(0, played - before.played),
        Math.max(0, missing - before.missing),
        Math.max(0, runs - before.runs),
        delay,
        there);
  }

  /// Of a line that was followed by another one.
  public LineCounts then(LineCounts next) {
    return new LineCounts(
        next.codec,
        next.impairment,
        played + next.played,
        missing + next.missing,
        runs + next.runs,
        next.delay,
        next.there);
  }

  /// The estimated mean opinion score, 1 to 4.41; empty where nothing came.
  public OptionalDouble opinion() {
    if (played + missing == 0) return OptionalDouble.empty();
    var line = Transmission.of(played, missing, runs, delay);
    return OptionalDouble.of(EModel.opinion(EModel.rating(impairment, line)));
  }
}

package io.parley.voice.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Measures how fast an engine makes sound, and its queue, to estimate when a clause that is
/// requested now will be ready. One for all calls of a node. Thread safe.
///
/// Estimates are smoothed measurements plus twice their mean excess (as TCP's retransmission timer,
/// RFC 6298, with a smaller margin), so that most clauses meet them. Only slowness is an excess: an
/// engine that becomes faster, as after a slow start, is believed at once. A clause that was given
/// up counts too if it had already taken longer than estimated: otherwise the slowest clauses would
/// never count.
public final class Throughput {
  /// The weight of the newest measurement: older ones are forgotten after a few clauses.
  private static final double WEIGHT = 0.3;

  private static final double MARGIN = 2;

  private final int threads;
  private final Duration tryEvery;
  private final InstantSource clock;
  private final Smoothed before = new Smoothed();
  private final Smoothed factor = new Smoothed();
  private final Smoothed cost = new Smoothed();
  private double backlog;
  private Instant news;

  /// @param threads clauses that are computed at once
  /// @param tryEvery a measurement of this age is outdated
  public Throughput(int threads, Duration tryEvery, InstantSource clock) {
    this.threads = threads;
    this.tryEvery = tryEvery;
    this.clock = clock;
    this.news = clock.instant();
  }

  /// A clause was requested; ends with [#done] or [#dropped].
  ///
  /// @param seconds the estimated length of its sound
  public synchronized void asked(double seconds) {
    backlog += seconds;
  }

  /// A clause is ready to be computed.
  ///
  /// @param seconds since it was requested
  public synchronized void prepared(double seconds) {
    before.add(seconds);
  }

  /// @param asked the seconds given to [#asked]; @param computed seconds of computing, without
  ///   waiting
  /// @param sound seconds of the result
  public synchronized void done(double asked, double computed, double sound) {
    forget(asked);
    if (sound <= 0) return;
    factor.add(computed / sound);
    cost.add(computed / asked);
    news = clock.instant();
  }

  /// @param asked the seconds given to [#asked]; @param computed seconds of computing so far,
  ///   without waiting
  public synchronized void dropped(double asked, double computed) {
    forget(asked);
    double least = computed / asked;
    if (!(least > cost.expected())) return;
    factor.add(Math.max(least, factor.mean));
    cost.add(least);
    news = clock.instant();
  }

  /// Adds a measurement from elsewhere, such as at the start.
  ///
  /// @param newest seconds of computing for a second of sound
  public synchronized void measured(double newest) {
    factor.add(newest);
    cost.add(newest);
    news = clock.instant();
  }

  /// Seconds of computing for a second of sound; NaN before the first measurement.
  public synchronized double factor() {
    return factor.mean;
  }

  /// Whether it is expected to make sound faster than it is played; false before the first
  /// measurement.
  public synchronized boolean keepsPace() {
    return factor.expected() < 1;
  }

  /// Whether it is expected to keep pace with one more reply besides these.
  ///
  /// @param replies that it is making now
  public synchronized boolean hasRoomBeside(int replies) {
    return (replies + 1) * factor.expected() < threads;
  }

  /// The estimated seconds until a clause that is requested now is ready; NaN before the first
  /// measurement.
  ///
  /// @param seconds the estimated length of its sound
  public synchronized double readyIn(double seconds) {
    double lead = Double.isNaN(before.mean) ? 0 : before.expected();
    return lead + (backlog / threads + seconds) * cost.expected();
  }

  /// Whether the last measurement is so old that a trial is due; the caller then makes it.
  /// Otherwise an engine that was too slow once would never be chosen again.
  public synchronized boolean isToBeTried() {
    var now = clock.instant();
    if (backlog > 0 || now.isBefore(news.plus(tryEvery))) return false;
    news = now;
    return true;
  }

  private void forget(double asked) {
    backlog = Math.max(0, backlog - asked);
  }

  /// A varying measurement: its mean, and its mean excess over it.
  private static final class Smoothed {
    private double mean = Double.NaN;
    private double excess;

    void add(double newest) {
      if (Double.isNaN(mean)) {
        mean = newest;
        return;
      }
      excess += WEIGHT * (Math.max(0, newest - mean) - excess);
      mean += WEIGHT * (newest - mean);
    }

    double expected() {
      return mean + MARGIN * excess;
    }
  }
}

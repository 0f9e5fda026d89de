package io.parley.voice.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How quickly an engine makes sound, measured as it works, and what it has before it: what to
/// expect of a clause that is asked for now. One for all calls of a node. Thread safe.
///
/// Expectations are what was measured, smoothed, and twice its mean deviation on top (as TCP
/// expects an answer, RFC 6298, with a smaller margin), so that most clauses keep them. A clause
/// that was given up is a measure too, when it had taken longer by then than was expected of it:
/// else the slowest would be those that nobody learns from.
public final class Throughput {
  /// Of the newest measure; a few clauses, and what was long ago is forgotten.
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
  /// @param tryEvery so old a measure tells nothing about now
  public Throughput(int threads, Duration tryEvery, InstantSource clock) {
    this.threads = threads;
    this.tryEvery = tryEvery;
    this.clock = clock;
    this.news = clock.instant();
  }

  /// A clause was asked for; ends with [#done] or [#dropped].
  ///
  /// @param seconds of sound that it will probably be
  public synchronized void asked(double seconds) {
    backlog += seconds;
  }

  /// A clause is ready to be computed.
  ///
  /// @param seconds since it was asked for
  public synchronized void prepared(double seconds) {
    before.add(seconds);
  }

  /// @param asked as it was told; @param computed seconds that it took, without waiting
  /// @param sound seconds that came of it
  public synchronized void done(double asked, double computed, double sound) {
    forget(asked);
    if (sound <= 0) return;
    factor.add(computed / sound);
    cost.add(computed / asked);
    news = clock.instant();
  }

  /// @param asked as it was told; @param computed seconds that it had taken so far, without waiting
  public synchronized void dropped(double asked, double computed) {
    forget(asked);
    double least = computed / asked;
    if (!(least > cost.expected())) return;
    factor.add(Math.max(least, factor.mean));
    cost.add(least);
    news = clock.instant();
  }

  /// Takes a measure that was made elsewhere, such as at the start.
  ///
  /// @param newest seconds of computing for a second of sound
  public synchronized void measured(double newest) {
    factor.add(newest);
    cost.add(newest);
    news = clock.instant();
  }

  /// Seconds of computing for a second of sound; not a number before anything was measured.
  public synchronized double factor() {
    return factor.mean;
  }

  /// Whether it can be expected to make sound more quickly than it is played; not before anything
  /// was measured.
  public synchronized boolean keepsPace() {
    return factor.expected() < 1;
  }

  /// Seconds within which a clause that is asked for now can be expected; not a number before
  /// anything was measured.
  ///
  /// @param seconds of sound that it will probably be
  public synchronized double readyIn(double seconds) {
    double lead = Double.isNaN(before.mean) ? 0 : before.expected();
    return lead + (backlog / threads + seconds) * cost.expected();
  }

  /// Whether nothing was measured for so long that it is time to try; whoever is told so does. An
  /// engine that nobody chooses because it was too slow would be taken for slow ever after.
  public synchronized boolean isToBeTried() {
    var now = clock.instant();
    if (backlog > 0 || now.isBefore(news.plus(tryEvery))) return false;
    news = now;
    return true;
  }

  private void forget(double asked) {
    backlog = Math.max(0, backlog - asked);
  }

  /// A measure that wavers: its mean, and how far from that it mostly is.
  private static final class Smoothed {
    private double mean = Double.NaN;
    private double deviation;

    void add(double newest) {
      if (Double.isNaN(mean)) {
        mean = newest;
        return;
      }
      deviation += WEIGHT * (Math.abs(newest - mean) - deviation);
      mean += WEIGHT * (newest - mean);
    }

    double expected() {
      return mean + MARGIN * deviation;
    }
  }
}

package io.parley.voice.work;

/// How quickly an engine makes sound, measured as it works, and what it has before it. Thread safe.
public final class Throughput {
  /// Of the newest measure; a few clauses, and what was long ago is forgotten.
  private static final double WEIGHT = 0.3;

  private final int threads;
  private double factor = Double.NaN;
  private double backlog;

  /// @param threads clauses that are computed at once
  public Throughput(int threads) {
    this.threads = threads;
  }

  /// A clause was asked for; ends with [#done] or [#dropped].
  ///
  /// @param seconds of sound that it will probably be
  public synchronized void asked(double seconds) {
    backlog += seconds;
  }

  /// @param asked as it was told; @param computed seconds that it took, without waiting
  /// @param sound seconds that came of it
  public synchronized void done(double asked, double computed, double sound) {
    dropped(asked);
    if (sound > 0) measured(computed / sound);
  }

  public synchronized void dropped(double asked) {
    backlog = Math.max(0, backlog - asked);
  }

  /// Takes a measure that was made elsewhere, such as at the start.
  public synchronized void measured(double newest) {
    factor = Double.isNaN(factor) ? newest : factor + WEIGHT * (newest - factor);
  }

  /// Seconds of computing for a second of sound; not a number before anything was measured.
  public synchronized double factor() {
    return factor;
  }

  /// Seconds until a clause that is asked for now will be made.
  ///
  /// @param seconds of sound that it will probably be
  public synchronized double readyIn(double seconds) {
    return (backlog / threads + seconds) * factor;
  }
}

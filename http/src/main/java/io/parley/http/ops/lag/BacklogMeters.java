package io.parley.http.ops.lag;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.journal.SessionOverview;
import io.parley.core.journal.SessionOverview.Backlog;
import io.parley.core.journal.SessionOverview.Lag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// What the cluster has to do, for Prometheus: `parley_backlog` and, since when the first of it
/// waits, `parley_backlog_age_seconds`. The database is asked by whoever calls [#look], never by
/// who scrapes, so a scrape is quick when the database is not there; then they are `NaN`, for
/// nobody knows. Each node tells the same: take the maximum over the nodes. Thread safe.
public final class BacklogMeters {
  private static final double MILLIS = 1e3;

  private final SessionOverview overview;
  private final InstantSource clock;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Lag found;

  public BacklogMeters(SessionOverview overview, MeterRegistry registry, InstantSource clock) {
    this.overview = overview;
    this.clock = clock;
    gauges(registry, "projection", Lag::projection);
    gauges(registry, "archive", Lag::archive);
    gauges(registry, "due", Lag::due);
    gauges(registry, "in-doubt", Lag::inDoubt);
  }

  /// Asks, unless somebody still waits for the last answer: a database that does not answer is not
  /// asked more often for it.
  public void look() {
    if (!asking.compareAndSet(false, true)) return;
    overview
        .lag(clock.instant())
        .whenComplete(
            (lag, failure) -> {
              // that the database is away is said by the watch over it
              found = failure == null ? lag : null;
              asking.set(false);
            });
  }

  private void gauges(MeterRegistry registry, String of, Function<Lag, Backlog> which) {
    Gauge.builder("parley.backlog", this, it -> it.count(which))
        .tag("of", of)
        .strongReference(true)
        .register(registry);
    Gauge.builder("parley.backlog.age", this, it -> it.seconds(which))
        .tag("of", of)
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  private double count(Function<Lag, Backlog> which) {
    var lag = found;
    return lag == null ? Double.NaN : which.apply(lag).count();
  }

  /// Clocks of database and node may differ.
  private double seconds(Function<Lag, Backlog> which) {
    var lag = found;
    if (lag == null) return Double.NaN;
    return which.apply(lag).oldest().map(this::since).orElse(0.0);
  }

  private double since(Instant oldest) {
    return Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / MILLIS);
  }
}

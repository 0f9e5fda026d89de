package io.parley.operations.lag;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.parley.core.journal.SessionOverview;
import io.parley.core.journal.SessionOverview.Backlog;
import io.parley.core.journal.SessionOverview.Lag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Metrics of the cluster's outstanding work: `parley_backlog` and the age of its oldest item,
/// `parley_backlog_age_seconds`; by feed, `parley_feed_backlog` and
/// `parley_feed_backlog_age_seconds`, from the first answer on. [#look] queries the database, a
/// scrape never does, so a scrape is quick when the database is unreachable; then the values are
/// `NaN`, for unknown. Each node reports the same: take the maximum over the nodes. Thread safe.
public final class BacklogMeters {
  private static final double MILLIS = 1e3;

  private final SessionOverview overview;
  private final InstantSource clock;
  private final MeterRegistry registry;
  private final Set<String> feeds = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Lag found;

  public BacklogMeters(SessionOverview overview, MeterRegistry registry, InstantSource clock) {
    this.overview = overview;
    this.clock = clock;
    this.registry = registry;
    gauges("parley.backlog", Tag.of("of", "projection"), Lag::projection);
    gauges("parley.backlog", Tag.of("of", "archive"), Lag::archive);
    gauges("parley.backlog", Tag.of("of", "due"), Lag::due);
    gauges("parley.backlog", Tag.of("of", "in-doubt"), Lag::inDoubt);
  }

  /// Queries unless the last query is still running: an unresponsive database must not collect
  /// queries.
  public void look() {
    if (!asking.compareAndSet(false, true)) return;
    overview
        .lag(clock.instant())
        .whenComplete(
            (lag, failure) -> {
              // the database watch already reports an unreachable database
              found = failure == null ? lag : null;
              if (lag != null) lag.feeds().keySet().forEach(this::feed);
              asking.set(false);
            });
  }

  private void feed(String name) {
    if (feeds.add(name))
      gauges("parley.feed.backlog", Tag.of("feed", name), lag -> lag.feeds().get(name));
  }

  private void gauges(String name, Tag of, Function<Lag, Backlog> which) {
    Gauge.builder(name, this, it -> it.count(which))
        .tags(List.of(of))
        .strongReference(true)
        .register(registry);
    Gauge.builder(name + ".age", this, it -> it.seconds(which))
        .tags(List.of(of))
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

package io.parley.operations.lag;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.journal.DeadLetters;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The metric `parley_tools_dead_letters_open`: the cluster's tool calls that could not be
/// delivered and wait for a person, by source. [#look] queries the database, a scrape never does;
/// while the database does not answer, the values are `NaN`. Each node reports the same. Thread
/// safe.
public final class DeadLetterMeters {
  /// Always there: Prometheus would miss the first letter of a new series.
  private static final String BUILT_IN = "built-in";

  private final DeadLetters letters;
  private final MeterRegistry registry;
  private final Set<String> sources = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Map<String, Long> found;

  public DeadLetterMeters(DeadLetters letters, MeterRegistry registry) {
    this.letters = letters;
    this.registry = registry;
    gauge(BUILT_IN);
  }

  /// Queries unless the last query is still running.
  public void look() {
    if (!asking.compareAndSet(false, true)) return;
    letters
        .open()
        .whenComplete(
            (open, failure) -> {
              // the database watch already reports an unreachable database
              found = failure == null ? open : null;
              if (open != null) open.keySet().forEach(this::gauge);
              asking.set(false);
            });
  }

  private void gauge(String source) {
    if (sources.add(source))
      Gauge.builder("parley.tools.dead.letters.open", this, it -> it.count(source))
          .tag("source", source)
          .strongReference(true)
          .register(registry);
  }

  private double count(String source) {
    var open = found;
    return open == null ? Double.NaN : open.getOrDefault(source, 0L);
  }
}

package io.parley.operations;

import static net.logstash.logback.argument.StructuredArguments.keyValue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.journal.Damage;
import io.parley.core.journal.DamageListener;
import io.parley.core.tenant.SessionKey;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The alarm for damaged sessions: a log line for each, a counter, and a gauge of the current ones.
/// The remedy is in docs/OPERATIONS.md, "A damaged session".
public final class DamageAlarm implements DamageListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.parley.damage");

  private static final String PASSED_BY = "parley.journal.rows.refused";

  private final MeterRegistry registry;

  /// Current ones, by the listener that was told of them.
  private final Map<DamageListener, Long> standing = new ConcurrentHashMap<>();

  public DamageAlarm(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge(
        "parley.sessions.damaged",
        standing,
        all -> all.values().stream().mapToLong(Long::longValue).sum());
    // an alert can only be set on a metric that exists beforehand
    for (var category : Damage.Category.values()) counter(category);
    registry.counter(PASSED_BY);
  }

  @Override
  public void found(SessionKey key, Damage damage) {
    counter(damage.category()).increment();
    LOG.error(
        "a session is damaged and closed {} {} {} {}",
        keyValue("tenant", key.tenant().value()),
        keyValue("session", key.session().value()),
        keyValue("seq", damage.seq()),
        keyValue("category", lower(damage.category())));
  }

  @Override
  public void passedBy(int rows) {
    registry.counter(PASSED_BY).increment(rows);
    LOG.error(
        "PostgreSQL refuses to read a page of the journal: restore it {}", keyValue("rows", rows));
  }

  @Override
  public void mended(SessionKey key) {
    LOG.info(
        "a damaged session is whole again {} {}",
        keyValue("tenant", key.tenant().value()),
        keyValue("session", key.session().value()));
  }

  @Override
  public void standing(long sessions) {
    standing.put(this, sessions);
  }

  /// The same alarm for a further database, whose current ones are counted beside the others.
  public DamageListener beside() {
    return new Beside();
  }

  private final class Beside implements DamageListener {
    @Override
    public void found(SessionKey key, Damage damage) {
      DamageAlarm.this.found(key, damage);
    }

    @Override
    public void passedBy(int rows) {
      DamageAlarm.this.passedBy(rows);
    }

    @Override
    public void mended(SessionKey key) {
      DamageAlarm.this.mended(key);
    }

    @Override
    public void standing(long sessions) {
      standing.put(this, sessions);
    }
  }

  private Counter counter(Damage.Category category) {
    return registry.counter("parley.sessions.damage.found", "category", lower(category));
  }

  private static String lower(Damage.Category category) {
    return category.name().toLowerCase(Locale.ROOT);
  }
}

package io.parley.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.model.Purpose;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.MoneyListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Metrics of model costs and of budgets' effects.
public final class MoneyMeters implements MoneyListener {
  private final MeterRegistry registry;
  private final String currency;
  private final Map<Cost, Counter> costs = new ConcurrentHashMap<>();

  private record Cost(String model, Purpose purpose) {}

  /// Registered with 0: Prometheus would miss the first increase of a new series.
  ///
  /// @param currency of all costs (ISO 4217)
  public MoneyMeters(MeterRegistry registry, String currency) {
    this.registry = registry;
    this.currency = currency;
    for (var scopes : List.of(BudgetScope.OF_MODELS, BudgetScope.OF_ORGANISATIONS))
      for (var scope : scopes) {
        alerts(scope);
        refusals(scope);
      }
    unleasedCalls();
  }

  @Override
  public void charged(String model, Purpose purpose, long costMicros, boolean unpriced) {
    if (unpriced) registry.counter("parley.money.unpriced.calls", "model", model).increment();
    else
      // kept: to find one by its tags, the registry sorts and copies them
      costs.computeIfAbsent(new Cost(model, purpose), this::cost).increment((double) costMicros);
  }

  private Counter cost(Cost of) {
    return registry.counter(
        "parley.money.cost.micros",
        "model",
        of.model(),
        "purpose",
        lower(of.purpose()),
        "currency",
        currency);
  }

  @Override
  public void alerted(BudgetScope scope) {
    alerts(scope).increment();
  }

  @Override
  public void refused(BudgetScope scope) {
    refusals(scope).increment();
  }

  @Override
  public void unleased() {
    unleasedCalls().increment();
  }

  private Counter alerts(BudgetScope scope) {
    return registry.counter("parley.budget.alerts", "scope", lower(scope));
  }

  private Counter refusals(BudgetScope scope) {
    return registry.counter("parley.budget.refusals", "scope", lower(scope));
  }

  private Counter unleasedCalls() {
    return registry.counter("parley.budget.unleased.calls");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

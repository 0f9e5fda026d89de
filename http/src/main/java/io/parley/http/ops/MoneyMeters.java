package io.parley.http.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.model.Purpose;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.MoneyListener;
import java.util.Locale;

/// What models cost, and what budgets did about it, measured.
public final class MoneyMeters implements MoneyListener {
  private final MeterRegistry registry;
  private final String currency;

  /// @param currency of all costs (ISO 4217)
  public MoneyMeters(MeterRegistry registry, String currency) {
    this.registry = registry;
    this.currency = currency;
  }

  @Override
  public void charged(String model, Purpose purpose, long costMicros, boolean unpriced) {
    if (unpriced) registry.counter("parley.money.unpriced.calls", "model", model).increment();
    else
      registry
          .counter(
              "parley.money.cost.micros",
              "model",
              model,
              "purpose",
              lower(purpose),
              "currency",
              currency)
          .increment((double) costMicros);
  }

  @Override
  public void alerted(BudgetScope scope) {
    registry.counter("parley.budget.alerts", "scope", lower(scope)).increment();
  }

  @Override
  public void refused(BudgetScope scope) {
    registry.counter("parley.budget.refusals", "scope", lower(scope)).increment();
  }

  @Override
  public void unleased() {
    registry.counter("parley.budget.unleased.calls").increment();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

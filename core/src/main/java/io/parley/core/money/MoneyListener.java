package io.parley.core.money;

import io.parley.core.model.Purpose;

/// Receives events about money, for metrics. Must not block.
public interface MoneyListener {
  /// A call was charged, or would have been if its model had a price.
  void charged(String model, Purpose purpose, long costMicros, boolean unpriced);

  /// A budget has reached its alert, on any node.
  void alerted(BudgetScope scope);

  /// A call was refused for lack of money.
  void refused(BudgetScope scope);

  /// A call was made without a lease, because the books did not answer.
  void unleased();
}

package io.parley.core.money;

import io.parley.core.model.Purpose;

/// Hears what happens to money, for metrics. Must not block.
public interface MoneyListener {
  /// A call that was paid, or would have been if its model had a price.
  void charged(String model, Purpose purpose, long costMicros, boolean unpriced);

  /// A budget has reached its alert, on whichever node.
  void alerted(BudgetScope scope);

  /// A call found too little left.
  void refused(BudgetScope scope);

  /// A call was made without money put aside: the books did not answer.
  void unleased();
}

package io.parley.tools.money;

import io.parley.core.model.Purpose;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.MoneyListener;
import java.util.ArrayList;
import java.util.List;

/// Records what happened to money, in words.
final class Happenings implements MoneyListener {
  final List<String> all = new ArrayList<>();

  @Override
  public void charged(String model, Purpose purpose, long costMicros, boolean unpriced) {
    all.add("%s %d%s".formatted(model, costMicros, unpriced ? " unpriced" : ""));
  }

  @Override
  public void alerted(BudgetScope scope) {
    all.add("alert " + scope);
  }

  @Override
  public void refused(BudgetScope scope) {
    all.add("refused " + scope);
  }

  @Override
  public void unleased() {
    all.add("unleased");
  }
}

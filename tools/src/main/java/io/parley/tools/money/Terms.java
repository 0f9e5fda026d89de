package io.parley.tools.money;

import io.parley.core.model.own.OwnRoute;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.PriceList;

/// The prices of calls, and the budgets that they count towards.
///
/// @param pricesAll whether answers under names that the list does not have are priced, too
/// @param isOwn whether the organisation pays the provider itself: the installation's budgets and
///   its metrics of costs do not count such calls
public record Terms(PriceList prices, BudgetPlan plan, boolean pricesAll, boolean isOwn) {

  /// Those of the installation's models.
  static Terms ofInstallation(MoneySettings settings) {
    return new Terms(settings.prices(), settings.plan(), false, false);
  }

  /// Those of an organisation's own models: its prices, in the installation's currency, and its
  /// budgets, whose days begin as the installation's do.
  public static Terms own(OwnRoute route, MoneySettings settings) {
    return new Terms(
        route.prices(settings.prices().currency()),
        new BudgetPlan(settings.plan().zone(), route.budgets()),
        route.isPriced(),
        true);
  }

  /// Whether the price list says nothing of an answer under this name.
  boolean isUnpriced(String model) {
    return !pricesAll && prices.of(model).isEmpty();
  }
}

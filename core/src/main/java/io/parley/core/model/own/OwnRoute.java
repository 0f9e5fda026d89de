package io.parley.core.model.own;

import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.money.Budget;
import io.parley.core.money.Price;
import io.parley.core.money.PriceList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The models of one call, all of one organisation.
///
/// @param models in the order in which they are asked
/// @param cheaper the same past a limit that asks for a cheaper one; may be empty
/// @param budgets that the call counts towards
public record OwnRoute(List<Version> models, List<Version> cheaper, List<Budget> budgets) {
  public OwnRoute {
    models = List.copyOf(models);
    cheaper = List.copyOf(cheaper);
    budgets = List.copyOf(budgets);
  }

  /// The same by the versions that a node has open; models that it has not are left out.
  ///
  /// @param open by name
  public OwnRoute by(Map<String, Version> open) {
    return new OwnRoute(by(open, models), by(open, cheaper), budgets);
  }

  private static List<Version> by(Map<String, Version> open, List<Version> versions) {
    return versions.stream()
        .map(version -> version.name().name())
        .filter(open::containsKey)
        .map(open::get)
        .toList();
  }

  /// The prices of these models, by the names that their providers give them. Where two have one
  /// name, the dearer price counts for both. An answer under another name costs the dearest price,
  /// and nothing as long as one of the models has none.
  ///
  /// @param currency ISO 4217
  public PriceList prices(String currency) {
    Map<String, Price> prices = new HashMap<>();
    for (var model : all().toList())
      model.price().ifPresent(price -> prices.merge(model.model(), price, Price::dearer));
    var dearest = prices.values().stream().reduce(Price::dearer).filter(_ -> isPriced());
    return new PriceList(currency, prices, dearest.orElse(Price.FREE));
  }

  /// Whether each of these models has a price, so that an answer under any name has one.
  public boolean isPriced() {
    return all().allMatch(model -> model.price().isPresent());
  }

  private Stream<OwnModel> all() {
    return Stream.concat(models.stream(), cheaper.stream()).map(Version::model);
  }
}

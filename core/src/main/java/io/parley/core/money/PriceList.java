package io.parley.core.money;

import io.parley.core.model.Cost;
import io.parley.core.model.Usage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The prices of models, in the one currency of the installation (ISO 4217).
///
/// Providers answer under dated names: `gpt-4o-mini-2024-07-18` is priced as `gpt-4o-mini`, by the
/// longest listed name that is a prefix of it and ends at a word boundary (`gpt-4` does not match
/// `gpt-4o`).
///
/// @param unlisted the price of a model that is not in the list
public record PriceList(String currency, Map<String, Price> prices, Price unlisted) {
  public PriceList {
    if (!currency.matches("[A-Z]{3}"))
      throw new IllegalArgumentException("currency: " + currency + " (expected: ISO 4217, as EUR)");
    prices = Map.copyOf(prices);
  }

  /// A model that is not in the list costs nothing.
  public PriceList(String currency, Map<String, Price> prices) {
    this(currency, prices, Price.FREE);
  }

  /// @return empty for a model without a price
  public Optional<Price> of(String model) {
    var exact = prices.get(model);
    if (exact != null) return Optional.of(exact);
    for (int end = model.length() - 1; end > 0; end--) {
      if (Character.isLetterOrDigit(model.charAt(end))) continue;
      var price = prices.get(model.substring(0, end));
      if (price != null) return Optional.of(price);
    }
    return Optional.empty();
  }

  /// The highest price of a call that may go to any of these models.
  public Price dearest(Collection<String> models) {
    return models.stream().map(this::applied).reduce(Price::dearer).orElse(Price.FREE);
  }

  /// The same usage with its cost. A cached answer costs nothing.
  public Usage priced(Usage usage) {
    var price = of(usage.model());
    var cost =
        usage.cached()
            ? Cost.NONE
            : price.orElse(unlisted).cost(usage.inputTokens(), usage.outputTokens());
    return new Usage(
        usage.model(),
        usage.inputTokens(),
        usage.outputTokens(),
        cost.micros(),
        currency,
        usage.cached(),
        cost.excess(),
        price.filter(Price::isFree).isPresent());
  }

  /// The same list, in which these models cost nothing unless it has a price for them.
  public PriceList withFree(Collection<String> models) {
    var more = new HashMap<>(prices);
    models.stream()
        .filter(model -> of(model).isEmpty())
        .forEach(model -> more.put(model, Price.FREE));
    return new PriceList(currency, more, unlisted);
  }

  private Price applied(String model) {
    return of(model).orElse(unlisted);
  }
}

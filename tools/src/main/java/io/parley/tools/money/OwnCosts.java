package io.parley.tools.money;

import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.money.Price;
import io.parley.core.money.PriceList;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// A model that an organisation pays itself. Its calls are recorded at the organisation's price,
/// without one as unpriced; the installation's budgets neither stop them nor count them.
public final class OwnCosts implements LanguageModel {
  private final LanguageModel model;
  private final Bookkeeping books;
  private final PriceList prices;
  private final Clock clock;

  /// @param price of this model, in the installation's currency
  public OwnCosts(LanguageModel model, Bookkeeping books, Optional<Price> price, Clock clock) {
    this.model = model;
    this.books = books;
    this.clock = clock;
    var currency = books.settings().prices().currency();
    this.prices =
        price
            .map(own -> new PriceList(currency, Map.of(model.name(), own), own))
            .orElseGet(() -> new PriceList(currency, Map.of()));
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var call = new PaidCall(prompt, listener, books, clock, prices, true);
    call.run(PaidRoute.of(model), Reservation.NONE);
    return call;
  }
}

package io.parley.tools.money;

import io.parley.core.money.Period;
import java.util.Map;

/// Money that was put aside for one call.
///
/// @param aside by period; without the amounts for which the books did not answer
record Reservation(Map<Period.Key, Long> aside) {
  static final Reservation NONE = new Reservation(Map.of());

  Reservation {
    aside = Map.copyOf(aside);
  }
}

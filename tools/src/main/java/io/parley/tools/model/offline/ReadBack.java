package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Wish.Said;
import io.parley.tools.model.offline.Wish.Status;
import io.parley.tools.model.offline.Wish.Status.Kind;
import java.util.List;
import java.util.Map;

/// The number of an order that may be misheard is read back before it is looked up: once, for a
/// number said again is the one that is meant.
final class ReadBack {
  private ReadBack() {}

  static List<Wish> of(List<Wish> wishes, Conversation talk, Languages languages) {
    if (Expectation.after(talk.lastReply(), languages).readBack()) return wishes;
    var heard = talk.asked().stream().flatMap(message -> Numbers.orders(message).stream()).toList();
    return wishes.stream()
        .filter(
            wish ->
                wish instanceof Status(var kind, var number)
                    && kind == Kind.ORDER
                    && heard.contains(number))
        .findFirst()
        .map(
            wish ->
                List.<Wish>of(
                    new Said(
                        Phrase.READ_BACK_ORDER_NUMBER, Map.of("order", ((Status) wish).number()))))
        .orElse(wishes);
  }
}

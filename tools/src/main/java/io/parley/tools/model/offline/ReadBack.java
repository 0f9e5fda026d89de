package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Wish.Said;
import io.parley.tools.model.offline.Wish.Status;
import io.parley.tools.model.offline.Wish.Status.Kind;
import io.parley.tools.model.offline.Wish.Talk;
import io.parley.tools.model.offline.Wish.Ticket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words that may be misheard are asked for again before they have an effect, once: the number of
/// an order before it is looked up, for a number said again is the one that is meant; and a yes to
/// an offer before a ticket is opened.
final class ReadBack {
  private ReadBack() {}

  static List<Wish> of(List<Wish> wishes, Conversation talk, Languages languages) {
    var expected = Expectation.after(talk.lastReply(), languages);
    if (expected.readBack()) return wishes;
    var again = wishes.stream().flatMap(wish -> again(wish, expected).stream()).findFirst();
    if (again.isPresent()) return List.of(new Talk(again.get()));
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

  /// A ticket that nobody offered was asked for in words of its own.
  private static Optional<Phrase> again(Wish wish, Expectation expected) {
    return wish instanceof Ticket(_, _, var confirmation)
        ? expected.again(confirmation == Phrase.HUMAN_REQUESTED)
        : Optional.empty();
  }
}

package io.parley.voice.dial;

import io.parley.core.dial.CallOutOrder;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import java.util.function.Predicate;

/// Whether this node could talk in a call, asked before it claims the order: it drains, has no
/// speech models, carries no further call, or has room.
///
/// @param withSound whether Parley is to listen and speak
public record NodeRoom(PhoneDesk phones, boolean withSound) implements Predicate<CallOutOrder> {
  @Override
  public boolean test(CallOutOrder order) {
    var phone =
        new PhoneCall(
            "out",
            order.key().id(),
            order.key().tenant(),
            order.agent(),
            order.language(),
            order.to().text(),
            order.from().text());
    return phones.mayPlace(phone, withSound);
  }
}

package io.parley.voice.dial;

import io.parley.core.dial.CallOutOrder;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import java.util.function.Predicate;

/// Whether this node could talk in a call, asked before it claims the order: not while it drains,
/// has no speech models, or carries no further call.
///
/// @param withSound whether Parley is to listen and speak
public record NodeCapacity(PhoneDesk phones, boolean withSound) implements Predicate<CallOutOrder> {
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

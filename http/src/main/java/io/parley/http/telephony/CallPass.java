package io.parley.http.telephony;

import io.parley.core.dial.CallOutId;
import io.parley.voice.desk.PhoneCall;
import java.util.Optional;

/// Permission to open the socket of one call. Made when the provider's signed webhook is answered.
///
/// @param order that the call was placed for; empty for a call that came in
public record CallPass(PhoneCall phone, Optional<CallOutId> order, Arrival arrival) {

  /// How a caller comes to the agent.
  public enum Arrival {
    FIRST,
    /// Back: nobody has answered where they were handed over.
    NOT_CONNECTED,
    /// From a node that drains.
    MOVED
  }

  CallPass(PhoneCall phone, Optional<CallOutId> order) {
    this(phone, order, Arrival.FIRST);
  }

  /// Of a call that came in.
  CallPass(PhoneCall phone) {
    this(phone, Optional.empty());
  }

  /// The same, of the call with this id: that of a call which we place is not known when its pass
  /// is made.
  CallPass ofCall(String id) {
    return new CallPass(
        new PhoneCall(
            phone.provider(),
            id,
            phone.tenant(),
            phone.agent(),
            phone.language(),
            phone.caller(),
            phone.number(),
            phone.attested()),
        order,
        arrival);
  }

  /// Whether the caller was with the agent before.
  boolean isBack() {
    return arrival != Arrival.FIRST;
  }

  /// Of the same call, whose caller comes back.
  CallPass back() {
    return new CallPass(phone, order, Arrival.NOT_CONNECTED);
  }

  /// Of the same call, which goes on at another node.
  CallPass moved() {
    return new CallPass(phone, order, Arrival.MOVED);
  }
}

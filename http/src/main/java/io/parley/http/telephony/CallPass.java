package io.parley.http.telephony;

import io.parley.core.dial.CallOutId;
import io.parley.voice.desk.PhoneCall;
import java.util.Optional;

/// Permission to open the socket of one call. Made when the provider's signed webhook is answered.
///
/// @param order that the call was placed for; empty for a call that came in
/// @param isBack whether the caller was handed over, and comes back to the agent
public record CallPass(PhoneCall phone, Optional<CallOutId> order, boolean isBack) {
  CallPass(PhoneCall phone, Optional<CallOutId> order) {
    this(phone, order, false);
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
        isBack);
  }

  /// Of the same call, whose caller comes back.
  CallPass back() {
    return new CallPass(phone, order, true);
  }
}

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

  /// Of the same call, whose caller comes back.
  CallPass back() {
    return new CallPass(phone, order, true);
  }
}

package io.parley.http.telephony;

import io.parley.voice.desk.PhoneCall;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import java.util.function.Function;

/// How telephone calls are handed over.
///
/// @param of a call; @param colleagues who are called by this node
public record PhoneTransfers(Function<PhoneCall, CallTransfer> of, CalledColleagues colleagues) {

  /// Calls stay with their agents.
  public static PhoneTransfers none() {
    return new PhoneTransfers(_ -> CallTransfer.NONE, new CalledColleagues());
  }
}

package io.parley.http.telephony;

import io.parley.core.transfer.TransferTargets;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import java.util.function.Function;

/// How telephone calls are handed over.
///
/// @param of a call; @param colleagues who are called by this node
/// @param targets that menus of keys may name
public record PhoneTransfers(
    Function<CallPass, CallTransfer> of, CalledColleagues colleagues, TransferTargets targets) {

  /// Without targets of menus.
  public PhoneTransfers(Function<CallPass, CallTransfer> of, CalledColleagues colleagues) {
    this(of, colleagues, TransferTargets.NONE);
  }

  /// The same with targets that menus may name.
  public PhoneTransfers to(TransferTargets listed) {
    return new PhoneTransfers(of, colleagues, listed);
  }
}

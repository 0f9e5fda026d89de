package io.parley.voice.telephony;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;

/// A provider's verdict on who has answered a call that we placed. It comes where the provider was
/// asked to listen for machines, after the answer, or never.
///
/// @param provider such as `telnyx`; @param call the provider's id of the call
/// @param order that the call was placed for
/// @param mayLeave whether a message may begin now: a machine's greeting has ended
public record AnswererReport(
    String provider, String call, Verdict who, CallOutId order, boolean mayLeave) {

  /// Of a provider that does not tell whether the greeting has ended.
  public AnswererReport(String provider, String call, Verdict who, CallOutId order) {
    this(provider, call, who, order, false);
  }
}

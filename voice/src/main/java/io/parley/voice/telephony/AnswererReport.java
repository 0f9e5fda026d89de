package io.parley.voice.telephony;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;

/// A provider's verdict on who has answered a call that we placed. It comes where the provider was
/// asked to listen for machines, after the answer, or never.
///
/// @param provider such as `telnyx`; @param call the provider's id of the call
/// @param order that the call was placed for
public record AnswererReport(String provider, String call, Verdict who, CallOutId order) {}

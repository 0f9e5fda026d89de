package io.parley.http.telephony;

import io.parley.core.agent.Agents;
import io.parley.core.journal.StartRequests;
import io.parley.core.turn.Line;
import io.parley.voice.dial.CallsOut;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telnyx.TelnyxCalls;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Shared dependencies of the telephone endpoints.
///
/// @param lines of a language, given as a BCP 47 tag, for calls in which the provider speaks
/// @param telnyx empty without its credentials
/// @param reports receives what providers report
/// @param out calls that we place
public record Telephony(
    TelephonySettings settings,
    Agents agents,
    StartRequests requests,
    Function<String, Map<Line, String>> lines,
    Optional<TelnyxCalls> telnyx,
    PhoneTransfers transfers,
    ProviderReports reports,
    CallsOut out) {}

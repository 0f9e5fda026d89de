package io.parley.http.telephony;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.Agents;
import io.parley.core.turn.Line;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.dial.CallsOut;
import io.parley.voice.relay.RelayRules;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telnyx.TelnyxLines;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Shared dependencies of the telephone endpoints.
///
/// @param lines of a language, given as a BCP 47 tag, for calls in which the provider speaks
/// @param rules of those calls
/// @param telnyx empty without its credentials
/// @param reports receives what providers report
/// @param out calls that we place
public record Telephony(
    TelephonySettings settings,
    Agents agents,
    Function<String, Map<Line, String>> lines,
    RelayRules rules,
    Optional<TelnyxLines> telnyx,
    PhoneTransfers transfers,
    ProviderReports reports,
    CallsOut out) {

  /// The language that a call is spoken in.
  public String language(PhoneCall phone) {
    return phone.language().orElseGet(() -> texts(phone).map(Texts::language).orElse("en"));
  }

  /// Its agent's words in that language; empty where there is no such agent.
  Optional<Texts> texts(PhoneCall phone) {
    return agents
        .current(phone.tenant(), phone.agent())
        .map(agent -> texts(agent.presentation(), phone));
  }

  private static Texts texts(AgentPresentation agent, PhoneCall phone) {
    return phone.language().map(agent::in).orElseGet(agent::preferred);
  }
}

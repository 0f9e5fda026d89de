package io.parley.http.telephony;

import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import java.util.Optional;

/// Permission to open the socket of one call. Made when the provider's signed webhook is answered.
///
/// @param provider such as `twilio`; @param call the provider's id of the call
/// @param agent empty for the tenant's default one
/// @param language a BCP 47 tag; empty for the agent's preferred one
/// @param caller the number of the other end, as the provider says; may be empty
/// @param number of ours
record CallPass(
    String provider,
    String call,
    TenantId tenant,
    Optional<String> agent,
    Optional<String> language,
    String caller,
    String number) {

  PhoneCall phoneCall() {
    return new PhoneCall(provider, call, tenant, agent, language, caller, number);
  }
}

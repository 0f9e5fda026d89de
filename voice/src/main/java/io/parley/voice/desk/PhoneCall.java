package io.parley.voice.desk;

import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A call from a telephone, as a provider or a trunk brings it.
///
/// @param provider such as `twilio` or `sip`; @param call its id of the call, unguessable
/// @param agent empty for the tenant's default one
/// @param language a BCP 47 tag; empty for the agent's preferred one
/// @param caller the number of the other end, as the provider says; may be empty
/// @param number of ours
/// @param attested whether the network that the call comes from vouches for the caller's number;
///   any other number may be a foreign one
public record PhoneCall(
    String provider,
    String call,
    TenantId tenant,
    Optional<String> agent,
    Optional<String> language,
    String caller,
    String number,
    boolean attested) {

  /// A call whose number nobody vouches for.
  public PhoneCall(
      String provider,
      String call,
      TenantId tenant,
      Optional<String> agent,
      Optional<String> language,
      String caller,
      String number) {
    this(provider, call, tenant, agent, language, caller, number, false);
  }

  /// Limits count callers by their number: all calls of a provider come from its few addresses.
  /// Callers who withhold theirs share one count.
  public RemoteAddress from() {
    var digits = digits();
    return new RemoteAddress("tel:" + (digits.isEmpty() ? "unknown" : digits));
  }

  /// Of the caller's number; empty for a withheld one, and for a name.
  String digits() {
    return caller.replaceAll("[^0-9]", "");
  }

  /// Of its session.
  Map<String, String> metadata() {
    var told = new HashMap<String, String>();
    told.put("provider", provider);
    told.put("call", call);
    told.put("caller", caller);
    told.put("number", number);
    language.ifPresent(tag -> told.put("language", tag));
    return told;
  }

  /// For starting its session once.
  String key() {
    return provider + "-" + call;
  }
}

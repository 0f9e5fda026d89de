package io.parley.voice.sip.account;

import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// A telephone, or several of one person.
///
/// @param name of the operator's choice, by which it is known to it
/// @param password secret
/// @param agent of its calls; empty where the dialled number decides
/// @param language of its calls, a BCP 47 tag; empty for the agent's preferred one
/// @param number shown as that of the caller; empty for the name
public record Account(
    String name,
    String password,
    TenantId tenant,
    Optional<String> agent,
    Optional<String> language,
    Optional<String> number) {

  /// The caller of its calls, whatever they say.
  public String caller() {
    return number.orElse(name);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "Account[name=%s, tenant=%s, agent=%s]".formatted(name, tenant.value(), agent);
  }
}

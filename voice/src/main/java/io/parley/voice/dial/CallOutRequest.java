package io.parley.voice.dial;

import io.parley.core.dial.CallContext;
import io.parley.core.dial.CallsOutStore.RequestKey;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/// A wish to call a person, as a client sends it.
///
/// @param from one of our numbers; empty for the default one
/// @param agent empty for the tenant's default one
/// @param language a BCP 47 tag; empty for the agent's preferred one
/// @param opening the agent's first words to a person; empty for the agent's own
/// @param message for an answering machine; empty for the configured one
/// @param ring empty for the configured time
public record CallOutRequest(
    TenantId tenant,
    PhoneNumber to,
    Optional<PhoneNumber> from,
    Optional<String> agent,
    Optional<String> language,
    CallContext context,
    Optional<String> opening,
    Optional<String> message,
    Optional<Duration> ring) {

  /// With the agent's own first words.
  public CallOutRequest(
      TenantId tenant,
      PhoneNumber to,
      Optional<PhoneNumber> from,
      Optional<String> agent,
      Optional<String> language,
      CallContext context,
      Optional<String> message,
      Optional<Duration> ring) {
    this(tenant, to, from, agent, language, context, Optional.empty(), message, ring);
  }

  /// The key under which it is stored.
  ///
  /// @param caller whose key it is; @param text of the key
  public RequestKey key(String caller, String text) {
    return new RequestKey(caller, text, fingerprint());
  }

  /// Shows whether the same key came with other content. Stored: its form stays.
  private String fingerprint() {
    var content = new StringBuilder();
    part(content, to.text());
    part(content, from.map(PhoneNumber::text).orElse(""));
    part(content, agent.orElse(""));
    part(content, language.orElse(""));
    part(content, message.orElse(""));
    part(content, ring.map(Duration::toString).orElse(""));
    new TreeMap<>(context.facts())
        .forEach(
            (name, value) -> {
              part(content, name);
              part(content, value);
            });
    // behind all others: requests of older builds have none
    opening.ifPresent(words -> part(content, words));
    return Sha256.hex(content.toString());
  }

  /// With its length: no two contents have the same text.
  private static void part(StringBuilder content, String text) {
    content.append(text.length()).append(':').append(text).append('\n');
  }
}

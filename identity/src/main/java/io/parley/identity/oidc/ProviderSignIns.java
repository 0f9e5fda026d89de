package io.parley.identity.oidc;

import io.parley.core.identity.OidcConnectionId;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.EmailAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Signs people in at the provider of their organisation, in two halves that may run on different
/// nodes: until the browser is sent there, and from its return on. The caller opens the sign-in.
/// Thread safe.
public interface ProviderSignIns {

  /// Makes the addresses to which providers send browsers back: another one for each provider, so
  /// that the answer of one is never taken for the answer of another (RFC 9700, section 4.4.2).
  @FunctionalInterface
  interface Callbacks {
    URI of(OidcConnectionId provider);
  }

  /// Begins a sign-in.
  ///
  /// @param returnTo a path of our pages. The caller has checked that it is one
  /// @param from of the browser: one place begins so many and no more
  CompletionStage<OidcBegun> begin(
      EmailAddress address, Callbacks callbacks, String returnTo, RemoteAddress from, Instant now);

  /// Finishes a sign-in, whatever a browser brings.
  ///
  /// @param at the provider whose callback address was called
  /// @param returned the parameters of the call, each once
  /// @param browser the cookie
  /// @param from for the audit trail
  CompletionStage<OidcFinished> finish(
      OidcConnectionId at,
      Map<String, String> returned,
      Optional<String> browser,
      RemoteAddress from,
      Instant now);
}

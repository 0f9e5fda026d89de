package io.parley.core.identity;

import io.parley.core.limit.AddressBlock;
import io.parley.core.organisation.TokenHash;
import io.parley.core.tenant.OrganisationId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores sign-ins that were begun at a provider, until the browser is back. Thread safe.
public interface OidcFlows {
  /// A sign-in takes no longer.
  Duration LASTS = Duration.ofMinutes(10);

  /// The most of one organisation at a time; this bounds the table. Beyond it one of the place that
  /// has most gives way to each that begins, so that nobody shuts the others out.
  int COUNT_MAX = 10_000;

  /// The most of one organisation from one place at a time.
  int PLACE_MAX = 200;

  /// A sign-in under way. Its text shows nothing secret.
  ///
  /// @param state that the browser brings back
  /// @param browser the cookie of the browser that began it
  /// @param issuer and @param clientId of the provider when it began: another one may not answer
  /// @param nonce that the ID token must have
  /// @param verifier of PKCE
  /// @param callback to which the provider was told to send the browser
  /// @param returnTo the path of our page to end at
  record Flow(
      TokenHash state,
      TokenHash browser,
      OrganisationId organisation,
      OidcConnectionId connection,
      String issuer,
      String clientId,
      String nonce,
      String verifier,
      URI callback,
      String returnTo,
      Instant expiresAt) {
    @Override
    public String toString() {
      return "Flow[%s, expiresAt=%s]".formatted(connection, expiresAt);
    }
  }

  /// The outcome of storing one.
  enum Stored {
    /// It is stored.
    DONE,
    /// The place has [#PLACE_MAX] already.
    TOO_MANY,
    /// This installation has no key to encrypt it with.
    NO_KEY
  }

  /// Stores a flow; removes those of the organisation that have expired.
  ///
  /// @param place the block of addresses that it began at
  CompletionStage<Stored> begin(Flow flow, AddressBlock place, Instant now);

  /// Takes a flow: of two at the same time one gets it, and nobody after.
  ///
  /// @return empty if there is none, it has expired, or this node cannot decrypt it
  CompletionStage<Optional<Flow>> take(TokenHash state, Instant now);
}

package io.parley.identity.oidc;

import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Says where a person has to sign in by a provider, and its password does not count. It asks by
/// the address alone: that a domain has a provider is known to everybody, whether the address has
/// an account is not. Thread safe.
public final class PasswordGate {
  /// Where no organisation has a provider.
  public static final PasswordGate NONE =
      new PasswordGate(_ -> CompletableFuture.completedFuture(Optional.empty()));

  private final Function<CustomDomain, CompletionStage<Optional<OidcConnection>>> providers;

  private PasswordGate(
      Function<CustomDomain, CompletionStage<Optional<OidcConnection>>> providers) {
    this.providers = providers;
  }

  public static PasswordGate of(OidcConnections connections) {
    return new PasswordGate(connections::find);
  }

  /// For a sign-in by password, the exchange of one, and the acceptance of a link, into an
  /// organisation. Another organisation's provider does not speak for this one.
  ///
  /// @param isOwner whether the person is an owner of the organisation, who may have kept a
  ///   password for the day on which the provider does not answer
  /// @return the provider; empty if the password counts
  public CompletionStage<Optional<OidcConnectionId>> refused(
      EmailAddress address, OrganisationId organisation, boolean isOwner) {
    return find(address)
        .thenApply(
            found ->
                found
                    .filter(connection -> connection.organisation().equals(organisation))
                    .filter(connection -> !connection.passwords().allow(isOwner))
                    .map(OidcConnection::id));
  }

  /// For a link by which a person sets a new password: refused if no password of the domain's
  /// people counts. An owner that keeps one may set it anew; who is one, the mail's reader alone
  /// learns.
  ///
  /// @return the provider; empty if the link may be sent
  public CompletionStage<Optional<OidcConnectionId>> refused(EmailAddress address) {
    return find(address)
        .thenApply(
            found ->
                found
                    .filter(connection -> !connection.passwords().allow(true))
                    .map(OidcConnection::id));
  }

  private CompletionStage<Optional<OidcConnection>> find(EmailAddress address) {
    return CustomDomain.of(address.domain())
        .map(providers)
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }
}

package io.parley.core.identity;

import io.parley.core.audit.Act;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.text.ConstantWord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores organisations' providers of sign-ins. The secret of a client is encrypted as the values
/// of [io.parley.core.secret.Secrets] are. Changes are committed with an entry in the
/// organisation's audit trail. Callers ask the principal first. Thread safe.
public interface OidcConnections {
  /// The most providers of an organisation.
  int COUNT_MAX = 10;

  /// The outcome of a change.
  enum Stored {
    /// It is stored.
    DONE,
    /// The organisation has no provider of this id.
    MISSING,
    /// The organisation has [#COUNT_MAX] already.
    TOO_MANY,
    /// A domain that the organisation has not proved, or does not have.
    DOMAIN_NOT_PROVED,
    /// A domain of another provider of the organisation.
    DOMAIN_TAKEN,
    /// Another issuer or client without its secret: the stored one would be sent to a server that
    /// it was not given for.
    SECRET_NEEDED,
    /// This installation has no key to encrypt the secret with.
    NO_KEY;

    /// In small letters with hyphens.
    public String word() {
      return ConstantWord.of(this);
    }
  }

  /// A provider and the secret of its client. Its text does not show the secret.
  record Opened(OidcConnection connection, String secret) {
    @Override
    public String toString() {
      return "Opened[" + connection.id() + "]";
    }
  }

  /// Adds a provider.
  CompletionStage<Stored> create(OidcConnection connection, String secret, Act act);

  /// Replaces all of a provider.
  ///
  /// @param secret empty to keep the stored one
  CompletionStage<Stored> replace(OidcConnection connection, Optional<String> secret, Act act);

  /// @return false if the organisation has none of this id
  CompletionStage<Boolean> delete(OrganisationId organisation, OidcConnectionId id, Act act);

  /// All providers of an organisation by name. A domain that was removed from the organisation is
  /// not among their domains.
  CompletionStage<List<OidcConnection>> list(OrganisationId organisation);

  CompletionStage<Optional<OidcConnection>> find(OrganisationId organisation, OidcConnectionId id);

  /// The provider for addresses of a domain, whichever organisation has proved the domain.
  CompletionStage<Optional<OidcConnection>> find(CustomDomain domain);

  /// A provider with its secret, for requests to it.
  ///
  /// @return empty if there is none, or this node cannot decrypt the secret
  CompletionStage<Optional<Opened>> open(OrganisationId organisation, OidcConnectionId id);
}

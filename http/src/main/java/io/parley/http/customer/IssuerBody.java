package io.parley.http.customer;

import io.parley.core.identity.CustomerBackends;
import io.parley.core.identity.CustomerBackends.Backend;
import io.parley.core.identity.CustomerBackends.Claims;
import io.parley.core.identity.CustomerBackends.Keys;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import io.parley.identity.customer.CustomerClaims;
import io.parley.identity.customer.CustomerIssuer;
import io.parley.identity.customer.RegisteredBackends;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The body of `PUT /v1/organisation/customer-issuers/{name}`.
///
/// @param keys empty to keep the stored ones
record IssuerBody(Backend backend, Optional<Keys> keys) {
  /// A public key of 16,384 bits in PEM is shorter.
  private static final int VERIFIER_MAX = 8_192;

  private static final int ADDRESS_MAX = 2_000;
  private static final int SHARED_MAX = 1_024;
  private static final int CLAIM_MAX = 128;
  private static final int WORD_MAX = 64;

  /// Keys that pass every check, in place of stored ones.
  private static final Keys ANY = new CustomerBackends.Shared(Optional.of("-".repeat(WORD_MAX)));

  /// @throws Malformed if a field cannot be what it should
  static IssuerBody read(Fields fields, String name, OrganisationId organisation) {
    fields.only("issuer", "audience", "jwks", "verifiers", "sharedKey", "claims");
    var keys = keys(fields);
    var audience =
        fields
            .optionalText("audience", Backend.TEXT_MAX)
            .orElseGet(() -> RegisteredBackends.audience(organisation));
    var issuer = fields.text("issuer", Backend.TEXT_MAX);
    try {
      var backend = new Backend(name, issuer, audience, keys.orElse(ANY), claims(fields));
      var _ = RegisteredBackends.registration(organisation.tenant(), backend);
      return new IssuerBody(backend, keys);
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static Optional<Keys> keys(Fields fields) {
    var found = new ArrayList<Keys>();
    fields
        .optionalText("jwks", ADDRESS_MAX)
        .ifPresent(text -> found.add(new CustomerBackends.Published(address(text))));
    List<String> verifiers =
        fields.list("verifiers", CustomerIssuer.Registered.KEYS_MAX, VERIFIER_MAX);
    if (!verifiers.isEmpty()) found.add(new CustomerBackends.Public(verifiers));
    fields
        .optionalText("sharedKey", SHARED_MAX)
        .ifPresent(text -> found.add(new CustomerBackends.Shared(Optional.of(text))));
    if (found.size() > 1)
      throw new Malformed(
          "there are several kinds of keys (expected: one of jwks, verifiers and sharedKey, or none"
              + " to keep the stored ones)");
    return found.stream().findFirst();
  }

  private static URI address(String text) {
    try {
      return Optional.of(URI.create(text))
          .filter(address -> address.getHost() != null)
          .orElseThrow(IssuerBody::noAddress);
    } catch (IllegalArgumentException _) {
      throw noAddress();
    }
  }

  private static Malformed noAddress() {
    return new Malformed("jwks is no address (expected: https://host/path)");
  }

  /// Absent ones are those of OpenID Connect; an empty name or language is not read.
  private static Claims claims(Fields fields) {
    var usual = CustomerClaims.STANDARD;
    var given = fields.object("claims");
    if (given.isEmpty())
      return new Claims(usual.customer(), usual.name(), usual.language(), usual.metadata());
    var claims = given.get().only("customer", "name", "language", "metadata");
    return new Claims(
        claims.optionalText("customer", CLAIM_MAX).orElse(usual.customer()),
        claims.optionalText("name", CLAIM_MAX).or(usual::name).filter(text -> !text.isEmpty()),
        claims
            .optionalText("language", CLAIM_MAX)
            .or(usual::language)
            .filter(text -> !text.isEmpty()),
        claims.texts("metadata", CustomerClaims.METADATA_MAX, WORD_MAX, CLAIM_MAX));
  }
}

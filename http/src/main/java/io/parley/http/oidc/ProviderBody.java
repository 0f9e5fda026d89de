package io.parley.http.oidc;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.Fields;
import io.parley.http.json.Malformed;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A provider as its keeper describes it.
record ProviderBody(
    String name,
    String issuer,
    String clientId,
    Set<CustomDomain> domains,
    OidcConnection.Passwords passwords,
    Set<ClientRole> admits) {
  private static final int NAME_MAX = 100;
  private static final int DOMAIN_MAX = 253;
  private static final int WORD_MAX = 64;

  /// A misspelt field would be absent, and so let passwords count.
  static ProviderBody read(Fields fields) {
    fields.only("name", "issuer", "clientId", "clientSecret", "domains", "passwords", "admits");
    return new ProviderBody(
        fields.text("name", NAME_MAX),
        fields.text("issuer", OidcConnection.TEXT_MAX),
        fields.text("clientId", OidcConnection.TEXT_MAX),
        domains(fields),
        fields
            .optionalText("passwords", WORD_MAX)
            .map(ProviderBody::passwords)
            .orElse(OidcConnection.Passwords.ALLOWED),
        admits(fields));
  }

  static String secret(Fields fields) {
    return fields.text("clientSecret", OidcConnection.SECRET_MAX);
  }

  static Optional<String> optionalSecret(Fields fields) {
    return fields
        .optionalText("clientSecret", OidcConnection.SECRET_MAX)
        .filter(secret -> !secret.isEmpty());
  }

  /// @throws Malformed if a field cannot be what it should
  OidcConnection connection(
      OidcConnectionId id, OrganisationId organisation, Optional<Set<Permission>> reach) {
    try {
      return new OidcConnection(
          id, organisation, name.strip(), issuer, clientId, domains, passwords, admits, reach);
    } catch (IllegalArgumentException e) {
      throw new Malformed(e.getMessage());
    }
  }

  private static Set<CustomDomain> domains(Fields fields) {
    var domains = new HashSet<CustomDomain>();
    for (var text : fields.list("domains", CustomDomain.COUNT_MAX, DOMAIN_MAX))
      domains.add(
          CustomDomain.of(text)
              .orElseThrow(
                  () -> new Malformed("an entry of domains is none (expected: shop.example)")));
    if (domains.isEmpty())
      throw new Malformed("domains is missing or empty (expected: verified domains)");
    return domains;
  }

  private static OidcConnection.Passwords passwords(String word) {
    return OidcConnection.Passwords.of(word)
        .orElseThrow(
            () ->
                new Malformed("passwords is another word (expected: allowed, owners or refused)"));
  }

  private static Set<ClientRole> admits(Fields fields) {
    var admits = EnumSet.noneOf(ClientRole.class);
    for (var word : fields.list("admits", ClientRole.values().length, WORD_MAX))
      admits.add(
          ClientRole.of(word)
              .filter(role -> role != ClientRole.OWNER)
              .orElseThrow(
                  () ->
                      new Malformed(
                          "an entry of admits is no role that people come with (expected: such as"
                              + " member)")));
    return admits;
  }
}

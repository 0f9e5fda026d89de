package io.parley.identity.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.parley.core.identity.OidcConnections.Opened;
import io.parley.core.identity.OidcFlows.Flow;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.identity.customer.GuardedJwks;
import io.parley.identity.customer.RemoteKeys;
import io.parley.outbound.guard.GuardedHttp;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;

/// Reads the answers of a provider, up to the person that they prove. Calls block: use virtual
/// threads.
record Provider(ProviderClient client, IdTokens tokens, Admission admission) {
  /// @param http the way out of the organisations concerned: no others see what it has fetched
  static Provider of(OidcPorts ports, GuardedHttp http) {
    var way = ports.way();
    return new Provider(
        new ProviderClient(http, way.limits()),
        new IdTokens(new RemoteKeys(new GuardedJwks(http, way.limits()), way.addressesMax())),
        new Admission(ports.people(), ports.subjects(), ports.ids()));
  }

  /// @param returned the parameters that the browser brought
  PersonId finish(
      Opened opened, Flow flow, Map<String, String> returned, RemoteAddress from, Instant now)
      throws OidcFailure {
    var metadata = client.discover(flow.issuer(), now);
    var code = code(metadata, returned);
    var answer = client.exchange(metadata, opened, flow, code);
    var wanted =
        new IdTokens.Wanted(
            flow.issuer(), flow.clientId(), flow.nonce(), metadata.keys(), answer.access());
    var claims = tokens.verify(answer.idToken(), wanted, now);
    var subject = claims.subject().orElseThrow();
    var claimant =
        Claimant.isNamedBy(claims.all()) || metadata.userInfo().isEmpty()
            ? Claimant.of(subject, claims.all())
            : asked(metadata, answer, subject);
    return admission.admit(opened.connection(), claimant, from, now);
  }

  /// RFC 9207: the answer must come from the provider that was asked; nothing else of it is looked
  /// at before.
  private static String code(ProviderMetadata metadata, Map<String, String> returned)
      throws OidcFailure {
    var issuer = returned.get("iss");
    if (issuer == null ? metadata.namesItself() : !issuer.equals(metadata.issuer()))
      throw new OidcFailure(OidcRefusal.OTHER_PROVIDER, "the answer names another issuer");
    var code = returned.get("code");
    if (returned.containsKey("error") || code == null || code.isBlank())
      throw new OidcFailure(OidcRefusal.PROVIDER_REFUSED, "it sent the person back without a code");
    return code;
  }

  /// Core 1.0, section 5.3.2: an answer about another subject is not looked at.
  private Claimant asked(ProviderMetadata metadata, ProviderClient.Tokens answer, String subject)
      throws OidcFailure {
    try {
      var claims =
          JSONObjectUtils.parse(
              client.userInfo(metadata.userInfo().orElseThrow(), answer.access()));
      if (claims == null || !subject.equals(claims.get("sub")))
        throw new OidcFailure(OidcRefusal.TOKEN_WRONG, "it describes another subject");
      return Claimant.of(subject, claims);
    } catch (ParseException e) {
      // without the cause, whose message may quote the answer
      throw new OidcFailure(
          OidcRefusal.PROVIDER_UNREACHABLE, "its description of the person is no JSON object");
    }
  }
}

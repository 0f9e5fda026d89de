package io.parley.identity.customer;

import io.parley.core.identity.CustomerBackends;
import io.parley.core.identity.CustomerBackends.Backend;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.identity.customer.CustomerIssuers.Registration;
import io.parley.identity.jws.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/// Rules of the backends that organisations register themselves.
public final class RegisteredBackends {
  /// RFC 7518, section 3.2.
  private static final int SECRET_BYTES_MIN = 32;

  private static final String HMAC = "HmacSHA256";
  private static final Pattern METADATA = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final String KEY_FORM =
      "public keys (RSA of 2048 bits or more, P-256, Ed25519) in PEM or as a JSON Web Key";

  private RegisteredBackends() {}

  /// The audience that a backend has unless it names one.
  public static String audience(OrganisationId organisation) {
    return organisation.toString();
  }

  /// A backend as tokens are checked by it. Its audience contains the organisation's id: no other
  /// organisation can register what was meant for this one, whichever issuer and keys it names.
  ///
  /// @throws IllegalArgumentException with a sentence that names the field and what was expected
  public static Registration registration(TenantId organisation, Backend backend) {
    var id = OrganisationId.of(organisation);
    Expect.that(
        "audience",
        id.filter(found -> backend.audience().contains(audience(found))).isPresent(),
        "a text that contains the organisation's id");
    return new Registration(
        new CustomerIssuer(
            organisation, backend.issuer(), backend.audience(), source(backend.keys())),
        claims(backend.claims()));
  }

  private static CustomerClaims claims(CustomerBackends.Claims claims) {
    Expect.that(
        "metadata",
        claims.metadata().keySet().stream().allMatch(name -> METADATA.matcher(name).matches()),
        "names of letters, digits, _ and -");
    return new CustomerClaims(
        claims.customer(), claims.name(), claims.language(), claims.metadata());
  }

  private static CustomerIssuer.KeySource source(CustomerBackends.Keys keys) {
    return switch (keys) {
      case CustomerBackends.Published(var address) -> new CustomerIssuer.Published(address);
      case CustomerBackends.Public(var texts) -> registered(texts);
      case CustomerBackends.Shared(var secret) ->
          secret.isPresent()
              ? new CustomerIssuer.Registered(List.of(shared(secret.get())))
              : new CustomerIssuer.Locked();
    };
  }

  private static CustomerIssuer.Registered registered(List<String> texts) {
    var keys = texts.stream().map(RegisteredBackends::publicKey).toList();
    keys.stream()
        .collect(Collectors.groupingBy(VerificationKey::algorithm))
        .values()
        .forEach(RegisteredBackends::requireIds);
    return new CustomerIssuer.Registered(keys);
  }

  /// By their ids alone, tokens tell keys of one algorithm apart.
  private static void requireIds(List<VerificationKey> alike) {
    long ids = alike.stream().flatMap(key -> key.id().stream()).distinct().count();
    Expect.that(
        "verifiers",
        alike.size() == 1 || ids == alike.size(),
        "of several keys of one algorithm JSON Web Keys, each with a kid of its own");
  }

  private static VerificationKey publicKey(String text) {
    return PublicKeys.ofPem(text)
        .or(() -> PublicKeys.ofKey(text))
        .orElseThrow(() -> Expect.wrong("verifiers", "another text", KEY_FORM));
  }

  private static VerificationKey shared(String secret) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    Expect.that("sharedKey", bytes.length >= SECRET_BYTES_MIN, SECRET_BYTES_MIN + " bytes or more");
    return VerificationKey.shared(Optional.empty(), new SecretKeySpec(bytes, HMAC));
  }
}

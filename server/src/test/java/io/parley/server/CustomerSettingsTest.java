package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.identity.customer.CustomerClaims;
import io.parley.identity.customer.CustomerIssuer;
import io.parley.identity.customer.CustomerTerms;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerSettingsTest {
  private static final String WHO = "issuer = \"https://shop.example\", audience = parley";
  private static final String SECRET = "a-shared-secret-of-32-characters";

  @TempDir private Path directory;

  @Test
  void by_default_no_backend_is_registered() {
    var settings = settings("");
    assertThat(settings.issuers()).isEmpty();
    assertThat(settings.terms())
        .isEqualTo(new CustomerTerms(Duration.ofHours(1), Duration.ofMinutes(1)));
  }

  @Test
  void every_key_is_read() throws Exception {
    var settings =
        settings(
            """
            life-max = 10m
            skew = 5s
            issuers.shop {
              issuer = "https://shop.example"
              audience = "https://chat.shop.example"
              verifiers = [\"""%s\"""]
              verifier-files = ["%s"]
              shared-secret = "%s"
              claims {
                customer = customer_number
                name = given_name
                language = lang
                metadata { plan = "https://shop.example/plan" }
              }
            }
            """
                .formatted(rsa("r1").toPublicJWK().toJSONString(), file(pem()), SECRET));
    assertThat(settings.terms())
        .isEqualTo(new CustomerTerms(Duration.ofMinutes(10), Duration.ofSeconds(5)));
    assertThat(settings.issuers()).hasSize(1);
    var issuer = settings.issuers().getFirst().issuer();
    assertThat(issuer.organisation()).isEqualTo(TenantId.DEFAULT);
    assertThat(issuer.issuer()).isEqualTo("https://shop.example");
    assertThat(issuer.audience()).isEqualTo("https://chat.shop.example");
    assertThat(((CustomerIssuer.Registered) issuer.keys()).keys())
        .extracting(VerificationKey::algorithm)
        .containsExactly(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.HS256);
    assertThat(settings.issuers().getFirst().claims())
        .isEqualTo(
            new CustomerClaims(
                "customer_number",
                Optional.of("given_name"),
                Optional.of("lang"),
                Map.of("plan", "https://shop.example/plan")));
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  @Test
  void keys_may_be_published() {
    var shop = settings("issuers.shop { %s, jwks = \"https://shop.example/jwks\" }".formatted(WHO));
    assertThat(shop.issuers().getFirst().issuer().keys())
        .isEqualTo(new CustomerIssuer.Published(URI.create("https://shop.example/jwks")));
    assertThat(shop.issuers().getFirst().claims()).isEqualTo(CustomerClaims.STANDARD);
  }

  @Test
  void wrong_values_are_named_without_secrets() {
    refuses("jwks = \"https://shop.example/jwks\"", "issuers.shop.issuer: nothing");
    refuses(WHO, "issuers.shop: no keys (expected: either jwks, or ");
    refuses(
        WHO + ", jwks = \"https://shop.example/jwks\", shared-secret = " + SECRET,
        "issuers.shop: jwks beside other keys");
    refuses(WHO + ", jwks = \"http://shop.example/jwks\"", "issuers.shop.jwks: http://shop");
    refuses(WHO + ", shared-secret = too-short", "issuers.shop.shared-secret: a value of another");
    refuses(WHO + ", verifiers = [\"no key\"]", "issuers.shop.verifiers: another text");
    refuses(
        WHO + ", verifier-files = [\"%s/none\"]".formatted(directory),
        "issuers.shop.verifier-files: " + directory);
    refuses(WHO + ", secret = x", "issuers.shop: secret (expected: one of ");
    refuses(
        WHO + ", shared-secret = %s, claims.mail = x".formatted(SECRET),
        "issuers.shop.claims: mail (expected: one of ");
    refuses(
        WHO + ", shared-secret = %s, claims.metadata { \"a b\" = x }".formatted(SECRET),
        "issuers.shop.claims.metadata: a b");
  }

  @Test
  void keys_of_one_algorithm_need_ids_of_their_own() throws Exception {
    var one = "\"%s\"".formatted(pem());
    refuses(
        WHO + ", verifiers = [%s, %s]".formatted(one, "\"%s\"".formatted(pem())),
        "issuers.shop.verifiers: 2 keys of ES256");
  }

  @Test
  void an_issuer_is_registered_once_for_an_audience() {
    var keys = WHO + ", shared-secret = " + SECRET;
    assertThatThrownBy(() -> settings("issuers { a { %s }, b { %s } }".formatted(keys, keys)))
        .hasMessageStartingWith("parley.customers.issuers: https://shop.example twice");
    assertThat(
            settings("issuers { a { %s }, b { %s, audience = other } }".formatted(keys, keys))
                .issuers())
        .hasSize(2);
  }

  @Test
  void times_have_limits() {
    assertThatThrownBy(() -> settings("life-max = 25h"))
        .hasMessageStartingWith("parley.customers.life-max: ");
    assertThatThrownBy(() -> settings("skew = 6m"))
        .hasMessageStartingWith("parley.customers.skew: ");
  }

  private static void refuses(String shop, String message) {
    assertThatThrownBy(() -> settings("issuers.shop { " + shop + " }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("parley.customers." + message)
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(SECRET, "too-short"));
  }

  private static CustomerSettings settings(String customers) {
    var config = ConfigFactory.parseString("parley.customers { " + customers + " }");
    return CustomerSettings.from(
        config.withFallback(ProgramSettings.load(null, Map.of()).config()));
  }

  private static RSAKey rsa(String id) throws JOSEException {
    return new RSAKeyGenerator(2_048).keyID(id).generate();
  }

  /// In one line, as it fits into a text of the configuration.
  private static String pem() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    ECPublicKey shown = key.toECPublicKey();
    return "-----BEGIN PUBLIC KEY-----%s-----END PUBLIC KEY-----"
        .formatted(Base64.getEncoder().encodeToString(shown.getEncoded()));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("shop.pem"), text);
  }
}

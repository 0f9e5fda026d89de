package io.parley.identity.customer;

import static io.parley.identity.key.Keys.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.identity.CustomerProofs.Proof;
import io.parley.core.identity.CustomerProofs.Proved;
import io.parley.core.identity.CustomerProofs.Refused;
import io.parley.core.identity.CustomerProofs.Unreachable;
import io.parley.core.identity.CustomerProofs.Unregistered;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import io.parley.identity.customer.CustomerIssuer.KeySource;
import io.parley.identity.customer.CustomerIssuers.Registration;
import io.parley.identity.jws.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignedCustomersTest {
  private static final RSAKey KEY = ShopBackend.rsa("r1");
  private static final KeySource PUBLISHED =
      new CustomerIssuer.Published(URI.create("https://shop.example/jwks"));

  private static final CustomerClaims CLAIMS =
      new CustomerClaims(
          "sub",
          Optional.of("name"),
          Optional.of("locale"),
          Map.of("plan", "https://shop.example/plan", "orders", "orders", "staff", "staff"));

  static Stream<JWK> keys() {
    return Stream.of(KEY, ShopBackend.p256("e1"), ShopBackend.shared("s1"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_token_of_each_kind_of_key_names_a_verified_customer(JWK key) {
    var proof = check(ShopBackend.token(key), registration(ShopBackend.ISSUER, registered(key)));
    assertThat(proof)
        .isEqualTo(
            new Proved(
                new Customer("customer-7", Optional.of("Ada"), true), Optional.empty(), Map.of()));
    assertThat(proof.toString()).doesNotContain("Ada", "customer-7");
  }

  @Test
  void claims_become_language_and_metadata() {
    var proved =
        proved(
            ShopBackend.claims()
                .claim("locale", "de_AT")
                .claim("https://shop.example/plan", "gold")
                .claim("orders", 12)
                .claim("staff", false));
    assertThat(proved.language()).contains("de-AT");
    assertThat(proved.metadata())
        .isEqualTo(Map.of("plan", "gold", "orders", "12", "staff", "false"));
  }

  @Test
  void claims_that_are_no_usable_texts_are_left_out() {
    var proved =
        proved(
            ShopBackend.claims()
                .claim("name", "A".repeat(Customer.NAME_MAX + 1))
                .claim("locale", "no language")
                .claim("orders", List.of("1"))
                .claim("https://shop.example/plan", "x".repeat(CustomerClaims.VALUE_MAX + 1)));
    assertThat(proved.customer()).isEqualTo(new Customer("customer-7", Optional.empty(), true));
    assertThat(proved.language()).isEmpty();
    assertThat(proved.metadata()).isEmpty();
  }

  @Test
  void a_telephone_number_is_taken_only_when_the_company_has_verified_it() {
    var claims = ShopBackend.claims().claim("phone_number", "+49 (30) 123456");
    assertThat(proved(claims).number()).isEmpty();
    assertThat(proved(claims).isNumberDenied()).isFalse();
    assertThat(proved(claims.claim("phone_number_verified", false)).isNumberDenied()).isTrue();
    assertThat(proved(claims).number()).isEmpty();
    assertThat(proved(claims.claim("phone_number_verified", "true")).number()).isEmpty();
    assertThat(proved(claims.claim("phone_number_verified", true)).number())
        .contains(new PhoneNumber("+4930123456"));
    assertThat(proved(claims.claim("phone_number", "030 123456")).number()).isEmpty();
  }

  @Test
  void a_customer_without_a_usable_id_is_none() {
    for (var id : List.of("x".repeat(Customer.ID_MAX + 1), " ", "a\0b", "a\nb"))
      assertThat(check(token(ShopBackend.claims().subject(id)), registration()))
          .as(id)
          .isEqualTo(new Refused("claims"));
  }

  @Test
  void the_registration_of_the_tokens_issuer_decides() {
    var first = registration("https://other.example", registered(ShopBackend.rsa("r1")));
    var second = registration();
    assertThat(check(ShopBackend.token(KEY), first, second)).isInstanceOf(Proved.class);
    assertThat(check(ShopBackend.token(KEY), second, first)).isInstanceOf(Proved.class);
    assertThat(check(ShopBackend.token(KEY), first)).isEqualTo(new Refused("issuer"));
    var late = token(ShopBackend.claims(START.minusSeconds(900)));
    assertThat(check(late, second, first)).isEqualTo(new Refused("expired"));
    assertThat(check(late, first, second)).isEqualTo(new Refused("expired"));
  }

  @Test
  void metadata_of_all_registrations_is_reserved() {
    var till =
        new Registration(
            new CustomerIssuer(ShopBackend.SHOP, "till", ShopBackend.AUDIENCE, registered(KEY)),
            new CustomerClaims("sub", Optional.empty(), Optional.empty(), Map.of("till", "till")));
    var customers = customers(address -> List.of(), registration(), till);
    assertThat(customers.reserved(ShopBackend.SHOP).toCompletableFuture().join())
        .containsExactlyInAnyOrder("plan", "orders", "staff", "till");
    assertThat(customers.reserved(TenantId.DEFAULT).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void registrations_of_other_organisations_do_not_count() {
    var proof =
        customers(address -> List.of(), registration())
            .check(TenantId.DEFAULT, ShopBackend.token(KEY), START);
    assertThat(proof.toCompletableFuture().join()).isEqualTo(new Unregistered());
  }

  @Test
  void keys_that_were_never_fetched_are_no_wrong_token() {
    var published = registration(ShopBackend.ISSUER, PUBLISHED);
    assertThat(check(ShopBackend.token(KEY), published))
        .isEqualTo(new Unreachable(Duration.ofMinutes(1)));
    assertThat(check("a.b.c", published)).isEqualTo(new Refused("malformed"));
    var answering = customers(address -> List.of(), published);
    assertThat(
            answering
                .check(ShopBackend.SHOP, ShopBackend.token(KEY), START)
                .toCompletableFuture()
                .join())
        .as("an answer without keys")
        .isEqualTo(new Refused("key"));
  }

  @Test
  void a_key_that_this_node_cannot_decrypt_is_no_wrong_token_and_frees_no_names() {
    var locked = registration(ShopBackend.ISSUER, new CustomerIssuer.Locked());
    assertThat(check(ShopBackend.token(KEY), locked))
        .isEqualTo(new Unreachable(Duration.ofMinutes(1)));
    var customers = customers(address -> List.of(), locked);
    assertThat(customers.reserved(ShopBackend.SHOP).toCompletableFuture().join()).contains("plan");
  }

  @Test
  void checks_at_once_are_limited_in_all_and_for_each_organisation() {
    var waiting = new ArrayDeque<Runnable>();
    var customers = checking(address -> List.of(), waiting::add, registration());
    var token = ShopBackend.token(KEY);
    var proofs = new ArrayList<CompletableFuture<Proof>>();
    for (int i = 0; i <= SignedCustomers.CHECKS_OF_ONE_MAX; i++)
      proofs.add(customers.check(ShopBackend.SHOP, token, START).toCompletableFuture());
    assertThat(proofs.removeLast().join()).isInstanceOf(Unreachable.class);
    assertThat(waiting).hasSize(SignedCustomers.CHECKS_OF_ONE_MAX);
    while (waiting.size() < SignedCustomers.CHECKS_MAX) {
      var other = new TenantId("other-" + waiting.size());
      assertThat(customers.check(other, token, START).toCompletableFuture()).isNotDone();
    }
    assertThat(customers.check(TenantId.DEFAULT, token, START).toCompletableFuture().join())
        .isInstanceOf(Unreachable.class);
    waiting.remove().run();
    assertThat(proofs.getFirst().join()).isInstanceOf(Proved.class);
    assertThat(customers.check(ShopBackend.SHOP, token, START).toCompletableFuture()).isNotDone();
  }

  @Test
  void public_keys_are_read_from_pem() throws Exception {
    for (var key : List.of(KEY.toPublicKey(), ShopBackend.p256("e1").toPublicKey())) {
      var base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
      var pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
      assertThat(PublicKeys.ofPem(pem)).isPresent();
      assertThat(PublicKeys.ofPem(pem.lines().collect(Collectors.joining()))).isPresent();
      assertThat(PublicKeys.ofPem(base64)).isEmpty();
      assertThat(PublicKeys.ofPem(pem.replace("PUBLIC", "PRIVATE"))).isEmpty();
    }
    assertThat(PublicKeys.ofPem("-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----")).isEmpty();
    assertThat(PublicKeys.ofPem("-----BEGIN PUBLIC KEY-----?-----END PUBLIC KEY-----")).isEmpty();
  }

  private static Proved proved(JWTClaimsSet.Builder claims) {
    return (Proved) check(token(claims), registration());
  }

  private static String token(JWTClaimsSet.Builder claims) {
    return ShopBackend.token(KEY, "r1", claims.build());
  }

  private static Proof check(String token, Registration... registrations) {
    RemoteKeys.Source dead =
        address -> {
          throw new IOException("dead");
        };
    return customers(dead, registrations)
        .check(ShopBackend.SHOP, token, START)
        .toCompletableFuture()
        .join();
  }

  private static SignedCustomers customers(
      RemoteKeys.Source source, Registration... registrations) {
    return checking(source, Runnable::run, registrations);
  }

  private static SignedCustomers checking(
      RemoteKeys.Source source, Executor executor, Registration... registrations) {
    return new SignedCustomers(
        new CustomerTokens(
            new RemoteKeys(source, 1),
            new CustomerTerms(Duration.ofHours(1), Duration.ofMinutes(1))),
        CustomerIssuers.fixed(Arrays.asList(registrations)),
        executor);
  }

  private static Registration registration() {
    return registration(ShopBackend.ISSUER, registered(KEY));
  }

  private static Registration registration(String issuer, KeySource keys) {
    return new Registration(
        new CustomerIssuer(ShopBackend.SHOP, issuer, ShopBackend.AUDIENCE, keys), CLAIMS);
  }

  private static KeySource registered(JWK key) {
    return new CustomerIssuer.Registered(List.of(verification(key)));
  }

  private static VerificationKey verification(JWK key) {
    if (key instanceof OctetSequenceKey secret)
      return VerificationKey.shared(
          Optional.of(key.getKeyID()), new SecretKeySpec(secret.toByteArray(), "HmacSHA256"));
    return PublicKeys.ofKey(key.toPublicJWK().toJSONString()).orElseThrow();
  }
}

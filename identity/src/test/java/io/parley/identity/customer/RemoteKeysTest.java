package io.parley.identity.customer;

import static io.parley.identity.key.Keys.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.parley.identity.jws.TokenRefusal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteKeysTest {
  private static final RSAKey FIRST = ShopBackend.rsa("r1");
  private static final RSAKey SECOND = ShopBackend.rsa("r2");
  private static final URI ADDRESS = URI.create("https://shop.example/jwks");

  private final List<URI> fetches = new ArrayList<>();
  private Optional<String> published = Optional.of(ShopBackend.published(FIRST));
  private Instant now = START;

  private final RemoteKeys remote =
      new RemoteKeys(
          address -> {
            fetches.add(address);
            return PublicKeys.ofSet(published.orElseThrow(() -> new IOException("dead")));
          },
          2);

  private final CustomerTokens tokens =
      new CustomerTokens(remote, new CustomerTerms(Duration.ofHours(1), Duration.ofMinutes(1)));

  @Test
  void keys_are_fetched_once_and_held() {
    assertThat(verify(FIRST)).isTrue();
    pass(Duration.ofMinutes(59));
    assertThat(verify(FIRST)).isTrue();
    assertThat(fetches).containsExactly(ADDRESS);
    pass(Duration.ofMinutes(1));
    assertThat(verify(FIRST)).isTrue();
    assertThat(fetches).hasSize(2);
  }

  @Test
  void an_unknown_kid_has_the_keys_fetched_again() {
    assertThat(verify(FIRST)).isTrue();
    published = Optional.of(ShopBackend.published(SECOND));
    pass(HeldKeys.PAUSE);
    assertThat(verify(SECOND)).isTrue();
    assertThat(verify(FIRST)).as("a key that the company removed").isFalse();
  }

  @Test
  void unknown_kids_have_the_keys_fetched_once_a_minute_at_most() {
    for (int i = 0; i < 100; i++) assertThat(verify(SECOND)).isFalse();
    assertThat(fetches).hasSize(1);
    pass(HeldKeys.PAUSE.minusMillis(1));
    assertThat(verify(SECOND)).isFalse();
    assertThat(fetches).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(verify(SECOND)).isFalse();
    assertThat(fetches).hasSize(2);
  }

  @Test
  void an_address_that_does_not_answer_keeps_its_keys_for_a_week() {
    assertThat(verify(FIRST)).isTrue();
    published = Optional.empty();
    pass(HeldKeys.FRESH_FOR);
    assertThat(verify(FIRST)).isTrue();
    assertThat(verify(FIRST)).isTrue();
    assertThat(fetches).as("tried again after a minute, not for each token").hasSize(2);
    now = START.plus(HeldKeys.KEPT_FOR).minusMillis(1);
    assertThat(verify(FIRST)).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(verify(FIRST)).isFalse();
  }

  @Test
  void a_set_that_is_none_counts_as_no_answer() {
    assertThat(verify(FIRST)).isTrue();
    for (var text : List.of("", "[]", "{}", "{\"keys\":7}", "<html>")) {
      published = Optional.of(text);
      pass(HeldKeys.FRESH_FOR);
      assertThat(verify(FIRST)).as(text).isTrue();
    }
  }

  @Test
  void an_address_that_never_answered_has_no_keys() {
    published = Optional.empty();
    assertThat(verify(FIRST)).isFalse();
    published = Optional.of(ShopBackend.published(FIRST));
    pass(HeldKeys.PAUSE);
    assertThat(verify(FIRST)).isTrue();
  }

  @Test
  void a_token_that_is_refused_anyway_has_nothing_fetched() {
    var late = ShopBackend.token(FIRST, "r1", ShopBackend.claims(START.minusSeconds(900)).build());
    assertThat(tokens.verify(late, issuer(ADDRESS), now))
        .isEqualTo(new CustomerTokens.Refused(TokenRefusal.EXPIRED));
    assertThat(fetches).isEmpty();
  }

  @Test
  void the_address_used_longest_ago_is_forgotten_beyond_the_limit() {
    for (var host : List.of("a", "b", "c", "b", "a"))
      tokens.verify(
          ShopBackend.token(FIRST), issuer(URI.create("https://" + host + ".example")), now);
    assertThat(fetches)
        .extracting(URI::getHost)
        .containsExactly("a.example", "b.example", "c.example", "a.example");
  }

  @Test
  void only_usable_public_keys_are_taken_from_a_set() throws IOException {
    var set =
        "{\"keys\":[%s,%s,%s,%s,%s,%s,{\"kty\":\"unknown\"},{}]}"
            .formatted(
                FIRST.toPublicJWK().toJSONString(),
                SECOND.toJSONString(),
                ShopBackend.shared("s").toJSONString(),
                text(ShopBackend.rsa("enc"), "\"use\":\"enc\""),
                text(ShopBackend.rsa("other"), "\"alg\":\"RS512\""),
                text(ShopBackend.p256("e1"), "\"alg\":\"ES256\""));
    assertThat(PublicKeys.ofSet(set))
        .extracting(key -> key.id().orElseThrow())
        .containsExactly("r1", "e1");
  }

  @Test
  void a_set_is_read_to_the_limit_of_keys() throws IOException {
    var one = FIRST.toPublicJWK().toJSONString();
    var many = "{\"keys\":[" + (one + ",").repeat(PublicKeys.KEYS_MAX) + one + "]}";
    assertThat(PublicKeys.ofSet(many)).hasSize(PublicKeys.KEYS_MAX);
  }

  private boolean verify(RSAKey key) {
    var token = ShopBackend.token(key, key.getKeyID(), ShopBackend.claims(now).build());
    return tokens.verify(token, issuer(ADDRESS), now) instanceof CustomerTokens.Verified;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static String text(JWK key, String member) {
    return key.toPublicJWK().toJSONString().replaceFirst("\\{", "{" + member + ",");
  }

  private static CustomerIssuer issuer(URI address) {
    return new CustomerIssuer(
        ShopBackend.SHOP,
        ShopBackend.ISSUER,
        ShopBackend.AUDIENCE,
        new CustomerIssuer.Published(address));
  }
}

package io.parley.identity.key;

import static io.parley.identity.key.Keys.AHEAD;
import static io.parley.identity.key.Keys.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import io.parley.identity.jws.JwsAlgorithm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JwksTest {
  private final MemorySigningKeys stored = new MemorySigningKeys();

  @Test
  void the_set_has_the_public_parts_of_both_algorithms() throws Exception {
    refresh(JwsAlgorithm.RS256);
    var ring = rotate(JwsAlgorithm.EDDSA);
    var published = JWKSet.parse(ring.jwks(START));
    assertThat(published.getKeys())
        .extracting(JWK::getKeyType)
        .containsExactly(KeyType.RSA, KeyType.OKP);
    assertThat(published.getKeys()).noneMatch(JWK::isPrivate);
    assertThat(published.getKeys())
        .extracting(JWK::getKeyID)
        .containsExactlyElementsOf(ring.keys().stream().map(SigningKey::id).toList());
    for (var key : published.getKeys())
      assertThat(key.computeThumbprint().toString()).isEqualTo(key.getKeyID());
  }

  @Test
  void the_set_names_no_private_member() {
    refresh(JwsAlgorithm.RS256);
    var text = rotate(JwsAlgorithm.EDDSA).jwks(START);
    for (var member : new String[] {"d", "p", "q", "dp", "dq", "qi", "k", "oth"})
      assertThat(text).doesNotContain("\"" + member + "\":");
  }

  @Test
  void a_key_is_published_before_it_signs_and_not_after_its_last_token() {
    var first = refresh(JwsAlgorithm.EDDSA).keys().getFirst().id();
    var ring = rotate(JwsAlgorithm.EDDSA);
    var second = ring.keys().getLast().id();
    assertThat(ring.jwks(START)).contains(first, second);
    var change = START.plus(AHEAD);
    assertThat(ring.jwks(change.plus(Duration.ofHours(1)))).contains(first, second);
    assertThat(ring.jwks(change.plus(Duration.ofMinutes(61))))
        .contains(second)
        .doesNotContain(first);
  }

  private KeyRing refresh(JwsAlgorithm algorithm) {
    return Keys.rotation(stored, algorithm).refresh(START).toCompletableFuture().join();
  }

  private KeyRing rotate(JwsAlgorithm algorithm) {
    return Keys.rotation(stored, algorithm).rotate(START).toCompletableFuture().join();
  }
}

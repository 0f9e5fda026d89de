package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parley.core.access.ClientRole;
import io.parley.core.journal.StoreFailure;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.key.KeyPairs;
import io.parley.identity.key.KeyRotation;
import io.parley.identity.key.KeyTerms;
import io.parley.identity.key.MemorySigningKeys;
import io.parley.identity.refresh.RefreshTerms;
import io.parley.identity.refresh.RefreshTokens;
import io.parley.identity.token.AccessTokenTerms;
import io.parley.identity.token.AccessTokens;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final AccountsFixture day = new AccountsFixture();

  @Test
  void a_node_without_keys_publishes_none_and_signs_nothing() {
    var keys = new Keys(rotation(new MemorySigningKeys()));
    assertThat(keys.jwks(day.now)).isEqualTo("{\"keys\":[]}");
    assertThat(keys.canSign(day.now)).isFalse();
    assertThat(join(keys.refresh(day.now))).isEqualTo(Keys.Outcome.DONE);
    assertThat(keys.canSign(day.now)).isTrue();
    assertThat(keys.jwks(day.now)).contains("OKP");
  }

  private static KeyRotation rotation(MemorySigningKeys stored) {
    var terms =
        new KeyTerms(
            JwsAlgorithm.EDDSA,
            Duration.ofDays(30),
            Duration.ofHours(24),
            LIFE,
            Duration.ofMinutes(1));
    return new KeyRotation(stored, new KeyPairs(new SecureRandom()), terms, Runnable::run);
  }

  @Test
  void an_installation_that_cannot_encrypt_keys_says_so() {
    var stored = new MemorySigningKeys();
    stored.cannotEncrypt();
    var keys = new Keys(rotation(stored));
    assertThat(join(keys.refresh(day.now))).isEqualTo(Keys.Outcome.NO_KEY);
    assertThat(keys.canSign(day.now)).isFalse();
  }

  /// Otherwise its clients would have people sign in again.
  @Test
  void a_node_that_has_read_no_keys_calls_no_token_wrong() {
    day.anna("Shop", ClientRole.MEMBER);
    var token = day.signedIn().access().token();
    var terms =
        new AccessTokenTerms("https://parley.example", "parley", LIFE, Duration.ofMinutes(1));
    var tokens =
        new AccountTokens(
            new Keys(rotation(day.signingKeys)),
            new AccessTokens(terms),
            new RefreshTokens(
                day.families, day.random, new RefreshTerms(ABSOLUTE, IDLE, Duration.ZERO)));
    var held = new Held(day.families, day.organisations, Ticker.systemTicker());
    var check = new AccessTokenCheck(tokens, held);
    assertThatThrownBy(() -> join(check.check(token, day.now)))
        .cause()
        .isInstanceOf(StoreFailure.class);
    join(tokens.keys().refresh(day.now));
    assertThat(join(check.check(token, day.now))).isPresent();
  }

  @Test
  void a_rotation_signs_nobody_out() {
    day.anna("Shop", ClientRole.MEMBER);
    assertThat(join(day.keys.rotate(day.now))).isEqualTo(Keys.Outcome.DONE);
    day.pass(Duration.ofHours(24).minusMinutes(1));
    var before = day.signedIn();
    day.pass(Duration.ofMinutes(2));
    var after = day.signedIn();
    assertThat(day.check(before)).isPresent();
    assertThat(day.check(after)).isPresent();
    var ring = day.keys.ring().orElseThrow();
    assertThat(ring.keys()).hasSize(2);
  }

  @Test
  void a_key_that_leaked_is_withdrawn_and_people_renew() {
    day.anna("Shop", ClientRole.MEMBER);
    var signedIn = day.signedIn();
    var leaked = day.keys.ring().orElseThrow().keys().getFirst().id();
    assertThat(join(day.keys.withdraw(leaked, day.now))).isEqualTo(Keys.Outcome.DONE);
    assertThat(day.check(signedIn)).isEmpty();
    assertThat(day.check(granted(day.renew(signedIn.refresh())))).isPresent();
  }
}

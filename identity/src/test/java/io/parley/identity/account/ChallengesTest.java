package io.parley.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final String KEYS = "test:" + Base64.getEncoder().encodeToString(new byte[32]);

  private final Challenges challenges = Challenges.of(KEYS, new SecureRandom());

  @Test
  void a_challenge_comes_back_where_the_machine_writes_other_digits() {
    var before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      var given = challenges.give(Optional.empty(), NOON);
      var opened = challenges.open(Optional.of(given.cookie()), Optional.empty(), NOON);
      assertThat(opened).map(Challenges.Challenge::text).contains(given.challenge());
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }
}

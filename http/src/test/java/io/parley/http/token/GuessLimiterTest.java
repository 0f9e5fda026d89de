package io.parley.http.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Limits on guesses of staff tokens.
class GuessLimiterTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RemoteAddress GUESSER = address("203.0.113.7");
  private static final RemoteAddress STAFF = address("198.51.100.1");
  private static final String RIGHT = "the-agents-token";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Tokens tokens =
      TestTokens.of(
          new TokenSettings(
              List.of(
                  new SigningKey(
                      "k1",
                      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))),
              TestTokens.LIFETIMES,
              RIGHT,
              "the-operators-token"),
          registry);

  private static RemoteAddress address(String text) {
    return RemoteAddress.of(InetAddress.ofLiteral(text));
  }

  private Access check(String token, RemoteAddress from, Instant now) {
    return tokens.check(Optional.of(token), from, now);
  }

  private void guess(int times, RemoteAddress from, Instant now) {
    for (int i = 0; i < times; i++)
      assertThat(check("guess-" + i, from, now)).isEqualTo(new Access.Unknown());
  }

  private static boolean isStaff(Access access) {
    return access instanceof Access.Granted(var principal, _) && principal.role() == Role.AGENT;
  }

  @Test
  void after_a_few_wrong_tokens_even_the_right_one_is_refused_for_a_while() {
    guess(6, GUESSER, NOON);
    assertThat(check(RIGHT, GUESSER, NOON)).isEqualTo(new Access.Slowed(Duration.ofSeconds(1)));
    assertThat(check("guess", GUESSER, NOON)).isInstanceOf(Access.Slowed.class);
    assertThat(isStaff(check(RIGHT, STAFF, NOON))).as("staff elsewhere").isTrue();
    guess(1, GUESSER, NOON.plusSeconds(1));
    assertThat(check(RIGHT, GUESSER, NOON.plusSeconds(1)))
        .isEqualTo(new Access.Slowed(Duration.ofSeconds(2)));
    assertThat(isStaff(check(RIGHT, GUESSER, NOON.plusSeconds(3)))).isTrue();
    assertThat(registry.counter("parley.tokens.wrong").count()).isEqualTo(7);
    assertThat(registry.counter("parley.refusals", "limit", "wrong-tokens").count()).isEqualTo(3);
  }

  @Test
  void an_hour_of_guesses_from_one_address_allows_few_comparisons() {
    int compared = 0;
    for (int tenths = 0; tenths < 36_000; tenths++) {
      var now = NOON.plusMillis(100L * tenths);
      if (check("guess-" + tenths, GUESSER, now) instanceof Access.Unknown) compared++;
    }
    assertThat(compared).isLessThan(20);
  }

  @Test
  void a_guessing_block_pauses_as_a_whole_except_for_its_staff() {
    var colleague = address("203.0.113.200");
    assertThat(isStaff(check(RIGHT, colleague, NOON))).isTrue();
    for (int i = 1; i <= 21; i++) guess(1, address("203.0.113." + i), NOON);
    assertThat(check("guess", address("203.0.113.99"), NOON)).isInstanceOf(Access.Slowed.class);
    assertThat(isStaff(check(RIGHT, colleague, NOON))).isTrue();
  }

  @Test
  void staff_addresses_have_more_free_attempts_and_pauses_of_a_minute_at_most() {
    assertThat(isStaff(check(RIGHT, STAFF, NOON))).isTrue();
    guess(20, STAFF, NOON);
    assertThat(isStaff(check(RIGHT, STAFF, NOON))).isTrue();
    var now = NOON;
    for (int i = 0; i < 12; i++) {
      guess(1, STAFF, now);
      now = now.plus(((Access.Slowed) check(RIGHT, STAFF, now)).pause());
    }
    guess(1, STAFF, now);
    assertThat(check(RIGHT, STAFF, now)).isEqualTo(new Access.Slowed(Duration.ofMinutes(1)));
  }

  @Test
  void an_expired_customer_token_is_no_guess_and_a_valid_one_works_during_a_pause() {
    var session = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
    var strange =
        TestTokens.of(
            new TokenSettings(
                List.of(
                    new SigningKey(
                        "k0",
                        "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII))),
                TestTokens.LIFETIMES,
                RIGHT,
                "the-operators-token"));
    var removed = strange.issue(session, NOON).token();
    for (int i = 0; i < 50; i++)
      assertThat(check(removed, GUESSER, NOON)).isEqualTo(new Access.Unknown());
    guess(6, GUESSER, NOON);
    assertThat(check(tokens.issue(session, NOON).token(), GUESSER, NOON))
        .isInstanceOf(Access.Granted.class);
  }
}

package io.parley.http.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.ProofOfWork;
import io.parley.core.limit.RemoteAddress;
import io.parley.http.challenge.Challenge.Demanded;
import io.parley.http.challenge.Challenge.Passed;
import io.parley.http.challenge.Challenge.Verdict;
import io.parley.http.challenge.ChallengeSettings.Mode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HashChallengeTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RemoteAddress HOME = address("192.0.2.1");

  private final HashChallenge challenge = of(Mode.AUTO);

  private static HashChallenge of(Mode mode) {
    return new HashChallenge(
        new ChallengeSettings(mode, 0.25, 4, 8, Duration.ofMinutes(2)),
        text -> "%064x".formatted(text.hashCode() & 0xffff_ffffL));
  }

  private static RemoteAddress address(String text) {
    return RemoteAddress.of(InetAddress.ofLiteral(text));
  }

  private static String demanded(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Demanded.class);
    return ((Demanded) verdict).challenge();
  }

  private static int bits(String challenge) {
    return Integer.parseInt(challenge.split("\\.", 3)[1]);
  }

  static String solved(String challenge) {
    int bits = bits(challenge);
    for (int nonce = 0; ; nonce++)
      if (ProofOfWork.isSolved(challenge + ":" + nonce, bits)) return challenge + ":" + nonce;
  }

  private String asked() {
    return demanded(challenge.check(HOME, Optional.empty(), 0.5, NOON));
  }

  private Verdict answered(String answer, RemoteAddress from, Instant at) {
    return challenge.check(from, Optional.of(answer), 0.5, at);
  }

  @Test
  void no_challenge_below_the_pressure_threshold() {
    assertThat(challenge.check(HOME, Optional.empty(), 0.24, NOON)).isEqualTo(new Passed());
    assertThat(of(Mode.OFF).check(HOME, Optional.empty(), 1, NOON)).isEqualTo(new Passed());
    assertThat(of(Mode.ALWAYS).check(HOME, Optional.empty(), 0, NOON)).isInstanceOf(Demanded.class);
  }

  @Test
  void the_work_grows_with_the_pressure() {
    assertThat(bits(demanded(challenge.check(HOME, Optional.empty(), 0.25, NOON)))).isEqualTo(4);
    assertThat(bits(demanded(challenge.check(HOME, Optional.empty(), 1, NOON)))).isEqualTo(8);
  }

  @Test
  void an_answer_is_accepted_once() {
    var answer = solved(asked());
    assertThat(answered(answer, HOME, NOON)).isEqualTo(new Passed());
    assertThat(answered(answer, HOME, NOON)).isInstanceOf(Demanded.class);
  }

  @Test
  void another_answer_to_an_answered_challenge_is_refused() {
    var text = asked();
    var first = solved(text);
    assertThat(answered(first, HOME, NOON)).isEqualTo(new Passed());
    for (int nonce = 0; nonce < 1_000; nonce++)
      assertThat(answered(text + ":" + nonce, HOME, NOON)).isInstanceOf(Demanded.class);
  }

  @Test
  void an_answer_is_valid_for_its_network_until_it_expires() {
    var answer = solved(asked());
    assertThat(answered(answer, address("198.51.100.1"), NOON)).isInstanceOf(Demanded.class);
    assertThat(answered(answer, HOME, NOON.plusSeconds(121))).isInstanceOf(Demanded.class);
    assertThat(answered(answer, address("192.0.2.77"), NOON.plusSeconds(119)))
        .isEqualTo(new Passed());
  }

  @Test
  void a_client_cannot_lower_the_difficulty() {
    var text = asked();
    var easier = text.replaceFirst("^1\\.\\d+\\.", "1.1.");
    assertThat(answered(solved(easier), HOME, NOON)).isInstanceOf(Demanded.class);
    assertThat(answered(text + ":", HOME, NOON)).isInstanceOf(Demanded.class);
    assertThat(answered("1.0.0." + "0".repeat(5_000), HOME, NOON)).isInstanceOf(Demanded.class);
  }
}

package io.parley.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.WrongGuesses.Terms;
import io.parley.identity.throttle.SignInThrottle.Admitted;
import io.parley.identity.throttle.SignInThrottle.Slowed;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final ThrottleTerms TERMS =
      new ThrottleTerms(
          terms(10, Duration.ofMinutes(5)),
          terms(5, Duration.ofMinutes(1)),
          terms(20, Duration.ofHours(1)),
          terms(80, Duration.ofHours(1)),
          Duration.ofDays(30),
          1_000);

  private static final String OFFICE = "192.0.2.7";
  private static final String ELSEWHERE = "198.51.100.9";

  private final SignInThrottle throttle = new SignInThrottle(TERMS);
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private int strangers = 1_000;

  @Test
  void guesses_at_an_account_are_slowed_more_with_each() {
    for (int i = 0; i < 10; i++) wrong(stranger(i));
    wrong(stranger(10));
    assertThat(slowed(stranger(11))).isEqualTo(PAUSE);
    pass(PAUSE);
    wrong(stranger(12));
    assertThat(slowed(stranger(13))).isEqualTo(PAUSE.multipliedBy(2));
  }

  @Test
  void strangers_do_not_lock_a_person_out_of_a_known_browser() {
    attack();
    assertThat(throttle.begin(at(ELSEWHERE, "browser-1"), now)).isInstanceOf(Admitted.class);
    assertThat(throttle.begin(at(OFFICE), now)).isInstanceOf(Slowed.class);
  }

  @Test
  void strangers_do_not_lock_a_person_out_of_a_known_address() {
    right(at(OFFICE));
    attack();
    assertThat(throttle.begin(at(OFFICE), now)).isInstanceOf(Admitted.class);
    pass(TERMS.knownFor());
    attack();
    assertThat(throttle.begin(at(OFFICE), now)).as("after a month").isInstanceOf(Slowed.class);
  }

  @Test
  void the_longest_pause_of_strangers_is_the_longest_wait_at_a_new_place() {
    for (int hour = 0; hour < 24; hour++) attack();
    var pause = slowed(at(ELSEWHERE));
    assertThat(pause).isLessThanOrEqualTo(TERMS.strangers().pauseMax());
    pass(pause);
    right(at(ELSEWHERE));
  }

  @Test
  void guesses_from_a_known_place_are_slowed_too() {
    right(at(OFFICE));
    for (int i = 0; i < 6; i++) wrong(at(OFFICE));
    assertThat(slowed(at(OFFICE))).isEqualTo(PAUSE);
    for (int i = 0; i < 6; i++) wrong(at(OFFICE, "browser-1"));
    assertThat(slowed(at(OFFICE, "browser-1"))).isEqualTo(PAUSE);
    assertThat(throttle.begin(at(OFFICE, "browser-2"), now)).isInstanceOf(Admitted.class);
  }

  @Test
  void a_right_password_forgets_the_persons_own_wrong_ones() {
    for (int i = 0; i < 4; i++) wrong(at(OFFICE, "browser-1"));
    right(at(OFFICE, "browser-1"));
    for (int i = 0; i < 5; i++) wrong(at(OFFICE, "browser-1"));
    assertThat(throttle.begin(at(OFFICE, "browser-1"), now)).isInstanceOf(Admitted.class);
  }

  /// One password tried with many accounts.
  @Test
  void an_address_is_slowed_whatever_the_account() {
    for (int i = 0; i < 21; i++) wrong(of("victim-" + i, ELSEWHERE, Optional.empty()));
    assertThat(slowed(of("victim-99", ELSEWHERE, Optional.empty()))).isEqualTo(PAUSE);
  }

  @Test
  void an_attacker_with_an_account_does_not_reset_the_address() {
    for (int i = 0; i < 21; i++) {
      wrong(of("victim-" + i, ELSEWHERE, Optional.empty()));
      if (i < 20) right(of("attacker", ELSEWHERE, Optional.empty()));
    }
    assertThat(slowed(of("victim-99", ELSEWHERE, Optional.empty()))).isEqualTo(PAUSE);
  }

  @Test
  void neighbouring_addresses_are_slowed_together() {
    for (int i = 0; i < 81; i++) wrong(of("victim-" + i, "198.51.100." + i, Optional.empty()));
    assertThat(slowed(of("victim-99", "198.51.100.200", Optional.empty()))).isEqualTo(PAUSE);
    assertThat(throttle.begin(of("victim-99", OFFICE, Optional.empty()), now))
        .isInstanceOf(Admitted.class);
  }

  @Test
  void guesses_at_the_same_moment_do_not_pass_the_limit_together() {
    var begun = new ArrayList<Admitted>();
    for (int i = 0; i < 100; i++)
      if (throttle.begin(stranger(i), now) instanceof Admitted admitted) begun.add(admitted);
    assertThat(begun).hasSize(10);
    begun.forEach(each -> each.wrong(now));
    assertThat(throttle.begin(stranger(0), now)).as("the last one").isInstanceOf(Admitted.class);
    assertThat(throttle.begin(stranger(1), now)).isInstanceOf(Slowed.class);
  }

  @Test
  void a_try_that_was_not_compared_does_not_count() {
    for (int i = 0; i < 100; i++) admitted(at(OFFICE)).abandoned();
    assertThat(throttle.begin(at(OFFICE), now)).isInstanceOf(Admitted.class);
  }

  @Test
  void guesses_are_forgotten_after_a_while() {
    for (int i = 0; i < 11; i++) wrong(stranger(i));
    pass(TERMS.strangers().forgottenAfter());
    for (int i = 0; i < 10; i++) wrong(stranger(i));
    assertThat(throttle.begin(stranger(11), now)).isInstanceOf(Admitted.class);
  }

  @Test
  void an_account_that_does_not_exist_is_slowed_alike() {
    for (int i = 0; i < 11; i++) wrong(of("nobody", "10.1." + i + ".1", Optional.empty()));
    assertThat(slowed(of("nobody", ELSEWHERE, Optional.empty()))).isEqualTo(PAUSE);
  }

  /// Each guess from another block, as fast as the pauses allow, for an hour.
  private void attack() {
    var end = now.plus(Duration.ofHours(1));
    while (now.isBefore(end))
      switch (throttle.begin(stranger(strangers++), now)) {
        case Admitted admitted -> admitted.wrong(now);
        case Slowed(var pause) -> pass(pause);
      }
    for (int i = 0; i < 12; i++)
      if (throttle.begin(stranger(strangers++), now) instanceof Admitted admitted)
        admitted.wrong(now);
  }

  private void wrong(SignInAttempt attempt) {
    admitted(attempt).wrong(now);
  }

  private void right(SignInAttempt attempt) {
    admitted(attempt).right(now);
  }

  private Admitted admitted(SignInAttempt attempt) {
    return (Admitted) throttle.begin(attempt, now);
  }

  private Duration slowed(SignInAttempt attempt) {
    return ((Slowed) throttle.begin(attempt, now)).pause();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static SignInAttempt stranger(int number) {
    return of("ada", "10.%d.%d.1".formatted(number / 250, number % 250), Optional.empty());
  }

  private static SignInAttempt at(String address) {
    return of("ada", address, Optional.empty());
  }

  private static SignInAttempt at(String address, String device) {
    return of("ada", address, Optional.of(device));
  }

  private static SignInAttempt of(String account, String address, Optional<String> device) {
    return new SignInAttempt(account, RemoteAddress.of(InetAddress.ofLiteral(address)), device);
  }

  private static Terms terms(int free, Duration pauseMax) {
    return new Terms(free, PAUSE, pauseMax, Duration.ofHours(2));
  }
}

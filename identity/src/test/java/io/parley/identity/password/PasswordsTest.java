package io.parley.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  /// Cheap, for tests.
  private static final Argon2Terms CHEAP = new Argon2Terms(64, 1, 1);

  private final Semaphore places = new Semaphore(1);
  private final Passwords passwords =
      new Passwords(CHEAP, new SecureRandom(), places, Duration.ZERO);

  /// From the tests of the reference implementation (phc-winner-argon2, src/test.c).
  @Test
  void hashes_are_those_of_the_reference_implementation() {
    assertThat(reference("password", new Argon2Terms(65_536, 2, 1)))
        .isEqualTo(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
    assertThat(reference("password", new Argon2Terms(256, 2, 1)))
        .isEqualTo(
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
    assertThat(reference("password", new Argon2Terms(256, 2, 2)))
        .isEqualTo(
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc");
  }

  @Test
  void a_password_matches_its_own_hash_alone() {
    var hash = passwords.hash("correct horse battery").orElseThrow();
    assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(passwords.compare("correct horse battery", Optional.of(hash)))
        .isEqualTo(new Passwords.Right(Optional.empty()));
    for (var other : List.of("", "Correct horse battery", "correct horse battery "))
      assertThat(passwords.compare(other, Optional.of(hash))).isEqualTo(new Passwords.Wrong());
    assertThat(passwords.hash("correct horse battery"))
        .as("another salt")
        .isNotEqualTo(Optional.of(hash));
  }

  @Test
  void the_form_of_the_letters_does_not_matter() {
    var hash = passwords.hash("stra\u00dfe caf\u00e9").orElseThrow();
    assertThat(passwords.compare("stra\u00dfe cafe\u0301", Optional.of(hash)))
        .isInstanceOf(Passwords.Right.class);
  }

  @Test
  void a_hash_of_other_terms_is_renewed_at_the_next_right_password() {
    var old = Argon2Hash.of("correct horse", new byte[16], new Argon2Terms(32, 2, 1)).phc();
    assertThat(passwords.compare("wrong", Optional.of(old))).isEqualTo(new Passwords.Wrong());
    var right = (Passwords.Right) passwords.compare("correct horse", Optional.of(old));
    var renewed = right.renewed().orElseThrow();
    assertThat(renewed).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(right.toString()).doesNotContain(renewed);
    assertThat(passwords.compare("correct horse", Optional.of(renewed)))
        .isEqualTo(new Passwords.Right(Optional.empty()));
  }

  @Test
  void without_an_account_a_hash_is_computed_too_and_nothing_matches() {
    assertThat(passwords.compare("nobody's", Optional.empty())).isEqualTo(new Passwords.Wrong());
  }

  @Test
  void beyond_the_limit_nothing_is_computed() {
    var hash = passwords.hash("correct horse");
    assertThat(places.tryAcquire()).isTrue();
    assertThat(passwords.compare("correct horse", hash)).isEqualTo(new Passwords.Busy());
    assertThat(passwords.hash("correct horse")).isEmpty();
    places.release();
    assertThat(passwords.compare("correct horse", hash)).isInstanceOf(Passwords.Right.class);
    assertThat(places.availablePermits()).isEqualTo(1);
  }

  @Test
  void stored_texts_of_another_form_are_no_hashes() {
    var right = passwords.hash("correct horse").orElseThrow();
    assertThat(Argon2Hash.parse(right)).isPresent();
    for (var text :
        List.of(
            "",
            "secret",
            right + "=",
            right.replace("argon2id", "argon2i"),
            right.replace("v=19", "v=16"),
            right.replace("m=64", "m=0"),
            right.replace("m=64", "m=9999999"),
            right.replace("t=1", "t=17"),
            right.replace("p=1", "p=9"))) {
      assertThat(Argon2Hash.parse(text)).as(text).isEmpty();
      assertThatThrownBy(() -> passwords.compare("correct horse", Optional.of(text)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageNotContaining("$");
    }
  }

  private static String reference(String password, Argon2Terms terms) {
    return Argon2Hash.of(password, "somesalt".getBytes(StandardCharsets.UTF_8), terms).phc();
  }
}

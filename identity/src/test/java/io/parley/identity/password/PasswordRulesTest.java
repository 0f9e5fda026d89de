package io.parley.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordRulesTest {
  private static final BundledPasswords BUNDLED = BundledPasswords.load();
  private static final List<String> PERSONAL =
      List.of("ada.lovelace@acme.example", "Acme Tools", "");

  private final PasswordRules rules = new PasswordRules(PasswordRules.WITH_SECOND_FACTOR, BUNDLED);

  @Test
  void length_is_counted_in_characters() {
    assertThat(check("1b3d5f7")).contains(PasswordRefusal.TOO_SHORT);
    assertThat(check("1b3d5f7h")).isEmpty();
    assertThat(check("\ud83d\ude00\ud83d\ude01\ud83d\ude02\ud83d\ude03"))
        .contains(PasswordRefusal.TOO_SHORT);
    var alone = new PasswordRules(PasswordRules.ONLY_FACTOR, BUNDLED);
    assertThat(alone.check("fourteen chars", PERSONAL)).contains(PasswordRefusal.TOO_SHORT);
    assertThat(alone.check("fifteen chars  ", PERSONAL)).isEmpty();
  }

  @Test
  void long_passwords_are_accepted_to_a_limit() {
    assertThat(check("ab".repeat(128))).isEmpty();
    assertThat(check("ab".repeat(128) + "c")).contains(PasswordRefusal.TOO_LONG);
    assertThat(check("\ud83d\ude00\ud83d\ude01".repeat(128))).isEmpty();
    // one character that becomes eighteen
    assertThat(check("\ufdfa".repeat(200))).contains(PasswordRefusal.TOO_LONG);
  }

  @Test
  void every_readable_character_is_accepted() {
    assertThat(check("pass phrase with spaces")).isEmpty();
    assertThat(check("\u00fcber-gro\u00dfe k\u00e4se")).isEmpty();
    assertThat(check("tab\tin the middle")).contains(PasswordRefusal.UNREADABLE);
    assertThat(check("half a \ud83d character")).contains(PasswordRefusal.UNREADABLE);
  }

  @Test
  void known_passwords_are_refused_in_any_case() {
    for (var known :
        List.of("password", "PassWord", "password1", "iloveyou", "12345678", "qwertyuiop"))
      assertThat(check(known)).as(known).contains(PasswordRefusal.COMMON);
    assertThat(check("zzzzzzzzzzzzzzz")).contains(PasswordRefusal.COMMON);
  }

  @Test
  void names_of_the_person_and_the_company_are_refused_also_with_digits_around_them() {
    for (var known :
        List.of(
            "ada.lovelace@acme.example", "Ada.Lovelace", "adalovelace1815", "!!Acme-Tools-2026"))
      assertThat(check(known)).as(known).contains(PasswordRefusal.PERSONAL);
    assertThat(check("acme tools are the best")).isEmpty();
    assertThat(check("4711-0815-1234")).isEmpty();
  }

  @Test
  void the_list_is_the_whole_one() {
    assertThat(BUNDLED.size()).isGreaterThan(5_000);
  }

  @Test
  void a_shorter_length_is_no_setting() {
    assertThatThrownBy(() -> new PasswordRules(7, BUNDLED)).hasMessageContaining("8 to 256");
  }

  private Optional<PasswordRefusal> check(String password) {
    return rules.check(password, PERSONAL);
  }
}

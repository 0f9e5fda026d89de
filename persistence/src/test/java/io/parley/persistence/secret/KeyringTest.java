package io.parley.persistence.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
  private static final String OLD = "2025:" + key(1);
  private static final String NEW = "2026:" + key(2);

  @Test
  void the_first_key_encrypts_and_all_decrypt() {
    var before = Keyring.of(OLD).seal("größer", "a");
    var both = Keyring.of(NEW + "," + OLD);
    assertThat(both.open("2025", before.bytes().array(), "a")).contains("größer");
    assertThat(both.seal("x", "a").key()).isEqualTo("2026");
    assertThat(Keyring.of(NEW).open("2025", before.bytes().array(), "a")).isEmpty();
  }

  @Test
  void equal_values_are_never_equal_when_encrypted() {
    var keys = Keyring.of(NEW);
    assertThat(keys.seal("x", "a").bytes()).isNotEqualTo(keys.seal("x", "a").bytes());
  }

  @Test
  void a_changed_or_moved_value_cannot_be_opened() {
    var keys = Keyring.of(NEW);
    var sealed = keys.seal("a password", "shop|name|host").bytes().array();
    assertThat(keys.open("2026", sealed, "bank|name|host")).isEmpty();
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(keys.open("2026", changed, "shop|name|host")).isEmpty();
    }
    assertThat(keys.open("2026", new byte[3], "shop|name|host")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:", ":AAAA", "a:AAAA", "a b:%1$s", "a:%1$s,a:%1$s", "a:%1$s,"})
  void another_form_is_refused_and_not_shown(String form) {
    var text = form.formatted(key(7));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keyring.of(text))
        .withMessage(
            "parley.secrets.keys: (not shown) (expected: id:key, separated by commas, each key 32"
                + " random bytes in Base64)")
        .withNoCause();
  }

  @Test
  void its_text_shows_no_key() {
    assertThat(Keyring.of(NEW)).hasToString("Keyring[2026]");
  }

  private static String key(int fill) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return Base64.getEncoder().encodeToString(bytes);
  }
}

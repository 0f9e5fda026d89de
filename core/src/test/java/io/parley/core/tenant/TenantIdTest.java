package io.parley.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "z", "0", "9", "-", "acme-2", "01234567890123456789012345678901"})
  void small_letters_digits_and_hyphens_name_a_tenant(String value) {
    assertThat(new TenantId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "a:b",
        "a|b",
        "a_b",
        "a.b",
        " a",
        "a\n",
        "ä",
        "`",
        "{",
        "/",
        ":",
        "012345678901234567890123456789012"
      })
  void any_other_text_names_none(String value) {
    assertThatThrownBy(() -> new TenantId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: [a-z0-9-]{1,32}");
  }
}

package io.parley.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms of keys and ids, which separate tenants.
class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "default", "acme-2", "01234567890123456789012345678901"})
  void a_tenant_is_named_in_lower_case(String value) {
    assertThat(new TenantId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "a:b",
        "a|b",
        "a b",
        "a_b",
        "ä",
        "a\n",
        "012345678901234567890123456789012"
      })
  void other_tenant_names_are_refused(String value) {
    assertThatThrownBy(() -> new TenantId(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Az09._-", "0f8fad5b-d9cb-469f-a165-70867728950e"})
  void a_session_is_named_in_letters_digits_and_three_signs(String value) {
    assertThat(SessionId.isValid(value)).isTrue();
    assertThat(new SessionId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a/b", "a b", "ä", "a\n", "a|b"})
  void other_session_names_are_refused(String value) {
    assertThat(SessionId.isValid(value)).isFalse();
    assertThatThrownBy(() -> new SessionId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: [A-Za-z0-9._-]{1,64}");
  }

  @Test
  void a_session_id_is_64_characters_at_most() {
    assertThat(SessionId.isValid("s".repeat(64))).isTrue();
    assertThat(SessionId.isValid("s".repeat(65))).isFalse();
  }

  @Test
  void keys_round_trip_as_text() {
    var key = new SessionKey(new TenantId("acme"), new SessionId("s.1"));
    assertThat(key).hasToString("acme:s.1");
    assertThat(SessionKey.parse("acme:s.1")).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme", ":", "acme:", ":s1", "acme:s:1", "Acme:s1", "acme:s 1"})
  void a_key_of_another_form_is_refused(String text) {
    assertThatThrownBy(() -> SessionKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_agent_has_a_name_and_a_version() {
    assertThatCode(() -> new AgentRef("support-2", 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new AgentRef("Support", 1)).hasMessageContaining("[a-z0-9-]{1,64}");
    assertThatThrownBy(() -> new AgentRef("a".repeat(65), 1)).hasMessageContaining("expected");
    assertThatThrownBy(() -> new AgentRef("support", 0)).hasMessageContaining("version: 0");
  }

  @Test
  void a_channel_is_named_in_lower_case() {
    assertThatCode(() -> new Channel("phone-2")).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Channel("Web")).hasMessageContaining("[a-z0-9-]{1,32}");
    assertThatThrownBy(() -> new Channel("c".repeat(33))).hasMessageContaining("expected");
  }

  @Test
  void a_customer_is_named_at_bounded_length_and_the_refusal_does_not_repeat_the_name() {
    assertThatCode(() -> new Customer("c".repeat(128), Optional.of("n".repeat(128)), false))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new Customer("c".repeat(129), Optional.empty(), false))
        .hasMessage("customer.id: 129 characters (expected: 1 to 128)");
    assertThatThrownBy(() -> new Customer(" ", Optional.empty(), true))
        .hasMessageContaining("expected");
    assertThatThrownBy(() -> new Customer("c", Optional.of("n".repeat(129)), false))
        .hasMessage("customer.name: 129 characters (expected: ≤ 128)");
  }

  @Test
  void a_role_speaks_for_a_party_and_only_the_customer_sees_less() {
    for (var role : Role.values()) {
      assertThat(role.party().word()).isEqualTo(role.name().toLowerCase(Locale.ROOT));
      assertThat(role.seesInternals()).isEqualTo(role != Role.CUSTOMER);
    }
  }
}

package io.parley.core.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk.Answering;
import io.parley.core.trunk.OwnTrunk.Transport;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTrunkTest {
  private static final PhoneNumber NUMBER = new PhoneNumber("+493012345");

  private static OwnTrunk at(String host) {
    return of(host, "4930123456", Optional.empty(), List.of());
  }

  private static OwnTrunk of(
      String host, String user, Optional<String> login, List<PhoneNumber> numbers) {
    return new OwnTrunk(host, Transport.DNS, user, login, numbers, Answering.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip.provider.example", "192.0.2.1", "sip.example:5061", "a"})
  void a_provider_is_a_name_or_an_address_with_or_without_a_port(String host) {
    assertThat(at(host).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".example",
        "a..b",
        "a b",
        "sip:a",
        "a:0",
        "a:65536",
        "a:",
        "[::1]",
        "u@a",
        "a;b"
      })
  void another_host_is_refused_without_being_repeated(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at(host))
        .withMessageStartingWith("host: a value of another form");
  }

  @Test
  void users_logins_and_numbers_are_checked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("a", "a b", Optional.empty(), List.of()))
        .withMessageStartingWith("user");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("a", "u", Optional.of("a\"b"), List.of()))
        .withMessageStartingWith("login");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("a", "u", Optional.empty(), Collections.nCopies(2, NUMBER)))
        .withMessageStartingWith("numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Answering(Optional.of("No Id"), Optional.empty()))
        .withMessageStartingWith("agent");
  }

  @Test
  void a_password_is_printable() {
    assertThat(OwnTrunk.isPassword("s3cret word")).isTrue();
    assertThat(OwnTrunk.isPassword("")).isFalse();
    assertThat(OwnTrunk.isPassword("a\r\nb")).isFalse();
    assertThat(OwnTrunk.isPassword("x".repeat(OwnTrunk.PASSWORD_MAX + 1))).isFalse();
  }

  @Test
  void a_password_may_go_to_the_same_line_alone() {
    var line = at("sip.example");
    var shown = of("sip.example", "4930123456", Optional.empty(), List.of(NUMBER));
    assertThat(line.isLineOf(shown)).isTrue();
    assertThat(line.isLineOf(at("sip.example:5061"))).isFalse();
    assertThat(line.isLineOf(of("sip.example", "other", Optional.empty(), List.of()))).isFalse();
    var other = of("sip.example", "4930123456", Optional.of("l"), List.of());
    assertThat(line.isLineOf(other)).isFalse();
  }

  @Test
  void a_name_has_small_letters_digits_and_hyphens() {
    assertThat(new TrunkName(new TenantId("shop"), "line-1").name()).isEqualTo("line-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrunkName(new TenantId("shop"), "Line 1"));
  }
}

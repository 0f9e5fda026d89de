package io.parley.voice.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rules of RFC 5922, section 7.
class DomainCertificateTest {
  private static Collection<List<?>> names(Object... typesAndValues) {
    List<?>[] names = new List<?>[typesAndValues.length / 2];
    for (int i = 0; i < names.length; i++)
      names[i] = List.of(typesAndValues[2 * i], typesAndValues[2 * i + 1]);
    return Arrays.asList(names);
  }

  private static boolean isFor(Collection<List<?>> names, String domain) {
    return DomainCertificate.isAmong(names, domain, false);
  }

  @Test
  void a_name_of_the_dns_is_compared_whole_and_without_case() {
    var names = names(2, "SIP.example", 2, "*.other.example");
    assertThat(isFor(names, "sip.example")).isTrue();
    assertThat(isFor(names, "a.sip.example")).isFalse();
    assertThat(isFor(names, "a.other.example")).isFalse();
  }

  @Test
  void where_there_are_names_of_sip_those_of_the_dns_do_not_count() {
    var names = names(2, "host.example", 6, "sip:sip.example", 6, "sip:alice@user.example");
    assertThat(isFor(names, "sip.example")).isTrue();
    assertThat(isFor(names, "host.example")).isFalse();
    assertThat(isFor(names, "user.example")).isFalse();
    assertThat(isFor(names(2, "host.example", 6, "https://a.example"), "host.example")).isTrue();
  }

  @Test
  void a_literal_address_needs_that_address() {
    assertThat(isFor(names(7, "192.0.2.1"), "192.0.2.1")).isTrue();
    assertThat(isFor(names(2, "192.0.2.2"), "192.0.2.1")).isFalse();
    assertThat(isFor(names(), "192.0.2.1")).isFalse();
  }

  @Test
  void a_star_stands_for_one_label_where_that_is_allowed() {
    var names = names(2, "*.pstn.example", 2, "*.example");
    assertThat(DomainCertificate.isAmong(names, "A.pstn.example", true)).isTrue();
    assertThat(DomainCertificate.isAmong(names, "b.a.pstn.example", true)).isFalse();
    assertThat(DomainCertificate.isAmong(names, "pstn.example", true))
        .as("a star before a last label covers too much")
        .isFalse();
  }
}

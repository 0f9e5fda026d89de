package io.parley.outbound.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.parley.outbound.setting.Section;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsSettingsTest {
  private static DnsSettings settings(String own) {
    var config = ConfigFactory.parseString("servers = [], timeout = 2s\n" + own);
    return DnsSettings.from(Section.of(config.atPath("some.dns"), "some.dns"));
  }

  @Test
  void without_servers_those_of_the_machine_are_asked() {
    assertThat(settings("").urls()).isEqualTo("dns:");
    assertThat(settings("").whole()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void every_key_is_read() {
    var settings = settings("servers = [\"192.0.2.53\", \"[2001:db8::1]:5353\"], timeout = 500ms");
    assertThat(settings.urls()).isEqualTo("dns://192.0.2.53 dns://[2001:db8::1]:5353");
    assertThat(settings.whole()).isEqualTo(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "servers = [\"ldap://a\"]         | some.dns.servers: ldap://a (expected: host or"
            + " host:port)",
        "servers = [a, b, c, d, e]        | number of some.dns.servers: 5",
        "timeout = 1ms                    | some.dns.timeout: 1ms",
        "timeout = 1h                     | some.dns.timeout: 3600s",
      })
  void a_wrong_value_is_named(String own, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> settings(own))
        .withMessageContaining(message);
  }
}

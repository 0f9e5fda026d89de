package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.17, 192.0.2.17, 192.0.2.0/24",
    "2001:db8:1:2233:4455::1, 20010db800012233::/64, 20010db8000122::/56",
    "2001:db8:1:22ff:1::, 20010db8000122ff::/64, 20010db8000122::/56",
    "2001:db8:1:2300::, 20010db800012300::/64, 20010db8000123::/56",
    "192.0.2.255, 192.0.2.255, 192.0.2.0/24",
    "::ffff:192.0.2.17, 192.0.2.17, 192.0.2.0/24",
    "::1, 0000000000000000::/64, 00000000000000::/56"
  })
  void an_address_has_a_narrow_block_and_a_wide_one(String address, String narrow, String wide) {
    var parsed = InetAddress.ofLiteral(address);
    assertThat(AddressBlock.narrow(parsed).text()).isEqualTo(narrow);
    assertThat(AddressBlock.wide(parsed).text()).isEqualTo(wide);
    var first = RemoteAddress.of(parsed).first().orElseThrow();
    assertThat(AddressBlock.narrow(first).text()).isEqualTo(narrow);
  }

  @Test
  void an_unknown_address_is_none() {
    assertThat(RemoteAddress.UNKNOWN.first()).isEmpty();
    assertThat(RemoteAddress.of(InetAddress.ofLiteral("192.0.2.17")).first())
        .contains(InetAddress.ofLiteral("192.0.2.17"));
  }
}

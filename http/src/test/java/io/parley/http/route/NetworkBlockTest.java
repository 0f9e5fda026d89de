package io.parley.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkBlockTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.0/24",
    "203.0.113.255, 203.0.113.0/24",
    "2001:db8:1:2::1, 20010db8000100::/56",
    "2001:db8:1:ff:1::, 20010db8000100::/56",
    "2001:db8:1:100::, 20010db8000101::/56",
  })
  void neighbours_share_a_block(String address, String block) {
    assertThat(NetworkBlock.of(RemoteAddress.of(InetAddress.ofLiteral(address)))).isEqualTo(block);
  }
}

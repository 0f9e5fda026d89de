package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrunkTableTest {
  private static final TrunkTable TABLE =
      TrunkTable.of(
          TrunkSettingsTest.read(
                  """
                  trunks {
                    wide { peers = ["10.0.0.0/8"], priority = 1 }
                    narrow { peers = ["10.1.0.0/16"] }
                    first { peers = ["192.0.2.1"], user = one }
                    second { peers = ["192.0.2.1"], user = two }
                    named { host = "sip.example" }
                    proved { peers = ["192.0.2.8"], user = three, password = p }
                  }
                  """)
              .trunks());

  private static String trunk(TrunkTable table, String from, String user) {
    var plain = Requests.of(Method.INVITE, 1, "z9hG4bK1");
    var invite =
        new Request(
            plain.method(), SipUri.of(user, "parley.example", 0), plain.headers(), plain.body());
    return table.of(InetAddress.ofLiteral(from), invite).map(Trunk::name).orElse("none");
  }

  @Test
  void a_stranger_is_of_no_trunk() {
    assertThat(TABLE.has(InetAddress.ofLiteral("192.0.2.2"))).isFalse();
    assertThat(trunk(TABLE, "192.0.2.2", "one")).isEqualTo("none");
  }

  @Test
  void the_narrowest_range_counts() {
    assertThat(TABLE.has(InetAddress.ofLiteral("10.2.0.1"))).isTrue();
    assertThat(trunk(TABLE, "10.2.0.1", "x")).isEqualTo("wide");
    assertThat(trunk(TABLE, "10.1.0.1", "x")).isEqualTo("narrow");
  }

  @Test
  void two_accounts_of_one_provider_are_told_apart_by_the_user_that_is_called() {
    assertThat(trunk(TABLE, "192.0.2.1", "two")).isEqualTo("second");
    assertThat(trunk(TABLE, "192.0.2.1", "one")).isEqualTo("first");
    assertThat(trunk(TABLE, "192.0.2.1", "+4930")).isEqualTo("first");
  }

  @Test
  void a_trunk_without_a_password_takes_our_calls_by_our_address() {
    var host = InetAddress.ofLiteral("203.0.113.7");
    assertThat(TABLE.with("named", Set.of(host)).trustsUs(host)).isTrue();
    assertThat(TABLE.trustsUs(host)).isFalse();
    assertThat(TABLE.trustsUs(InetAddress.ofLiteral("10.2.0.1"))).isTrue();
    assertThat(TABLE.trustsUs(InetAddress.ofLiteral("192.0.2.1"))).as("a user alone").isTrue();
    assertThat(TABLE.trustsUs(InetAddress.ofLiteral("192.0.2.8"))).isFalse();
  }

  @Test
  void the_addresses_of_a_trunks_host_are_its_own_while_the_dns_says_so() {
    var address = InetAddress.ofLiteral("203.0.113.7");
    assertThat(TABLE.has(address)).isFalse();
    var resolved = TABLE.with("named", Set.of(address));
    assertThat(trunk(resolved, "203.0.113.7", "x")).isEqualTo("named");
    assertThat(resolved.with("named", Set.of()).has(address)).isFalse();
  }
}

package io.parley.voice.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatchTest {
  private static final InetSocketAddress NAMED = at(1, 10_000);
  private static final InetSocketAddress TRANSLATED = at(9, 41_234);
  private static final InetSocketAddress FOREIGN = at(66, 10_000);

  @Test
  void plain_packets_come_from_a_named_address_or_do_not_count() {
    var latch = new Latch(List.of(NAMED, TRANSLATED), false);
    assertThat(latch.target()).isEqualTo(NAMED);
    assertThat(latch.came(FOREIGN)).isFalse();
    assertThat(latch.came(at(1, 10_002))).as("another port").isFalse();
    assertThat(latch.came(TRANSLATED)).isTrue();
    assertThat(latch.target()).isEqualTo(TRANSLATED);
    assertThat(latch.came(NAMED)).as("after another one has sent").isFalse();
    assertThat(latch.came(TRANSLATED)).isTrue();
  }

  @Test
  void the_first_authentic_packet_names_the_address() {
    var latch = new Latch(List.of(NAMED), true);
    assertThat(latch.mayCome(TRANSLATED)).isTrue();
    assertThat(latch.target()).as("until it proves to be authentic").isEqualTo(NAMED);
    assertThat(latch.came(TRANSLATED)).isTrue();
    assertThat(latch.target()).isEqualTo(TRANSLATED);
    assertThat(latch.mayCome(NAMED)).isFalse();
    assertThat(latch.came(FOREIGN)).isFalse();
    assertThat(latch.target()).isEqualTo(TRANSLATED);
  }

  @Test
  void the_signalling_may_name_another_address() {
    var latch = new Latch(List.of(NAMED), false);
    assertThat(latch.came(NAMED)).isTrue();
    latch.rename(List.of(TRANSLATED));
    assertThat(latch.target()).isEqualTo(TRANSLATED);
    assertThat(latch.came(NAMED)).isFalse();
    assertThat(latch.came(TRANSLATED)).isTrue();
  }

  @Test
  void an_address_that_is_still_named_stays() {
    var latch = new Latch(List.of(NAMED, TRANSLATED), false);
    assertThat(latch.came(TRANSLATED)).isTrue();
    latch.rename(List.of(FOREIGN, TRANSLATED));
    assertThat(latch.target()).isEqualTo(TRANSLATED);
    assertThat(latch.came(FOREIGN)).isFalse();
  }

  @Test
  void a_translated_address_stays_when_nothing_new_is_named() {
    var latch = new Latch(List.of(NAMED), true);
    assertThat(latch.came(TRANSLATED)).isTrue();
    latch.rename(List.of(NAMED));
    assertThat(latch.target()).isEqualTo(TRANSLATED);
  }

  @Test
  void some_address_is_named() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Latch(List.of(), true));
    var latch = new Latch(List.of(NAMED), true);
    assertThatIllegalArgumentException().isThrownBy(() -> latch.rename(List.of()));
  }

  private static InetSocketAddress at(int host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + host), port);
  }
}

package io.parley.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.http.connection.OpenConnections.Admitted;
import io.parley.http.connection.OpenConnections.Full;
import io.parley.http.limit.Refusals;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The rules of admission, without sockets.
class OpenConnectionsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final RemoteAddress KNOWN = address("198.51.100.1");

  private final OpenConnections open =
      new OpenConnections(
          new ConnectionSettings(1_000, 125, LONG, LONG, LONG, 0.1),
          KNOWN::equals,
          new Refusals(new SimpleMeterRegistry()));

  private static RemoteAddress address(String text) {
    return RemoteAddress.of(InetAddress.ofLiteral(text));
  }

  private boolean connects(RemoteAddress from) {
    if (!(open.admit(from) instanceof Admitted)) return false;
    open.add(
        new ClientConnection(
            new InetSocketAddress(0),
            from,
            _ -> new CompletableFuture<>(),
            open,
            System.nanoTime()));
    return true;
  }

  @Test
  void nine_addresses_with_idle_connections_leave_capacity_for_a_tenth() {
    for (int host = 0; host < 9; host++)
      while (connects(address("10.0." + host + ".1"))) {
        // as many as are admitted
      }
    assertThat(open.count()).isLessThan(900);
    for (int visitor = 1; visitor < 10; visitor++)
      assertThat(connects(address("192.0." + visitor + ".1"))).isTrue();
  }

  @Test
  void addresses_of_one_block_have_one_common_share() {
    for (int host = 1; host < 255; host++)
      while (connects(address("10.0.0." + host))) {
        // as many as are admitted
      }
    assertThat(open.count()).isEqualTo(450);
    assertThat(open.admit(address("10.0.0.255"))).isEqualTo(new Full(Limit.CONNECTIONS_PER_BLOCK));
  }

  @Test
  void the_reserve_is_kept_for_addresses_that_read_a_session() {
    for (int block = 0; block < 1_000; block++)
      connects(address("10." + block / 250 + "." + block % 250 + ".1"));
    assertThat(open.count()).isEqualTo(900);
    assertThat(open.admit(address("192.0.2.1"))).isEqualTo(new Full(Limit.CONNECTIONS));
    assertThat(connects(KNOWN)).isTrue();
  }

  @Test
  void the_longest_idle_connection_of_the_largest_block_is_closed_first() {
    var large = new AddressBlock("large");
    var small = new AddressBlock("small");
    var idle =
        List.of(
            new GiveWay.Idle<>("oldest of all", small, 1),
            new GiveWay.Idle<>("newer", large, 5),
            new GiveWay.Idle<>("older", large, 3));
    assertThat(GiveWay.choose(idle, Map.of(large, 10, small, 2), 2))
        .containsExactly("older", "newer");
    assertThat(GiveWay.choose(idle, Map.of(large, 2, small, 2), 9)).hasSize(3);
  }
}

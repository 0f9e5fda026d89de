package io.parley.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class NodePortsTest {
  private static final String HERE = "127.0.0.1";

  @Test
  void ports_are_counted_up_and_taken_ones_skipped() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int first = taken.getLocalPort();
      var ports = NodePorts.from("parley.http.port", HERE, first, 3);
      assertThat(ports).hasSize(3).isSorted().doesNotContain(first).doesNotHaveDuplicates();
      assertThat(ports.getFirst()).isBetween(first + 1, first + 50);
    }
  }

  @Test
  void from_0_all_ports_are_free_and_distinct() {
    assertThat(NodePorts.from("parley.http.port", HERE, 0, 5))
        .hasSize(5)
        .doesNotHaveDuplicates()
        .allMatch(port -> port > 0);
  }

  @Test
  void there_are_no_ports_beyond_65535() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodePorts.from("parley.http.port", HERE, 65_535, 2))
        .withMessageStartingWith("parley.http.port: 65535 (expected: 2 free ports");
  }
}

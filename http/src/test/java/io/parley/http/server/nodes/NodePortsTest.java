package io.parley.http.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class NodePortsTest {
  private static final String HERE = "127.0.0.1";

  @Test
  void they_count_up_from_the_first_and_pass_over_those_that_are_taken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int first = taken.getLocalPort();
      var ports = NodePorts.from("parley.http.port", HERE, first, 3);
      assertThat(ports).hasSize(3).isSorted().doesNotContain(first).doesNotHaveDuplicates();
      assertThat(ports.getFirst()).isBetween(first + 1, first + 50);
    }
  }

  @Test
  void from_0_on_they_are_any_and_never_the_same() {
    assertThat(NodePorts.from("parley.http.port", HERE, 0, 5))
        .hasSize(5)
        .doesNotHaveDuplicates()
        .allMatch(port -> port > 0);
  }

  @Test
  void beyond_the_last_port_there_are_none() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodePorts.from("parley.http.port", HERE, 65_535, 2))
        .withMessageStartingWith("parley.http.port: 65535 (expected: 2 free ports");
  }
}

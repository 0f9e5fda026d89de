package io.parley.faults.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// How nodes are connected with each other and with the rest.
public interface Lines extends AutoCloseable {
  /// Where node number `node` (0, 1, 2 …) listens.
  String address(int node);

  /// What stands before its command, such as `ip netns exec …`.
  List<String> before(int node);

  /// Where databases and stores listen for nodes.
  InetAddress outside();

  @Override
  void close() throws IOException;

  /// All on 127.0.0.1, which nothing can part.
  static Lines loopback() {
    return new Lines() {
      @Override
      public String address(int node) {
        return "127.0.0.1";
      }

      @Override
      public List<String> before(int node) {
        return List.of();
      }

      @Override
      public InetAddress outside() {
        return InetAddress.ofLiteral("127.0.0.1");
      }

      @Override
      public void close() {
        // there is nothing to take down
      }
    };
  }
}

package io.parley.faults.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// The network between nodes, clients and servers.
public interface Lines extends AutoCloseable {
  /// Address of node number `node` (0, 1, 2 …).
  String address(int node);

  /// Prefix of its command, such as `ip netns exec …`.
  List<String> before(int node);

  /// Address at which nodes reach databases and object stores.
  InetAddress outside();

  @Override
  void close() throws IOException;

  /// Everything on 127.0.0.1, without partitions.
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
        // nothing to remove
      }
    };
  }
}

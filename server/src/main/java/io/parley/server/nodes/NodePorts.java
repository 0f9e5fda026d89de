package io.parley.server.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Free ports for several nodes, checked at this moment: if another program takes one meanwhile,
/// its node fails to start and says so.
public final class NodePorts {
  private static final int PORT_MAX = 65_535;
  private static final int LOOKED_AT_MAX = 1_000;

  private NodePorts() {}

  /// The next `count` free ones from `first` on; any free ones when that is 0.
  ///
  /// @throws IllegalArgumentException with a sentence that begins with `key`, when too few are free
  public static List<Integer> from(String key, String host, int first, int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      // opened all at once, so that no port is given twice
      for (int port = first; held.size() < count; port += first == 0 ? 0 : 1) {
        if (port > PORT_MAX || port - first > LOOKED_AT_MAX)
          throw new IllegalArgumentException(
              "%s: %d (expected: %d free ports from there on, on %s)"
                  .formatted(key, first, count, host));
        hold(host, port, held);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(NodePorts::close);
    }
  }

  private static void hold(String host, int port, List<ServerSocket> held) {
    try {
      var socket = new ServerSocket();
      held.add(socket);
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException taken) {
      close(held.removeLast());
      // a host of another machine has no free port at all
      if (port == 0) throw new UncheckedIOException("no free port on " + host, taken);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

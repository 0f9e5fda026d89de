package io.parley.server.e2e;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A port for a server that restarts on it. It is below the ephemeral ports (from 32768 on), so
/// that no other process takes it while the server is down.
final class FreePort {
  private static final int FIRST = 20_000;
  private static final int AFTER_LAST = 32_000;

  private FreePort() {}

  /// The first of several consecutive ports, one for each node.
  static int findRow(int length) throws IOException {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FIRST / length, AFTER_LAST / length) * length;
      int free = 0;
      while (free < length && isFree(first + free)) free++;
      if (free == length) return first;
    }
  }

  static int find() throws IOException {
    return findRow(1);
  }

  private static boolean isFree(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }
}

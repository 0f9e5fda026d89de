package io.parley.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A relay of datagrams in front of a server's UDP port, as a NAT would be, that can be cut: it
/// drops everything, in both directions.
final class DatagramLine implements AutoCloseable {
  private static final int BYTES = 65_507;

  private final DatagramSocket entry;
  private final InetSocketAddress server;

  /// Of each client the socket that the server sees.
  private final Map<SocketAddress, DatagramSocket> clients = new ConcurrentHashMap<>();

  private volatile boolean cut;

  private DatagramLine(DatagramSocket entry, InetSocketAddress server) {
    this.entry = entry;
    this.server = server;
  }

  /// @param port of the server, on this machine; it need not be open yet
  static DatagramLine to(int port) throws IOException {
    var here = InetAddress.getLoopbackAddress();
    var line = new DatagramLine(new DatagramSocket(0, here), new InetSocketAddress(here, port));
    Thread.ofVirtual().start(() -> line.pass(line.entry, line::forward));
    return line;
  }

  /// Where clients send to.
  int port() {
    return entry.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  @FunctionalInterface
  private interface Way {
    void send(DatagramPacket packet) throws IOException;
  }

  private void forward(DatagramPacket packet) throws IOException {
    var client = packet.getSocketAddress();
    var socket = clients.computeIfAbsent(client, this::behind);
    packet.setSocketAddress(server);
    socket.send(packet);
  }

  private DatagramSocket behind(SocketAddress client) {
    try {
      var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      Thread.ofVirtual()
          .start(
              () ->
                  pass(
                      socket,
                      packet -> {
                        packet.setSocketAddress(client);
                        entry.send(packet);
                      }));
      return socket;
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pass(DatagramSocket from, Way to) {
    var bytes = new byte[BYTES];
    while (!from.isClosed()) {
      try {
        var packet = new DatagramPacket(bytes, BYTES);
        from.receive(packet);
        if (!cut) to.send(packet);
      } catch (IOException e) {
        if (!from.isClosed() && !entry.isClosed()) throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    entry.close();
    clients.values().forEach(DatagramSocket::close);
  }
}

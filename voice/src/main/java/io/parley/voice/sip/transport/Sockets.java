package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.StreamFramer.Frame;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UDP socket and a TCP listener on one port number, and their connections. For the port's
/// thread, but for [#wakeUp] and [#close].
final class Sockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /// The most datagrams in a row.
  private static final int BATCH = 256;

  private static final int BUFFER = 1 << 16;
  private static final int SOCKET_BUFFER = 1 << 20;

  /// A free port of UDP may be taken for TCP.
  private static final int BIND_ATTEMPTS = 20;

  /// What comes in.
  interface Listener {
    /// Whether a message or a connection of this address is looked at.
    boolean takes(InetAddress from);

    void datagram(byte[] bytes, int length, InetSocketAddress from);

    /// @throws IOException to end the connection
    void frame(Frame frame, Connection connection) throws IOException;

    void failed(Exception trouble);
  }

  private final SipPortSettings settings;
  private final Listener listener;
  private final Selector selector;
  private final DatagramChannel udp;
  private final ServerSocketChannel tcp;
  private final InetSocketAddress address;
  private final Map<Long, Connection> connections = new HashMap<>();
  private final byte[] buffer = new byte[BUFFER];
  private long lastNumber;

  Sockets(SipPortSettings settings, Listener listener) throws IOException {
    this.settings = settings;
    this.listener = listener;
    selector = Selector.open();
    var bound = bound(settings.bind());
    udp = bound.udp;
    tcp = bound.tcp;
    address = (InetSocketAddress) udp.getLocalAddress();
    udp.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    tcp.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
  }

  private record Bound(DatagramChannel udp, ServerSocketChannel tcp) {}

  private static Bound bound(InetSocketAddress bind) throws IOException {
    for (int i = 1; ; i++) {
      var udp = DatagramChannel.open();
      var tcp = ServerSocketChannel.open();
      try {
        udp.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        udp.bind(bind);
        int port = ((InetSocketAddress) udp.getLocalAddress()).getPort();
        tcp.bind(new InetSocketAddress(bind.getAddress(), port));
        return new Bound(udp, tcp);
      } catch (IOException e) {
        udp.close();
        tcp.close();
        if (!(e instanceof BindException) || bind.getPort() != 0 || i == BIND_ATTEMPTS) throw e;
      }
    }
  }

  InetSocketAddress address() {
    return address;
  }

  boolean isOpen() {
    return selector.isOpen();
  }

  void wakeUp() {
    selector.wakeup();
  }

  /// Waits for something to come in, at most so long, and hands it over.
  void select(Duration most) throws IOException {
    long millis = most.toMillis();
    if (millis > 0) selector.select(millis);
    else selector.selectNow();
    var ready = List.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (var key : ready) {
      if (!key.isValid()) continue;
      if (key.channel().equals(udp)) receive();
      else if (key.channel().equals(tcp)) accept();
      else serve(key);
    }
  }

  private void receive() throws IOException {
    for (int i = 0; i < BATCH; i++) {
      var datagram = ByteBuffer.wrap(buffer);
      var from = (InetSocketAddress) udp.receive(datagram);
      if (from == null) return;
      if (listener.takes(from.getAddress())) listener.datagram(buffer, datagram.position(), from);
    }
  }

  private void accept() throws IOException {
    var channel = tcp.accept();
    if (channel == null) return;
    try {
      var remote = (InetSocketAddress) channel.getRemoteAddress();
      if (connections.size() >= settings.connectionsMax() || !listener.takes(remote.getAddress())) {
        channel.close();
        return;
      }
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var key = channel.register(selector, SelectionKey.OP_READ);
      long number = ++lastNumber;
      var connection = new Connection(channel, key, number, settings.limits(), System.nanoTime());
      key.attach(connection);
      connections.put(number, connection);
    } catch (IOException e) {
      channel.close();
      listener.failed(e);
    }
  }

  private void serve(SelectionKey key) throws IOException {
    var connection = (Connection) key.attachment();
    try {
      if (key.isWritable()) connection.flush();
      if (key.isValid() && key.isReadable() && !read(connection)) close(connection);
    } catch (IOException e) {
      close(connection);
      listener.failed(e);
    }
    if (!connection.isOpen()) connections.remove(connection.peer().connection());
  }

  /// @return false when the connection is to be closed
  private boolean read(Connection connection) throws IOException {
    boolean isOpen = connection.read(buffer);
    while (connection.isOpen() && !connection.isClosing()) {
      var frame = connection.next(System.nanoTime());
      if (frame.isEmpty()) return isOpen;
      if (listener.takes(connection.peer().address().getAddress()))
        listener.frame(frame.get(), connection);
    }
    return isOpen;
  }

  /// @return false if it is known that it cannot arrive
  boolean send(byte[] bytes, Peer to) {
    try {
      if (!to.isReliable()) return udp.send(ByteBuffer.wrap(bytes), to.address()) > 0;
      var connection = connections.get(to.connection());
      if (connection == null || !connection.isOpen()) return false;
      connection.write(bytes);
      return true;
    } catch (IOException e) {
      LOG.debug("A SIP message could not be sent: {}", e.getMessage());
      return false;
    }
  }

  /// Closes connections on which nothing whole came for long.
  void tend(long now) throws IOException {
    for (var connection : List.copyOf(connections.values()))
      if (!connection.isOpen() || connection.isIdle(now, settings.idle().toNanos()))
        close(connection);
  }

  private void close(Connection connection) throws IOException {
    connections.remove(connection.peer().connection());
    connection.close();
  }

  /// Ends [#select], and with it the port's thread.
  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    selector.close();
  }

  /// In the port's thread, at its end.
  void closeConnections() throws IOException {
    for (var connection : List.copyOf(connections.values())) close(connection);
  }
}

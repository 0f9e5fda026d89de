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
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UDP socket and a TCP listener on one port number, a listener of TLS on another one, and all
/// connections. For the port's thread, but for [#wakeUp] and [#close].
final class Sockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /// The most datagrams in a row.
  private static final int BATCH = 256;

  private static final int BUFFER = 1 << 16;
  private static final int SOCKET_BUFFER = 1 << 20;

  /// A free port of UDP may be taken for TCP.
  private static final int BIND_ATTEMPTS = 20;

  /// The input.
  interface Listener {
    /// Whether a message or a connection of this address is looked at.
    boolean takes(InetAddress from);

    void datagram(byte[] bytes, int length, InetSocketAddress from);

    /// @throws IOException to end the connection
    void frame(Frame frame, Connection connection) throws IOException;

    /// The connection of this peer is gone: nothing more comes over it.
    void lost(Peer peer);

    void failed(Exception trouble);
  }

  private final Listener listener;
  private final Selector selector;
  private final DatagramChannel udp;
  private final ServerSocketChannel tcp;
  private final Optional<ServerSocketChannel> tls;
  private final InetSocketAddress address;
  private final Optional<InetSocketAddress> secureAddress;
  private final Connections connections;
  private final byte[] buffer = new byte[BUFFER];

  Sockets(SipPortSettings settings, Optional<TlsEnds> ends, Listener listener) throws IOException {
    this.listener = listener;
    selector = Selector.open();
    var bound = bound(settings.bind());
    udp = bound.udp;
    tcp = bound.tcp;
    tls = secure(bound, ends.flatMap(TlsEnds::bind));
    address = (InetSocketAddress) udp.getLocalAddress();
    connections = new Connections(settings, ends, listener, selector, buffer);
    udp.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    tcp.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    if (tls.isEmpty()) secureAddress = Optional.empty();
    else {
      secureAddress = Optional.of((InetSocketAddress) tls.get().getLocalAddress());
      tls.get().configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }
  }

  private record Bound(DatagramChannel udp, ServerSocketChannel tcp) {
    void close() throws IOException {
      udp.close();
      tcp.close();
    }
  }

  private static Bound bound(InetSocketAddress bind) throws IOException {
    for (int i = 1; ; i++) {
      var bound = new Bound(DatagramChannel.open(), ServerSocketChannel.open());
      try {
        bound.udp.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        bound.udp.bind(bind);
        int port = ((InetSocketAddress) bound.udp.getLocalAddress()).getPort();
        bound.tcp.bind(new InetSocketAddress(bind.getAddress(), port));
        return bound;
      } catch (IOException e) {
        bound.close();
        if (!(e instanceof BindException) || bind.getPort() != 0 || i == BIND_ATTEMPTS) throw e;
      }
    }
  }

  private static Optional<ServerSocketChannel> secure(
      Bound others, Optional<InetSocketAddress> bind) throws IOException {
    if (bind.isEmpty()) return Optional.empty();
    var channel = ServerSocketChannel.open();
    try {
      channel.bind(bind.get());
      return Optional.of(channel);
    } catch (IOException e) {
      channel.close();
      others.close();
      throw e;
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /// Of the listener of TLS, if there is one.
  Optional<InetSocketAddress> secureAddress() {
    return secureAddress;
  }

  boolean isOpen() {
    return udp.isOpen();
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
      else if (key.channel().equals(tcp)) connections.accept(tcp, Transport.TCP);
      else if (key.channel() instanceof ServerSocketChannel secure)
        connections.accept(secure, Transport.TLS);
      else connections.serve(key);
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

  /// @return false if it is known that it cannot arrive
  boolean send(byte[] bytes, Peer to) {
    try {
      if (!to.isReliable()) return udp.send(ByteBuffer.wrap(bytes), to.address()) > 0;
      connections.send(bytes, to);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      // the second one is for addresses of a family that this socket has not
      LOG.debug("A SIP message could not be sent: {}", e.getMessage());
      return false;
    }
  }

  /// See [SipPort#keep].
  void keep(Peer over, Optional<Duration> every) {
    connections.keep(over, every);
  }

  /// Closes connections that are dead.
  void tend(long now) throws IOException {
    connections.tend(now);
  }

  /// Ends [#select], and with it the port's thread.
  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    if (tls.isPresent()) tls.get().close();
    selector.close();
  }

  /// In the port's thread, at its end.
  void closeConnections() throws IOException {
    connections.close();
  }
}

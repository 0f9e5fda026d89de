package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.StreamFramer.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of a port, of TCP and TLS, and WebSockets of ours. Ours are opened when a
/// message needs one, and kept for later messages to the same end (RFC 3261, section 18). For the
/// port's thread.
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final MessageLimits messages;
  private final ConnectionLimits limits;
  private final Optional<TlsEnds> tls;
  private final Sockets.Listener listener;
  private final Selector selector;
  private final byte[] buffer;
  private final SecureRandom random = new SecureRandom();
  private final Map<Peer, Connection> open = new HashMap<>();
  private long lastNumber;

  Connections(
      SipPortSettings settings,
      Optional<TlsEnds> tls,
      Sockets.Listener listener,
      Selector selector,
      byte[] buffer) {
    messages = settings.limits();
    limits = settings.connections();
    this.tls = tls;
    this.listener = listener;
    this.selector = selector;
    this.buffer = buffer;
  }

  void accept(ServerSocketChannel from, Transport transport) throws IOException {
    var channel = from.accept();
    if (channel == null) return;
    try {
      var remote = (InetSocketAddress) channel.getRemoteAddress();
      if (!takes(remote.getAddress())) {
        channel.close();
        return;
      }
      var pipe =
          transport == Transport.TLS
              ? new TlsPipe(channel, tls.orElseThrow().accepting(), _ -> {})
              : new PlainPipe(channel, buffer);
      add(channel, pipe, Peer.from(remote, transport, ++lastNumber), SelectionKey.OP_READ);
    } catch (IOException | RuntimeException e) {
      channel.close();
      listener.failed(e);
    }
  }

  private boolean takes(InetAddress address) {
    return open.size() < limits.all()
        && count(address) < limits.ofAddress()
        && listener.takes(address);
  }

  private long count(InetAddress address) {
    return open.keySet().stream()
        .filter(peer -> !peer.isOurs() && peer.address().getAddress().equals(address))
        .count();
  }

  private Connection add(SocketChannel channel, Pipe pipe, Peer peer, int interest)
      throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    var key = channel.register(selector, interest);
    var connection = new Connection(key, pipe, peer, messages, System.nanoTime());
    key.attach(connection);
    open.put(peer, connection);
    return connection;
  }

  /// Sends over the connection of this peer; over a new one if it is to be ours.
  ///
  /// @throws IOException if it is known that it cannot arrive
  void send(byte[] bytes, Peer to) throws IOException {
    var connection = open.get(to);
    if (connection == null || !connection.isOpen()) {
      if (!to.isOurs()) throw new IOException("the connection of a peer is closed");
      connection = connect(to);
    }
    try {
      connection.write(bytes);
    } catch (IOException e) {
      // others that wait for an answer over it need not wait longer
      end(connection);
      throw e;
    }
  }

  /// See [SipPort#keep].
  void keep(Peer over, Optional<Duration> every) {
    var connection = open.get(over);
    if (connection != null) connection.keep(every);
  }

  private Connection connect(Peer to) throws IOException {
    if (open.size() >= limits.all())
      throw new IOException("too many connections (expected: at most %d)".formatted(limits.all()));
    var channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      var pipe = pipe(channel, to);
      boolean isConnected = channel.connect(to.address());
      var interest = isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
      return add(channel, pipe, to, interest);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private Pipe pipe(SocketChannel channel, Peer to) throws IOException {
    return switch (to.transport()) {
      case TCP -> new PlainPipe(channel, buffer);
      case TLS -> secure(channel, to);
      case WS -> webSocket(new PlainPipe(channel, buffer), to);
      case WSS -> webSocket(secure(channel, to), to);
      case UDP -> throw new IOException("UDP has no connections");
    };
  }

  private Pipe secure(SocketChannel channel, Peer to) throws IOException {
    var ends = tls.orElseThrow(() -> new IOException("TLS is not set up"));
    return new TlsPipe(
        channel,
        ends.connecting(to.domain(), to.address().getPort()),
        session -> ends.check(session, to.domain()));
  }

  private Pipe webSocket(Pipe under, Peer to) {
    return new WebSocketPipe(
        under, new Upgrade(to, random), messages.headBytesMax() + messages.bodyBytesMax(), random);
  }

  /// Serves a connection for which the selector has something.
  void serve(SelectionKey key) throws IOException {
    var connection = (Connection) key.attachment();
    try {
      if (key.isConnectable()) connection.connected();
      if (key.isValid() && key.isWritable()) connection.flush();
      if (key.isValid() && !read(connection)) end(connection);
    } catch (SSLException | ProtocolException e) {
      // for operators, if it is a trunk's
      var peer = connection.peer();
      if (peer.isOurs())
        LOG.info("{} with {} failed: {}", peer.transport(), peer.address(), e.getMessage());
      end(connection);
    } catch (IOException e) {
      LOG.debug("A SIP connection ended: {}", e.getMessage());
      end(connection);
    } catch (RuntimeException | Error e) {
      // it would fail again and again
      end(connection);
      throw e;
    }
    if (!connection.isOpen()) end(connection);
  }

  /// @return false when the connection is to be closed
  private boolean read(Connection connection) throws IOException {
    boolean isOpen = connection.read(System.nanoTime());
    while (connection.isOpen() && !connection.isClosing()) {
      Optional<Frame> frame = connection.next(System.nanoTime());
      if (frame.isEmpty()) return isOpen;
      if (connection.peer().isOurs() || listener.takes(connection.peer().address().getAddress()))
        listener.frame(frame.get(), connection);
    }
    return isOpen;
  }

  /// Closes what is dead, and keeps the rest alive.
  void tend(long now) throws IOException {
    for (var connection : List.copyOf(open.values())) {
      if (!connection.isOpen() || connection.isDead(now, limits)) end(connection);
      else
        try {
          connection.keepAlive(now, limits);
        } catch (IOException e) {
          LOG.debug("A SIP connection ended: {}", e.getMessage());
          end(connection);
        }
    }
  }

  private void end(Connection connection) throws IOException {
    boolean wasOpen = open.remove(connection.peer(), connection);
    connection.close();
    if (wasOpen) listener.lost(connection.peer());
  }

  void close() throws IOException {
    for (var connection : List.copyOf(open.values())) connection.close();
    open.clear();
  }
}

package io.parley.voice.sip.transport;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The connections that others read and write, by their peers, under the limits of connections. For
/// the port's thread.
final class Links {
  private static final byte[] PING = {'\r', '\n', '\r', '\n'};
  private static final byte[] PONG = {'\r', '\n'};

  /// Receives messages, and ends of connections.
  interface Listener {
    /// Whether a message or a connection of this address is looked at.
    boolean takes(InetAddress from);

    void message(byte[] message, Peer from);

    /// The connection of this peer is gone.
    void lost(Peer peer);
  }

  private static final class Open {
    private final Link link;
    private long at;

    private Open(Link link, long at) {
      this.link = link;
      this.at = at;
    }
  }

  private final ConnectionLimits limits;
  private final Listener listener;
  private final Map<Peer, Open> open = new HashMap<>();

  Links(ConnectionLimits limits, Listener listener) {
    this.limits = limits;
    this.listener = listener;
  }

  /// Closes one that is one too many.
  void open(Peer peer, Link link, long now) {
    var address = peer.address().getAddress();
    boolean takes =
        open.size() < limits.all()
            && count(address) < limits.ofAddress()
            && listener.takes(address);
    if (takes) open.put(peer, new Open(link, now));
    else link.close();
  }

  private long count(InetAddress address) {
    return open.keySet().stream()
        .filter(peer -> peer.address().getAddress().equals(address))
        .count();
  }

  /// A message, or the line ends that ask for one back (RFC 5626, section 3.5.1).
  void received(byte[] message, Peer from, long now) {
    var known = open.get(from);
    if (known == null || !listener.takes(from.address().getAddress())) return;
    known.at = now;
    if (!Arrays.equals(message, PING)) listener.message(message, from);
    else if (!known.link.send(PONG)) end(from, known);
  }

  /// @return false if it is known that it cannot arrive
  boolean send(byte[] message, Peer to) {
    var known = open.get(to);
    return known != null && known.link.send(message);
  }

  /// The other end, or the network, has ended it.
  void closed(Peer peer) {
    if (open.remove(peer) != null) listener.lost(peer);
  }

  /// Ends those over which nothing came for long.
  void tend(long now) {
    for (var each : List.copyOf(open.entrySet()))
      if (now - each.getValue().at > limits.idle().toNanos()) end(each.getKey(), each.getValue());
  }

  private void end(Peer peer, Open known) {
    known.link.close();
    closed(peer);
  }

  void close() {
    open.values().forEach(each -> each.link.close());
    open.clear();
  }
}

package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dns.Locating.Query;
import io.parley.voice.sip.transport.Peer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The addresses of one of a trunk's hosts, and which of them is in use. A value.
///
/// @param peers in the order in which they are to be tried; empty while nothing is found
/// @param index of the one in use
/// @param tried how many in a row did not answer
record Hosts(Query query, List<Peer> peers, int index, int tried) {
  Hosts {
    peers = List.copyOf(peers);
  }

  static Hosts of(Query query) {
    return new Hosts(query, List.of(), 0, 0);
  }

  boolean isFound() {
    return !peers.isEmpty();
  }

  Peer inUse() {
    return peers.get(index);
  }

  /// With what the DNS says now. Another order alone changes nothing: weights are drawn each time.
  Hosts found(List<Peer> now) {
    if (now.isEmpty() || new HashSet<>(now).equals(new HashSet<>(peers))) return this;
    return new Hosts(query, now, 0, 0);
  }

  /// Whether there is one that has not been tried in a row.
  boolean hasAnother() {
    return tried + 1 < peers.size();
  }

  /// The one in use did not answer.
  Hosts next() {
    return new Hosts(query, peers, (index + 1) % peers.size(), tried + 1);
  }

  /// The one in use answered, or all have been tried.
  Hosts settled() {
    return new Hosts(query, peers, index, 0);
  }

  /// All, the one in use first.
  List<Peer> fromInUse() {
    var all = new ArrayList<>(peers.subList(index, peers.size()));
    all.addAll(peers.subList(0, index));
    return List.copyOf(all);
  }

  Set<InetAddress> addresses() {
    return peers.stream().map(peer -> peer.address().getAddress()).collect(Collectors.toSet());
  }
}

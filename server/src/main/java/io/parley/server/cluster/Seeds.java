package io.parley.server.cluster;

import io.parley.server.cluster.ClusterSettings.Seed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Possible addresses of other nodes. A node answers only to the exact name that it uses for
/// itself, so a seed is asked both by its name and by the addresses behind it. The node itself is
/// never among them, under any name: Pekko would have it form a cluster.
final class Seeds {
  private static final Logger LOG = LoggerFactory.getLogger(Seeds.class);

  private final Address self;
  private final List<Seed> configured;

  /// Resolves a name into addresses, as text; none when it is unknown.
  @FunctionalInterface
  interface Names {
    Set<String> addresses(String host);
  }

  private final Names names;

  Seeds(Address self, List<Seed> configured, Names names) {
    this.self = self;
    this.configured = List.copyOf(configured);
    this.names = names;
  }

  /// By DNS.
  static Set<String> resolved(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(InetAddress::getHostAddress)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (UnknownHostException e) {
      LOG.debug("{} is not known yet", host);
      return Set.of();
    }
  }

  /// @param recorded `host:port` each, as those nodes name themselves
  /// @return the nodes to ask, the recorded ones first
  List<Address> toAsk(List<String> recorded) {
    var all = new LinkedHashSet<Address>();
    for (var address : recorded) all.add(at(Seed.parse(address)));
    for (var seed : configured) all.addAll(behind(seed));
    all.remove(self);
    return List.copyOf(all);
  }

  private Set<Address> behind(Seed seed) {
    var own = self.getHost().orElseThrow();
    var addresses = new LinkedHashSet<Address>();
    if (!seed.host().equals(own)) addresses.add(at(seed));
    var ownAddresses = names.addresses(own);
    for (var address : names.addresses(seed.host())) {
      boolean itself =
          seed.port() == self.getPort().orElseThrow() && ownAddresses.contains(address);
      if (!itself) addresses.add(at(new Seed(address, seed.port())));
    }
    return addresses;
  }

  private Address at(Seed seed) {
    return new Address(self.protocol(), self.system(), seed.host(), seed.port());
  }
}

package io.parley.outbound.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Which addresses a request may not reach: all that are not public, by IANA's registries of
/// special addresses (RFC 6890), those that carry another address inside them, and those of clouds'
/// metadata services.
final class Addresses {
  /// A range that is refused.
  ///
  /// @param name for messages, such as `a private address`
  /// @param byHost whether a listed `host:port` may resolve to it; otherwise only a listed CIDR
  ///   range allows it
  record Range(Cidr cidr, String name, boolean byHost) {}

  private static final Cidr GLOBAL_UNICAST = Cidr.of("2000::/3");

  private static final List<Range> RANGES =
      List.of(
          strict("168.63.129.16/32", "a cloud's metadata service"),
          strict("100.100.100.200/32", "a cloud's metadata service"),
          strict("fd00:ec2::/32", "a cloud's metadata service"),
          strict("169.254.0.0/16", "a link-local address"),
          strict("fe80::/10", "a link-local address"),
          strict("0.0.0.0/8", "an unspecified address"),
          strict("::/128", "an unspecified address"),
          listable("127.0.0.0/8", "a loopback address"),
          listable("::1/128", "a loopback address"),
          listable("10.0.0.0/8", "a private address"),
          listable("172.16.0.0/12", "a private address"),
          listable("192.168.0.0/16", "a private address"),
          listable("fc00::/7", "a private address"),
          listable("100.64.0.0/10", "an address of a carrier's network"),
          listable("198.18.0.0/15", "an address for measurements"),
          strict("192.0.0.0/24", "a reserved address"),
          strict("192.0.2.0/24", "an address for documentation"),
          strict("198.51.100.0/24", "an address for documentation"),
          strict("203.0.113.0/24", "an address for documentation"),
          strict("2001:db8::/32", "an address for documentation"),
          strict("3fff::/20", "an address for documentation"),
          strict("224.0.0.0/4", "a multicast address"),
          strict("ff00::/8", "a multicast address"),
          strict("240.0.0.0/4", "a reserved address"),
          strict("192.88.99.0/24", "a 6to4 address"),
          strict("2002::/16", "a 6to4 address"),
          strict("2001::/32", "a Teredo address"),
          strict("2001::/23", "a reserved address"),
          strict("64:ff9b::/96", "a NAT64 address"),
          strict("64:ff9b:1::/48", "a NAT64 address"),
          strict("fec0::/10", "a site-local address"));

  private Addresses() {}

  /// The refused range of an address; empty if it is a public address.
  static Optional<Range> refused(InetAddress address) {
    var known = RANGES.stream().filter(range -> range.cidr().contains(address)).findFirst();
    if (known.isPresent() || address instanceof Inet4Address || GLOBAL_UNICAST.contains(address))
      return known;
    return Optional.of(new Range(GLOBAL_UNICAST, "not a global unicast address", false));
  }

  private static Range strict(String cidr, String name) {
    return new Range(Cidr.of(cidr), name, false);
  }

  private static Range listable(String cidr, String name) {
    return new Range(Cidr.of(cidr), name, true);
  }
}

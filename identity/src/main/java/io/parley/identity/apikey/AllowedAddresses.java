package io.parley.identity.apikey;

import io.parley.core.setting.Expect;
import io.parley.outbound.guard.Cidr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The addresses that may use a key.
///
/// @param ranges none for every address
record AllowedAddresses(List<Cidr> ranges) {
  private static final String EXPECTED =
      "a range such as 192.0.2.0/24 or 2001:db8::/32, of IPv6 a /64 or a wider one";

  /// A sender is known by its /64 alone: see [io.parley.core.limit.RemoteAddress].
  private static final int IPV6_BITS_MAX = 64;

  AllowedAddresses {
    ranges = List.copyOf(ranges);
  }

  /// @param texts in CIDR notation
  /// @throws IllegalArgumentException if one is none
  static AllowedAddresses of(List<String> texts) {
    return new AllowedAddresses(texts.stream().map(AllowedAddresses::range).toList());
  }

  private static Cidr range(String text) {
    if (text.indexOf('/') < 0) throw Expect.wrong("allowed address", text, EXPECTED);
    var range = read(text);
    boolean isNarrow = range.network() instanceof Inet6Address && range.bits() > IPV6_BITS_MAX;
    if (isNarrow) throw Expect.wrong("allowed address", text, EXPECTED);
    return range;
  }

  private static Cidr read(String text) {
    try {
      return Cidr.of(text);
    } catch (IllegalArgumentException e) {
      throw (IllegalArgumentException) Expect.wrong("allowed address", text, EXPECTED).initCause(e);
    }
  }

  /// @param address empty if it is not known, which only an unlimited key accepts
  boolean contain(Optional<InetAddress> address) {
    return ranges.isEmpty()
        || address.filter(a -> ranges.stream().anyMatch(range -> range.contains(a))).isPresent();
  }
}

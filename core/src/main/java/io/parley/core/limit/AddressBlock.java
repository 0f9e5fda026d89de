package io.parley.core.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// Neighbouring addresses that one party usually has together, so that limits count them as one.
///
/// @param text in CIDR notation, or a single IPv4 address
public record AddressBlock(String text) {
  private static final int SUBNET_BYTES = 8;
  private static final int SITE_BYTES = 7;

  /// One household or machine: an IPv4 address, or the /64 of an IPv6 one, for every household gets
  /// that many.
  public static AddressBlock narrow(InetAddress address) {
    return address instanceof Inet6Address
        ? new AddressBlock(prefix(address, SUBNET_BYTES) + "::/64")
        : new AddressBlock(address.getHostAddress());
  }

  /// The addresses that are handed out together (RFC 6177): the /24 of an IPv4 address, the /56 of
  /// an IPv6 one.
  public static AddressBlock wide(InetAddress address) {
    if (address instanceof Inet6Address)
      return new AddressBlock(prefix(address, SITE_BYTES) + "::/56");
    var text = address.getHostAddress();
    return new AddressBlock(text.substring(0, text.lastIndexOf('.')) + ".0/24");
  }

  private static String prefix(InetAddress address, int bytes) {
    return HexFormat.of().formatHex(address.getAddress(), 0, bytes);
  }
}

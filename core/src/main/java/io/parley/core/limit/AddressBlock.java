package io.parley.core.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A block of neighbouring addresses that one party usually owns, so that limits count it as one.
///
/// @param text in CIDR notation, or a single IPv4 address
public record AddressBlock(String text) {
  private static final int SUBNET_BYTES = 8;
  private static final int SITE_BYTES = 7;

  private static final Pattern NARROW_IPV6 =
      Pattern.compile("^([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})::/64$");

  /// The block of one household or machine: an IPv4 address, or the /64 of an IPv6 one, the usual
  /// allocation of a household.
  public static AddressBlock narrow(InetAddress address) {
    return address instanceof Inet6Address
        ? new AddressBlock(prefix(address, SUBNET_BYTES) + "::/64")
        : new AddressBlock(address.getHostAddress());
  }

  /// The block that a provider usually allocates (RFC 6177): the /24 of an IPv4 address, the /56 of
  /// an IPv6 one.
  public static AddressBlock wide(InetAddress address) {
    if (address instanceof Inet6Address)
      return new AddressBlock(prefix(address, SITE_BYTES) + "::/56");
    var text = address.getHostAddress();
    return new AddressBlock(text.substring(0, text.lastIndexOf('.')) + ".0/24");
  }

  /// The first address of a narrow block; any other text is unchanged.
  static String first(String text) {
    return NARROW_IPV6.matcher(text).replaceFirst("$1:$2:$3:$4::");
  }

  private static String prefix(InetAddress address, int bytes) {
    return HexFormat.of().formatHex(address.getAddress(), 0, bytes);
  }
}

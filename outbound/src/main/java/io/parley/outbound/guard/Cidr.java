package io.parley.outbound.guard;

import java.net.InetAddress;

/// A range of addresses in CIDR notation (RFC 4632, RFC 4291).
///
/// @param network of 4 or 16 bytes; an IPv4-mapped IPv6 address counts as IPv4
/// @param bits length of the prefix
public record Cidr(InetAddress network, int bits) {
  public Cidr {
    int size = network.getAddress().length * Byte.SIZE;
    if (bits < 0 || bits > size)
      throw new IllegalArgumentException(
          "a prefix of %d bits (expected: 0 to %d)".formatted(bits, size));
  }

  /// @param text such as `10.0.0.0/8` or `fd00::/8`
  /// @throws IllegalArgumentException if it is none
  public static Cidr of(String text) {
    int slash = text.indexOf('/');
    var address = text.substring(0, slash);
    // the JDK would read 10.0.0 as 10.0.0.0
    if (!address.contains(":") && !Urls.QUAD.matcher(address).matches())
      throw new IllegalArgumentException("an address of another form (expected: four numbers)");
    return new Cidr(
        InetAddress.ofLiteral(address), Integer.parseInt(text, slash + 1, text.length(), 10));
  }

  public boolean contains(InetAddress address) {
    var own = network.getAddress();
    var other = address.getAddress();
    if (own.length != other.length) return false;
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int mask = 0xff << Math.max(0, Byte.SIZE - (bits - bit));
      if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask & 0xff) != 0) return false;
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}

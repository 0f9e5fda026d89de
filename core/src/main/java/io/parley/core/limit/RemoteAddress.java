package io.parley.core.limit;

import java.net.InetAddress;
import java.util.Optional;

/// The remote address of a request, in the form that limits count, for every protocol.
///
/// @param text an IPv4 address, or the /64 of an IPv6 one: a household gets that many addresses, so
///   a limit for each would be useless
/// @param block the wider block around it, see [AddressBlock#wide]
public record RemoteAddress(String text, AddressBlock block) {
  /// For a connection without a known address.
  public static final RemoteAddress UNKNOWN = new RemoteAddress("unknown");

  /// An address that is a block of its own.
  public RemoteAddress(String text) {
    this(text, new AddressBlock(text));
  }

  /// The address of the connection itself.
  public static RemoteAddress of(InetAddress address) {
    return new RemoteAddress(AddressBlock.narrow(address).text(), AddressBlock.wide(address));
  }

  /// The address, or the first one of the /64; empty for an unknown one.
  public Optional<InetAddress> first() {
    try {
      return Optional.of(InetAddress.ofLiteral(AddressBlock.first(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}

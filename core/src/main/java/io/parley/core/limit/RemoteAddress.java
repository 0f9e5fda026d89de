package io.parley.core.limit;

import java.net.InetAddress;

/// Where something comes from, as limits count it; whichever protocol it comes by.
///
/// @param text an IPv4 address, or the /64 of an IPv6 one: a household gets that many addresses, so
///   counting each alone would limit nobody
/// @param block the wider block around it, see [AddressBlock#wide]
public record RemoteAddress(String text, AddressBlock block) {
  /// Of a connection that does not tell.
  public static final RemoteAddress UNKNOWN = new RemoteAddress("unknown");

  /// One that is a block of its own.
  public RemoteAddress(String text) {
    this(text, new AddressBlock(text));
  }

  /// Of a connection itself, whoever speaks over it.
  public static RemoteAddress of(InetAddress address) {
    return new RemoteAddress(AddressBlock.narrow(address).text(), AddressBlock.wide(address));
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.parley.http.route;

import io.parley.core.limit.AddressBlock;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/// Where a request comes from, as limits count it.
///
/// @param text an IPv4 address, or the /64 of an IPv6 one: a household gets that many addresses, so
///   counting each alone would limit nobody
/// @param block the wider block around it, see [AddressBlock#wide]
public record RemoteAddress(String text, AddressBlock block) {
  private static final RemoteAddress UNKNOWN = new RemoteAddress("unknown");

  /// One that is a block of its own.
  public RemoteAddress(String text) {
    this(text, new AddressBlock(text));
  }

  /// @param proxies how many proxies of ours stand in front; each appends to `X-Forwarded-For` whom
  ///   it heard from, and what stands before those entries anybody may have written
  static RemoteAddress of(HttpRequest request, int proxies) {
    var direct =
        request.getAttribute(AttributeKeys.remoteAddress).flatMap(remote -> remote.getAddress());
    if (proxies == 0) return direct.map(RemoteAddress::of).orElse(UNKNOWN);
    var forwarded = forwarded(request);
    if (forwarded.size() < proxies) return direct.map(RemoteAddress::of).orElse(UNKNOWN);
    return literal(forwarded.get(forwarded.size() - proxies)).orElse(UNKNOWN);
  }

  /// Of a connection itself, whoever speaks over it.
  public static RemoteAddress of(InetAddress address) {
    return new RemoteAddress(AddressBlock.narrow(address).text(), AddressBlock.wide(address));
  }

  private static List<String> forwarded(HttpRequest request) {
    return StreamSupport.stream(request.getHeaders().spliterator(), false)
        .filter(header -> header.is("x-forwarded-for"))
        .map(HttpHeader::value)
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /// An address as text; a host name is not looked up.
  private static Optional<RemoteAddress> literal(String text) {
    try {
      return Optional.of(of(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}

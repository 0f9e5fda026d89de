package io.parley.http.route;

import io.parley.core.limit.RemoteAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/// The address of a request's sender, from the company's proxies' `X-Forwarded-For`.
final class Forwarded {
  private Forwarded() {}

  /// @param proxies how many trusted proxies are in front; each appends its peer to
  ///   `X-Forwarded-For`, and entries before those may be forged
  static RemoteAddress from(HttpRequest request, int proxies) {
    var direct =
        request.getAttribute(AttributeKeys.remoteAddress).flatMap(remote -> remote.getAddress());
    if (proxies == 0) return direct.map(RemoteAddress::of).orElse(RemoteAddress.UNKNOWN);
    var forwarded = forwarded(request);
    if (forwarded.size() < proxies)
      return direct.map(RemoteAddress::of).orElse(RemoteAddress.UNKNOWN);
    return literal(forwarded.get(forwarded.size() - proxies)).orElse(RemoteAddress.UNKNOWN);
  }

  private static List<String> forwarded(HttpRequest request) {
    return StreamSupport.stream(request.getHeaders().spliterator(), false)
        .filter(header -> header.is("x-forwarded-for"))
        .map(HttpHeader::value)
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /// An address as text; host names are not resolved.
  private static Optional<RemoteAddress> literal(String text) {
    try {
      return Optional.of(RemoteAddress.of(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

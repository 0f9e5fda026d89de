package io.parley.http.route;

import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/// Which web sites' pages may talk to us (RFC 6454). Tokens, not origins, are what opens a session;
/// this keeps a foreign page from using a visitor's browser as its client.
///
/// @param allowed such as `https://shop.example`; `*` is everybody
public record Origins(Set<String> allowed) {
  private static final String ANY = "*";

  public Origins {
    allowed = Set.copyOf(allowed);
  }

  /// Our own pages always may, and so may what is no browser and sends no `Origin`.
  public boolean allows(HttpRequest request) {
    return origin(request).map(origin -> isOurs(origin, request) || isListed(origin)).orElse(true);
  }

  /// Whether a request that changes something may come from where it comes from. A browser names
  /// the origin in `Origin`, or at least says in `Sec-Fetch-Site` (Fetch Metadata) that another
  /// site is behind it; it sends such a request without asking us first when it needs no header
  /// that is out of the ordinary.
  boolean allowsChange(HttpRequest request) {
    if (origin(request).isPresent()) return allows(request);
    var site = request.getHeader("Sec-Fetch-Site").map(HttpHeader::value).orElse("none");
    return site.equals("none") || site.equals("same-origin");
  }

  /// The origin to name in CORS headers: that of a page of another site which may read our answers.
  Optional<String> foreign(HttpRequest request) {
    return origin(request).filter(origin -> !isOurs(origin, request) && isListed(origin));
  }

  private boolean isListed(String origin) {
    return allowed.contains(ANY) || allowed.contains(origin);
  }

  /// Scheme aside: a proxy that ends TLS in front of us hides it.
  private static boolean isOurs(String origin, HttpRequest request) {
    int authority = origin.indexOf("://");
    return authority > 0
        && request
            .getHeader("Host")
            .map(HttpHeader::value)
            .filter(origin.substring(authority + 3)::equalsIgnoreCase)
            .isPresent();
  }

  private static Optional<String> origin(HttpRequest request) {
    return request.getHeader("Origin").map(HttpHeader::value);
  }
}

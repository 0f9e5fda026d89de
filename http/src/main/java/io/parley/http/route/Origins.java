package io.parley.http.route;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/// The web sites whose pages may use the API (RFC 6454). Tokens, not origins, open a session; this
/// keeps a foreign page from using a visitor's browser as its client.
///
/// @param allowed such as `https://shop.example`; `*` allows all
public record Origins(Set<String> allowed) {
  private static final String ANY = "*";

  private static final Pattern LOCAL =
      Pattern.compile(
          "https?://(?:localhost|[0-9.]{7,15}|\\[[0-9a-fA-F:.]{2,45}])(?::[0-9]{1,5})?");

  public Origins {
    allowed = Set.copyOf(allowed);
  }

  /// Our own pages are always allowed, and so are non-browsers, which send no `Origin`.
  public boolean allows(HttpRequest request) {
    return origin(request).map(origin -> isOurs(origin, request) || isListed(origin)).orElse(true);
  }

  /// The same, but a page of ours is one on an address or on `localhost` only: behind any other
  /// name may be a foreign site whose name server points to us (DNS rebinding).
  public boolean allowsDespiteRebinding(HttpRequest request) {
    return origin(request)
        .map(origin -> isListed(origin) || (isOurs(origin, request) && isLocal(origin)))
        .orElse(true);
  }

  /// Whether a page of ours sent it: for requests by which a browser uses a cookie, or gets one. A
  /// browser names the origin of every such request, so one without an origin is none of them.
  public boolean isOwnPage(HttpRequest request) {
    return origin(request).filter(origin -> isOurs(origin, request)).isPresent();
  }

  private static boolean isLocal(String origin) {
    return LOCAL.matcher(origin).matches();
  }

  /// Whether a changing request may come from its origin. A browser names the origin in `Origin`,
  /// or at least says in `Sec-Fetch-Site` (Fetch Metadata) that another site caused it; it sends
  /// such a request without a preflight if it needs no unusual header.
  boolean allowsChange(HttpRequest request) {
    if (origin(request).isPresent()) return allows(request);
    var site = request.getHeader("Sec-Fetch-Site").map(HttpHeader::value).orElse("none");
    return site.equals("none") || site.equals("same-origin");
  }

  /// The origin for CORS headers: that of another site's page which may read our answers.
  Optional<String> foreign(HttpRequest request) {
    return origin(request).filter(origin -> !isOurs(origin, request) && isListed(origin));
  }

  private boolean isListed(String origin) {
    return allowed.contains(ANY) || allowed.contains(origin);
  }

  /// Ignores the scheme: a TLS-terminating proxy in front of us hides it.
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

package io.parley.http.route;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The headers of every answer: request id, browser policies, CORS.
final class CommonHeaders {
  /// The microphone is for our own pages, and for the widget only if the embedding page delegates
  /// it.
  private static final List<HttpHeader> SECURITY =
      List.of(
          Replies.header("X-Content-Type-Options", "nosniff"),
          Replies.header("Referrer-Policy", "no-referrer"),
          Replies.header("Cross-Origin-Opener-Policy", "same-origin"),
          Replies.header(
              "Permissions-Policy",
              "camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(),"
                  + " usb=()"));

  /// For browsers without `frame-ancestors`; unlike that, it cannot name several sites.
  private static final HttpHeader NO_FRAME = Replies.header("X-Frame-Options", "DENY");

  /// For answers that are no pages: opened as one, they do nothing.
  private static final HttpHeader NO_PAGE =
      Replies.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private static final HttpHeader EXPOSED =
      Replies.header(
          "Access-Control-Expose-Headers",
          "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id");

  private final Origins origins;

  CommonHeaders(Origins origins) {
    this.origins = origins;
  }

  HttpResponse added(HttpRequest request, HttpResponse response, RequestId id) {
    return added(response, id).addHeaders(crossOrigin(request));
  }

  static HttpResponse added(HttpResponse response, RequestId id) {
    var headers = new ArrayList<HttpHeader>();
    headers.add(Replies.header(RequestId.HEADER, id.value()));
    for (var header : SECURITY)
      if (response.getHeader(header.name()).isEmpty()) headers.add(header);
    var policy = response.getHeader(NO_PAGE.name()).map(HttpHeader::value);
    if (policy.isEmpty()) headers.add(NO_PAGE);
    if (policy.orElse(NO_PAGE.value()).contains("frame-ancestors 'none'")) headers.add(NO_FRAME);
    return response.addHeaders(headers);
  }

  /// Fetch standard, CORS. Credentials are never allowed: tokens travel in `Authorization`, and
  /// cookies are for our own pages alone.
  private List<HttpHeader> crossOrigin(HttpRequest request) {
    var origin = origins.foreign(request);
    if (origin.isEmpty()) return List.of();
    var headers =
        new ArrayList<>(
            List.of(
                Replies.header("Access-Control-Allow-Origin", origin.get()),
                Replies.header("Vary", "Origin"),
                EXPOSED));
    if (request.getHeader("Access-Control-Request-Method").isPresent()) {
      headers.add(Replies.header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"));
      headers.add(
          Replies.header(
              "Access-Control-Allow-Headers",
              "Authorization, Challenge-Answer, Content-Type, Idempotency-Key, If-Match,"
                  + " Last-Event-ID, X-Request-Id"));
      headers.add(Replies.header("Access-Control-Max-Age", "600"));
    }
    return headers;
  }
}

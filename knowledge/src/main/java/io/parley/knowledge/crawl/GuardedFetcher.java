package io.parley.knowledge.crawl;

import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import java.io.IOException;

/// Sends every request by the guarded way out.
final class GuardedFetcher implements PageFetcher {
  private static final int OK = 200;

  private final GuardedHttp http;
  private final GuardLimits limits;
  private final String userAgent;

  /// @param limits of one request
  GuardedFetcher(GuardedHttp http, GuardLimits limits, String userAgent) {
    this.http = http;
    this.limits = limits;
    this.userAgent = userAgent;
  }

  @Override
  public PageFetcher of(TenantId tenant) {
    return new GuardedFetcher(http.of(tenant), limits, userAgent);
  }

  @Override
  public Answer fetch(Wanted wanted) throws IOException {
    var request =
        GuardedRequest.get(wanted.uri())
            .with("User-Agent", userAgent)
            .with("Accept", "text/html, application/xhtml+xml, application/pdf, */*;q=0.5")
            .within(limits);
    if (!wanted.followRedirects()) request = request.withoutRedirects();
    if (wanted.etag().isPresent()) request = request.with("If-None-Match", wanted.etag().get());
    if (wanted.lastModified().isPresent())
      request = request.with("If-Modified-Since", wanted.lastModified().get());
    try (var response = http.send(request)) {
      var headers = response.headers();
      return new Answer(
          response.status(),
          headers.firstValue("Location"),
          headers.firstValue("Content-Type"),
          headers.firstValue("ETag"),
          headers.firstValue("Last-Modified"),
          headers.firstValue("X-Robots-Tag"),
          response.status() == OK ? response.bytes() : new byte[0]);
    }
  }
}

package io.parley.knowledge.crawl;

import io.parley.core.tenant.TenantId;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// Asks a server for a page.
interface PageFetcher {
  /// @param etag and @param lastModified of the page at its last visit
  record Wanted(
      URI uri, Optional<String> etag, Optional<String> lastModified, boolean followRedirects) {
    static Wanted of(String url) {
      return new Wanted(URI.create(url), Optional.empty(), Optional.empty(), false);
    }

    /// A file beside the pages, such as `robots.txt`.
    static Wanted file(String url) {
      return new Wanted(URI.create(url), Optional.empty(), Optional.empty(), true);
    }
  }

  /// @param location where a redirect leads to
  /// @param robots the header `X-Robots-Tag`
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Answer(
      int status,
      Optional<String> location,
      Optional<String> type,
      Optional<String> etag,
      Optional<String> lastModified,
      Optional<String> robots,
      byte[] bytes) {}

  /// The same for addresses that this tenant chose. One that reaches nothing but its own pages is
  /// the same for all.
  default PageFetcher of(TenantId tenant) {
    return this;
  }

  /// Blocks.
  ///
  /// @throws IOException when the address is refused, or there is no answer
  Answer fetch(Wanted wanted) throws IOException;
}

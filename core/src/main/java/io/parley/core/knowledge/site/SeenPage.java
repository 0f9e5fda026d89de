package io.parley.core.knowledge.site;

import java.util.List;
import java.util.Optional;

/// A page at its last visit.
///
/// @param url its normalised address
/// @param etag and @param lastModified the headers of these names, sent back at the next visit
/// @param hash SHA-256 of its bytes, hex
/// @param links the addresses that it leads to; used while the page is unchanged
public record SeenPage(
    String url,
    Optional<String> etag,
    Optional<String> lastModified,
    String hash,
    List<String> links) {
  public SeenPage {
    links = List.copyOf(links);
  }
}

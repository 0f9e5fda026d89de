package io.parley.core.knowledge.site;

import java.util.List;
import java.util.Optional;

/// A page at its last visit.
///
/// @param url its normalised address
/// @param etag and @param lastModified the headers of these names, sent back at the next visit
/// @param hash SHA-256 of its bytes, hex
/// @param links the addresses that it leads to; used while the page is unchanged
/// @param hasText whether something of it is searched
/// @param isSettled whether the visit that goes on, or begins now, has seen it already; only pages
///   of a visit that was cut off are
public record SeenPage(
    String url,
    Optional<String> etag,
    Optional<String> lastModified,
    String hash,
    List<String> links,
    boolean hasText,
    boolean isSettled) {
  public SeenPage {
    links = List.copyOf(links);
  }
}

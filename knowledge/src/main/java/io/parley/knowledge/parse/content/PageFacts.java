package io.parley.knowledge.parse.content;

import java.util.List;
import java.util.Optional;

/// A page's statements to crawlers.
///
/// @param links the targets of its links, absolute, without fragments, in order, each once
/// @param canonical the address that the page names as its own
/// @param index false when it asks not to be indexed
/// @param follow false when it asks that its links are not followed
public record PageFacts(
    List<String> links, Optional<String> canonical, boolean index, boolean follow) {
  /// Of a file that is no page.
  public static final PageFacts NONE = new PageFacts(List.of(), Optional.empty(), true, true);

  public PageFacts {
    links = List.copyOf(links);
  }
}

package io.parley.knowledge.crawl;

import java.util.List;

/// The result of a visit.
///
/// @param requested pages that were asked for
/// @param stored new texts, and changed ones; @param unchanged pages; @param removed pages
/// @param held pages that would have been removed, if they were not most of the site
/// @param skipped pages that say they should not be read, have no text, or are copies of others
/// @param failed pages that gave no answer; their texts stay
/// @param complete false when the visit ended at a limit, or at a fault of the site
/// @param problems for people: addresses with what was wrong there, the first hundred
public record CrawlReport(
    int requested,
    int stored,
    int unchanged,
    int removed,
    int held,
    int skipped,
    int failed,
    boolean complete,
    List<String> problems) {
  public CrawlReport {
    problems = List.copyOf(problems);
  }
}

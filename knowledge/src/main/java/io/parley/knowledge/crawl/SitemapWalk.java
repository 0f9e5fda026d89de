package io.parley.knowledge.crawl;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads a site's sitemaps, and those that they name.
final class SitemapWalk {
  private static final int OK = 200;

  private final PacedFetcher fetcher;
  private final int max;
  private final Tally tally;

  SitemapWalk(PacedFetcher fetcher, int max, Tally tally) {
    this.fetcher = fetcher;
    this.max = max;
    this.tally = tally;
  }

  /// @param named whether the site names them itself: then a missing one is a problem
  /// @return the addresses of pages
  List<String> walk(List<String> first, boolean named, Scope scope) {
    var pages = new ArrayList<String>();
    var left = new ArrayDeque<>(first);
    var seen = new HashSet<String>();
    while (!left.isEmpty() && seen.size() < max) {
      var url = Scope.normal(left.remove());
      // a sitemap of another host could name pages of this one; its host's pace is not ours
      if (url.isEmpty() || !Scope.sameSite(url.get(), scope.origin()) || !seen.add(url.get()))
        continue;
      try {
        var answer = fetcher.fetch(PageFetcher.Wanted.file(url.get()));
        if (answer.status() == OK) {
          var found = Sitemaps.read(url.get(), answer.bytes());
          pages.addAll(found.pages());
          left.addAll(found.further());
        } else if (named) {
          tally.problem(url.get(), "status " + answer.status());
        }
      } catch (IOException e) {
        tally.problem(url.get(), e.getMessage());
      }
    }
    return pages;
  }
}

package io.parley.knowledge.crawl;

import io.parley.core.knowledge.site.SiteBook;
import java.util.ArrayList;
import java.util.List;

/// Counts what happens in a visit.
final class Tally {
  private static final int PROBLEMS_MAX = 100;

  private final List<String> problems = new ArrayList<>();
  private int requested;
  private int stored;
  private int unchanged;
  private int removed;
  private int held;
  private int skipped;
  private int failed;
  private boolean complete = true;

  int requested() {
    return requested;
  }

  void request() {
    requested++;
  }

  void store() {
    stored++;
  }

  void unchanged() {
    unchanged++;
  }

  void remove() {
    removed++;
  }

  void hold(int pages) {
    held = pages;
  }

  void skip(String url, String why) {
    skipped++;
    problem(url, why);
  }

  void fail(String url, String why) {
    failed++;
    problem(url, why);
  }

  void problem(String url, String why) {
    if (problems.size() < PROBLEMS_MAX) problems.add(url + ": " + why);
  }

  /// Notes why a change was not stored.
  ///
  /// @return whether the visit must end
  boolean note(String url, SiteBook.Kept kept) {
    return switch (kept) {
      case SiteBook.Kept.Done() -> false;
      case SiteBook.Kept.TooLong(var detail) -> {
        fail(url, detail);
        yield false;
      }
      case SiteBook.Kept.TooMany(int max) ->
          ending("there are %,d documents already (expected: fewer)".formatted(max));
      case SiteBook.Kept.StorageFull(long bytes) ->
          ending("%,d bytes are stored already (expected: fewer)".formatted(bytes));
      case SiteBook.Kept.NoSuchCollection() -> ending("the collection was deleted");
      case SiteBook.Kept.Overtaken() -> ending("the visit was overtaken by another one");
    };
  }

  private boolean ending(String why) {
    incomplete(why);
    return true;
  }

  void incomplete(String why) {
    complete = false;
    if (problems.size() < PROBLEMS_MAX) problems.add(why);
  }

  CrawlReport report() {
    return new CrawlReport(
        requested, stored, unchanged, removed, held, skipped, failed, complete, problems);
  }
}

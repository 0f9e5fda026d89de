package io.parley.knowledge.crawl;

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

  Tally incomplete(String why) {
    complete = false;
    if (problems.size() < PROBLEMS_MAX) problems.add(why);
    return this;
  }

  CrawlReport report() {
    return new CrawlReport(
        requested, stored, unchanged, removed, skipped, failed, complete, problems);
  }
}

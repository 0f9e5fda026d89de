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

  void incomplete(String why) {
    complete = false;
    if (problems.size() < PROBLEMS_MAX) problems.add(why);
  }

  CrawlReport report() {
    return new CrawlReport(
        requested, stored, unchanged, removed, held, skipped, failed, complete, problems);
  }
}

package io.parley.knowledge.crawl;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// The pages that are still to be asked for, each once.
final class Frontier {
  /// @param depth links from the first page
  record Step(String url, int depth) {}

  /// More addresses than that are made by a program, such as a calendar without end.
  private static final int KNOWN_MAX = 1_000_000;

  private final Scope scope;
  private final int depthMax;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Set<String> added = new HashSet<>();

  Frontier(Scope scope, int depthMax) {
    this.scope = scope;
    this.depthMax = depthMax;
  }

  Scope scope() {
    return scope;
  }

  /// Leaves out what is not of the site, too deep, or added already.
  void add(String url, int depth) {
    if (depth > depthMax || added.size() >= KNOWN_MAX) return;
    Scope.normal(url)
        .filter(scope::contains)
        .filter(Scope::mayBeText)
        .filter(added::add)
        .ifPresent(clean -> steps.add(new Step(clean, depth)));
  }

  void addAll(Collection<String> urls, int depth) {
    for (var url : urls) add(url, depth);
  }

  /// A page of an earlier visit: it is asked for, and leads no further.
  void addLast(String url) {
    if (added.add(url)) steps.add(new Step(url, depthMax));
  }

  boolean hasNext() {
    return !steps.isEmpty();
  }

  Step next() {
    return steps.remove();
  }
}

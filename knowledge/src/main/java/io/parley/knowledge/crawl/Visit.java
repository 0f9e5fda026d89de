package io.parley.knowledge.crawl;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.process.ParseFailure;
import io.parley.knowledge.parse.process.Parsed;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// One visit of a site. Pages are asked for in order of their distance from the first one; pages of
/// earlier visits that nothing leads to any more come last, to see whether they are still there.
final class Visit {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  /// Statuses of an address that has no page any more. A login or a limit says nothing about that.
  private static final Set<Integer> GONE = Set.of(404, 410);

  /// Redirects that hold for good (RFC 9110, section 15.4).
  private static final Set<Integer> MOVED = Set.of(301, 308);

  private final CrawlSettings settings;
  private final PacedFetcher fetcher;
  private final PageReader reader;
  private final SiteBook book;
  private final Tally tally = new Tally();
  private final Map<String, SeenPage> known = new HashMap<>();
  private final Vanishing vanishing = new Vanishing();
  private final VisitWish wish;
  private Frontier frontier;
  private int textsBefore;
  private boolean over;

  Visit(
      CrawlSettings settings,
      PacedFetcher fetcher,
      PageReader reader,
      SiteBook book,
      VisitWish wish) {
    this.settings = settings;
    this.wish = wish;
    this.fetcher = fetcher;
    this.reader = reader;
    this.book = book;
  }

  CrawlReport run(URI seed, BooleanSupplier cancelled) {
    var scope = Scope.of(seed).within(wish.paths());
    frontier = new Frontier(scope, settings.depth());
    for (var page : book.pages().toCompletableFuture().join()) known.put(page.url(), page);
    if (begin(scope, seed)) walk(cancelled);
    return tally.report();
  }

  private void walk(BooleanSupplier cancelled) {
    textsBefore = (int) known.values().stream().filter(SeenPage::hasText).count();
    long settled = known.values().stream().filter(SeenPage::isSettled).count();
    int max = Math.min(settings.pages(), wish.pages().orElse(settings.pages()));
    while (!over && frontier.hasNext()) {
      if (cancelled.getAsBoolean()) {
        tally.incomplete("the visit was cancelled");
        return;
      }
      if (tally.requested() + settled >= max) {
        tally.incomplete("the visit ended after %,d pages".formatted(max));
        break;
      }
      if (!page(frontier.next())) break;
      // pages that nothing leads to any more
      if (!frontier.hasNext()) known.keySet().forEach(frontier::addLast);
    }
    if (!over) vanishing.settle(textsBefore, this::hasText, wish.force(), tally, this::remove);
  }

  private boolean remove(Vanishing.Page page) {
    return !over && is(page.url(), page.removeFrom(book));
  }

  private boolean hasText(String url) {
    var page = known.get(url);
    return page != null && page.hasText();
  }

  /// The rules, the sitemaps, the first page.
  private boolean begin(Scope scope, URI seed) {
    for (var url : List.copyOf(known.keySet())) if (!scope.contains(url)) leftOut(url);
    if (over) return false;
    try {
      var named = fetcher.readRules(scope.origin());
      frontier.add(seed.toString(), 0);
      new SitemapWalk(fetcher, settings.sitemaps(), tally)
          .walk(
              named.isEmpty() ? List.of(scope.origin() + "/sitemap.xml") : named,
              !named.isEmpty(),
              scope)
          .forEach(url -> frontier.add(url, 1));
      return true;
    } catch (IOException e) {
      tally.incomplete("robots.txt: " + e.getMessage());
      return false;
    }
  }

  /// @return false when the visit must end
  private boolean page(Frontier.Step step) {
    var url = step.url();
    var seen = known.get(url);
    if (seen != null && seen.isSettled()) {
      frontier.addAll(seen.links(), step.depth() + 1);
      return true;
    }
    if (!fetcher.allows(url)) {
      tally.skip(url, "robots.txt does not allow it");
      remove(url, Optional.empty());
      return true;
    }
    PageFetcher.Answer answer;
    tally.request();
    try {
      answer =
          fetcher.fetch(
              new PageFetcher.Wanted(
                  URI.create(url),
                  seen == null ? Optional.empty() : seen.etag(),
                  seen == null ? Optional.empty() : seen.lastModified(),
                  false));
    } catch (IOException e) {
      failed(step, e.getMessage());
      return true;
    }
    return answered(step, answer);
  }

  private boolean answered(Frontier.Step step, PageFetcher.Answer answer) {
    int status = answer.status();
    if (status == OK) content(step, answer);
    else if (status == NOT_MODIFIED && known.containsKey(step.url()))
      unchanged(step, known.get(step.url()), answer);
    else if (status == 429 || status == 503) {
      tally.incomplete("the site asks with status %d to come back later".formatted(status));
      return false;
    } else if (status >= 300 && status < 400) led(step, status, answer.location());
    else if (GONE.contains(status)) remove(step.url(), Optional.empty());
    else failed(step, "status " + status);
    return true;
  }

  private void content(Frontier.Step step, PageFetcher.Answer answer) {
    var url = step.url();
    var seen = known.get(url);
    var hash = ContentHash.of(answer.bytes());
    if (seen != null && seen.hash().equals(hash)) {
      unchanged(step, seen, answer);
      return;
    }
    Parsed parsed;
    try {
      parsed =
          reader
              .parse(new FileInput(url, answer.type(), answer.bytes()))
              .toCompletableFuture()
              .join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof ParseFailure)) throw e;
      failed(step, e.getCause().getMessage());
      return;
    }
    var links = links(answer, parsed);
    var texts = texts(step, answer, parsed);
    var page =
        new SeenPage(
            url, answer.etag(), answer.lastModified(), hash, links, !texts.isEmpty(), true);
    if (texts.isEmpty() && seen != null && seen.hasText()) {
      vanishing.add(new Vanishing.Page(url, Optional.of(page), canonical(url, parsed)));
      known.put(url, page);
    } else if (put(page, Optional.of(texts)) && !texts.isEmpty()) tally.store();
    frontier.addAll(links, step.depth() + 1);
  }

  private static Optional<String> canonical(String url, Parsed parsed) {
    return parsed.page().canonical().flatMap(Scope::normal).filter(own -> !isSame(own, url));
  }

  /// The texts of a page that wants to be found, under its own address.
  private List<ReadDocument> texts(Frontier.Step step, PageFetcher.Answer answer, Parsed parsed) {
    var url = step.url();
    var canonical = canonical(url, parsed);
    if (canonical.isPresent()) {
      tally.skip(url, "it names another address as its own");
      frontier.add(canonical.get(), step.depth());
      return List.of();
    }
    if (!parsed.page().index() || robots(answer, "noindex")) {
      tally.skip(url, "it asks not to be indexed");
      return List.of();
    }
    return switch (parsed.reading()) {
      case Reading.Refused refused -> {
        tally.skip(url, refused.detail());
        yield List.of();
      }
      case Reading.Read read -> read.documents();
    };
  }

  /// Its texts stay as they are.
  private void unchanged(Frontier.Step step, SeenPage seen, PageFetcher.Answer answer) {
    put(
        new SeenPage(
            seen.url(),
            answer.etag().or(seen::etag),
            answer.lastModified().or(seen::lastModified),
            seen.hash(),
            seen.links(),
            seen.hasText(),
            true),
        Optional.empty());
    tally.unchanged();
    frontier.addAll(seen.links(), step.depth() + 1);
  }

  /// Its texts stay, and what it led to is still asked for.
  private void failed(Frontier.Step step, String problem) {
    tally.fail(step.url(), problem);
    var seen = known.get(step.url());
    if (seen != null) frontier.addAll(seen.links(), step.depth() + 1);
  }

  /// A page that leads to another site for now, such as to a login, stays as it was.
  private void led(Frontier.Step step, int status, Optional<String> location) {
    var target = location.map(where -> resolve(step.url(), where)).flatMap(Scope::normal);
    boolean leaves = target.filter(frontier.scope()::contains).isEmpty();
    if (leaves && !MOVED.contains(status) && known.containsKey(step.url()))
      failed(step, "it leads elsewhere for now (status %d)".formatted(status));
    else moved(step, target);
  }

  private void moved(Frontier.Step step, Optional<String> target) {
    remove(step.url(), target);
    if (target.isEmpty()) tally.fail(step.url(), "a redirect to nowhere");
    else if (!frontier.scope().contains(target.get())) {
      tally.skip(step.url(), "it leads to another site");
      if (step.depth() == 0 && Scope.sameSite(step.url(), target.get()))
        tally.incomplete(
            "the site has moved to %s (expected: pages here). Use that address."
                .formatted(Scope.originOf(target.get())));
    } else frontier.add(target.get(), step.depth());
  }

  /// @return whether it is stored
  private boolean put(SeenPage page, Optional<List<ReadDocument>> texts) {
    boolean done = is(page.url(), book.put(page, texts));
    if (done) known.put(page.url(), page);
    return done;
  }

  /// Blocks until the book has changed, or says why not.
  private boolean is(String url, CompletionStage<SiteBook.Kept> change) {
    var kept = change.toCompletableFuture().join();
    over |= tally.note(url, kept);
    return kept instanceof SiteBook.Kept.Done;
  }

  /// Of a page that is no longer wanted: it does not wait.
  private void leftOut(String url) {
    known.remove(url);
    if (!over && is(url, book.remove(url))) tally.remove();
  }

  private void remove(String url, Optional<String> target) {
    var seen = known.remove(url);
    if (seen == null) return;
    if (seen.hasText()) vanishing.add(new Vanishing.Page(url, Optional.empty(), target));
    else if (is(url, book.remove(url))) tally.remove();
  }

  /// Of the whole host: the site's path may be another one at the next visit.
  private List<String> links(PageFetcher.Answer answer, Parsed parsed) {
    var followed = follows(answer, parsed) ? parsed.page().links() : List.<String>of();
    return Stream.concat(parsed.page().canonical().stream(), followed.stream())
        .flatMap(link -> Scope.normal(link).stream())
        .filter(link -> Scope.originOf(link).equals(frontier.scope().origin()))
        .filter(Scope::mayBeText)
        .distinct()
        .toList();
  }

  private static boolean follows(PageFetcher.Answer answer, Parsed parsed) {
    return parsed.page().follow() && !robots(answer, "nofollow");
  }

  private static boolean robots(PageFetcher.Answer answer, String word) {
    var said = answer.robots().orElse("").toLowerCase(Locale.ROOT);
    return said.contains(word) || said.contains("none");
  }

  /// A page that is served by http and https names one of them.
  private static boolean isSame(String canonical, String url) {
    return canonical.equals(url)
        || canonical.replaceFirst("^https?:", "").equals(url.replaceFirst("^https?:", ""));
  }

  private static String resolve(String url, String location) {
    try {
      return URI.create(url).resolve(location).toString();
    } catch (IllegalArgumentException _) {
      return ""; // a redirect with a mistake leads nowhere
    }
  }
}

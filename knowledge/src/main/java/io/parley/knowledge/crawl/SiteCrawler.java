package io.parley.knowledge.crawl;

import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.parse.process.IsolatedReader;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import java.net.URI;
import java.util.function.BooleanSupplier;

/// Visits sites. Visits of several sites may run at the same time; requests to one host keep their
/// pause.
public final class SiteCrawler {
  private final CrawlSettings settings;
  private final PageFetcher fetcher;
  private final PageReader reader;
  private final CrawlTime time;
  private final HostPace pace;

  SiteCrawler(CrawlSettings settings, PageFetcher fetcher, PageReader reader, CrawlTime time) {
    this(settings, fetcher, reader, time, new HostPace());
  }

  private SiteCrawler(
      CrawlSettings settings,
      PageFetcher fetcher,
      PageReader reader,
      CrawlTime time,
      HostPace pace) {
    this.settings = settings;
    this.fetcher = fetcher;
    this.reader = reader;
    this.time = time;
    this.pace = pace;
  }

  /// The same for the sites of this tenant, with the pauses of all tenants together.
  public SiteCrawler of(TenantId tenant) {
    return new SiteCrawler(settings, fetcher.of(tenant), reader, time, pace);
  }

  /// @param limits of one request; the size of a page is a setting of its own
  public static SiteCrawler create(
      CrawlSettings settings, GuardedHttp http, GuardLimits limits, IsolatedReader reader) {
    return new SiteCrawler(
        settings,
        new GuardedFetcher(http, limits.upTo(settings.pageBytes()), settings.userAgent()),
        reader::parse,
        CrawlTime.SYSTEM);
  }

  /// Visits a site, and puts what is new into the book. Blocks for minutes: use a virtual thread.
  ///
  /// @param seed the first page; the site is what is beside it and below it
  /// @param cancelled is asked before each request
  /// @throws java.util.concurrent.CompletionException with the failure of the book
  /// @throws IllegalArgumentException when the seed is no address of a page
  public CrawlReport visit(URI seed, SiteBook book, VisitWish wish, BooleanSupplier cancelled) {
    return new Visit(settings, new PacedFetcher(settings, fetcher, pace, time), reader, book, wish)
        .run(seed, cancelled);
  }
}

package io.parley.knowledge.source;

import io.parley.core.knowledge.document.FileIntake;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import io.parley.core.secret.Secrets;
import io.parley.knowledge.crawl.CrawlReport;
import io.parley.knowledge.crawl.CrawlSettings;
import io.parley.knowledge.crawl.CrawlTime;
import io.parley.knowledge.crawl.ResourceVisits;
import io.parley.knowledge.crawl.SiteCrawler;
import io.parley.knowledge.crawl.VisitWish;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Reads a site page by page, an export as one file or list, and resources one by one.
public final class WebSources implements SourceReader {
  private final SiteCrawler crawler;
  private final ExportReader exports;
  private final ResourceVisits resources;

  /// @param limits of the request for an export
  /// @param manners of requests; see [CrawlSettings]
  /// @param secrets by which exports are opened
  public WebSources(
      SiteCrawler crawler,
      ResourceVisits resources,
      GuardedHttp http,
      GuardLimits limits,
      CrawlSettings manners,
      FileIntake intake,
      Secrets secrets) {
    this.crawler = crawler;
    this.resources = resources;
    this.exports = new ExportReader(http, limits, manners, intake, secrets, CrawlTime.SYSTEM);
  }

  @Override
  public SourceRun.Result read(Claim claim, SiteBook book, BooleanSupplier cancelled)
      throws IOException {
    return switch (claim.source().kind()) {
      case SITE -> site(claim, book, cancelled);
      case EXPORT -> exports.read(claim, book, cancelled);
      case RESOURCES ->
          result(
              resources.visit(
                  claim.tenant(), claim.source().toolSource(), book, wish(claim), cancelled));
    };
  }

  private SourceRun.Result site(Claim claim, SiteBook book, BooleanSupplier cancelled) {
    return result(
        crawler.of(claim.tenant()).visit(claim.source().url(), book, wish(claim), cancelled));
  }

  private static VisitWish wish(Claim claim) {
    var reading = claim.source().reading();
    return new VisitWish(reading.pages(), reading.paths(), claim.isForced());
  }

  private static SourceRun.Result result(CrawlReport report) {
    return new SourceRun.Result(
        report.requested(),
        report.stored(),
        report.unchanged(),
        report.removed(),
        report.held(),
        report.skipped(),
        report.failed(),
        report.complete(),
        Optional.empty(),
        report.problems());
  }
}

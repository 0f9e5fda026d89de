package io.parley.knowledge.crawl;

import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SourceResources;
import io.parley.knowledge.parse.process.IsolatedReader;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// Reads the resources of tool sources like the pages of a site.
public final class ResourceVisits {
  private final CrawlSettings settings;
  private final SourceResources resources;
  private final PageReader reader;

  ResourceVisits(CrawlSettings settings, SourceResources resources, PageReader reader) {
    this.settings = settings;
    this.resources = resources;
    this.reader = reader;
  }

  /// @param settings how many pages, and of what size, may be read
  public static ResourceVisits create(
      CrawlSettings settings, SourceResources resources, IsolatedReader reader) {
    return new ResourceVisits(settings, resources, reader::parse);
  }

  /// Puts what is new into the book, and takes out what is gone. Blocks.
  ///
  /// @param source name of the tool source
  /// @param cancelled is asked before each request
  /// @throws IOException when the resources cannot be listed; then nothing is changed
  public CrawlReport visit(
      TenantId tenant, String source, SiteBook book, VisitWish wish, BooleanSupplier cancelled)
      throws IOException {
    return new ResourceVisit(
            settings,
            resources.list(tenant, source),
            uri -> resources.read(tenant, source, uri),
            reader,
            book,
            wish)
        .run(cancelled);
  }
}

package io.parley.knowledge.crawl;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Section `parley.knowledge.crawl`; see `reference.conf` for what each value does.
///
/// @param userAgent the name that is sent, and looked for in `robots.txt`
/// @param pause between two requests to one host
/// @param pauseMax the longest that a site can ask for in its `robots.txt`
/// @param pages requests of one visit
/// @param depth links from the first page
/// @param pageBytes of one page
/// @param sitemaps read in one visit
public record CrawlSettings(
    String userAgent,
    Duration pause,
    Duration pauseMax,
    int pages,
    int depth,
    long pageBytes,
    int sitemaps) {
  private static final String PATH = "parley.knowledge.crawl";

  public CrawlSettings {
    Expect.that(
        PATH + ".user-agent", userAgent.matches("[A-Za-z_-]{1,40}"), "letters, such as ParleyBot");
    Expect.between(PATH + ".pause", pause, Duration.ofMillis(1), Duration.ofHours(1));
    Expect.atLeast(PATH + ".pause-max", pauseMax, PATH + ".pause", pause);
    Expect.between(PATH + ".pages", pages, 1, 1_000_000);
    Expect.between(PATH + ".depth", depth, 0, 1_000);
    Expect.between(PATH + ".page-size", pageBytes, 1_000, 1L << 30);
    Expect.between(PATH + ".sitemaps", sitemaps, 0, 10_000);
  }

  public static CrawlSettings from(Config config) {
    var section = Section.of(config, PATH);
    return new CrawlSettings(
        section.word("user-agent"),
        section.duration("pause"),
        section.duration("pause-max"),
        section.integer("pages"),
        section.integer("depth"),
        section.bytes("page-size"),
        section.integer("sitemaps"));
  }
}

package io.parley.knowledge.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Sends the requests of one visit, each after its pause, and only those that the site's
/// `robots.txt` allows (RFC 9309: without such a file all are allowed; while the server cannot give
/// it, none is).
final class PacedFetcher {
  private static final int OK = 200;
  private static final int ROBOTS_BYTES_MAX = 500 << 10;

  private final CrawlSettings settings;
  private final PageFetcher fetcher;
  private final HostPace pace;
  private final CrawlTime time;
  private BaseRobotRules rules;

  PacedFetcher(CrawlSettings settings, PageFetcher fetcher, HostPace pace, CrawlTime time) {
    this.settings = settings;
    this.fetcher = fetcher;
    this.pace = pace;
    this.time = time;
  }

  /// Reads the rules of an origin; before that nothing is allowed.
  ///
  /// @return the sitemaps that they name
  /// @throws IOException when the server gives no answer
  List<String> readRules(String origin) throws IOException {
    var parser = new SimpleRobotRulesParser(settings.pauseMax().toMillis(), 0);
    var url = origin + "/robots.txt";
    var answer = fetch(PageFetcher.Wanted.file(url));
    if (answer.status() != OK) {
      rules = parser.failedFetch(answer.status());
    } else {
      var head =
          answer.bytes().length > ROBOTS_BYTES_MAX
              ? java.util.Arrays.copyOf(answer.bytes(), ROBOTS_BYTES_MAX)
              : answer.bytes();
      rules =
          parser.parseContent(
              url,
              head,
              "text/plain",
              List.of(settings.userAgent().toLowerCase(java.util.Locale.ROOT)));
    }
    if (rules.isDeferVisits()) throw new IOException("status " + answer.status());
    return rules.getSitemaps();
  }

  boolean allows(String url) {
    return rules != null && rules.isAllowed(url);
  }

  /// Blocks for the pause and the answer.
  PageFetcher.Answer fetch(PageFetcher.Wanted wanted) throws IOException {
    time.await(pace.reserve(host(wanted.uri()), pause(), time.now()));
    return fetcher.fetch(wanted);
  }

  private Duration pause() {
    long asked = rules == null ? 0 : rules.getCrawlDelay();
    var pause = settings.pause();
    return asked > pause.toMillis()
        ? Duration.ofMillis(Math.min(asked, settings.pauseMax().toMillis()))
        : pause;
  }

  private static String host(URI uri) {
    return uri.getHost() + ":" + uri.getPort();
  }
}

package io.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.PageFacts;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.process.Parsed;
import io.parley.knowledge.parse.sample.Read;
import io.parley.knowledge.parse.type.Formats;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In front of a site over a real socket, by the guarded way out. Time is manual. Pages are parsed
/// in this process: the crawler cannot tell.
class SiteCrawlerTest {
  static final CrawlSettings SETTINGS =
      new CrawlSettings(
          "ParleyBot", Duration.ofSeconds(1), Duration.ofSeconds(30), 50, 5, 1 << 20, 5);

  private static final Duration WAIT = Duration.ofSeconds(20);
  static final GuardLimits LIMITS = new GuardLimits(WAIT, WAIT, WAIT, WAIT, 1 << 20);

  private final MemoryBook book = new MemoryBook();
  private final ManualTime time = new ManualTime();
  private TestSite site;
  private GuardedHttp http;
  private SiteCrawler crawler;

  /// Waiting moves it on.
  static final class ManualTime implements CrawlTime {
    private final List<Long> sent = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void await(Instant then) {
      if (then.isAfter(now)) now = then;
      sent.add(now.toEpochMilli());
    }
  }

  @BeforeEach
  void open() throws IOException {
    site = new TestSite();
    http = guard(site.authority());
    crawler =
        new SiteCrawler(
            SETTINGS, new GuardedFetcher(http, LIMITS, "ParleyBot"), SiteCrawlerTest::parse, time);
  }

  @AfterEach
  void close() {
    http.close();
    site.close();
  }

  @Test
  void it_follows_links_below_the_first_page_of_the_same_host_alone() {
    site.page(
        "/help/",
        "Start",
        "a.html",
        "/help/b",
        "/other/c",
        "https://example.com/help/d",
        "x.png",
        "#top",
        "mailto:a@b");
    site.page("/help/a.html", "A", "/help/", "../help/./b#part");
    site.page("/help/b", "B");
    site.page("/other/c", "C");
    var report = visit("/help/");
    assertThat(titles()).containsExactly("Start", "A", "B");
    assertThat(site.requests())
        .containsExactly("/robots.txt", "/sitemap.xml", "/help/", "/help/a.html", "/help/b");
    assertThat(report).isEqualTo(new CrawlReport(3, 3, 0, 0, 0, 0, 0, true, List.of()));
  }

  @Test
  void one_request_a_second_or_as_slowly_as_the_site_asks() {
    site.page("/", "Start", "/a");
    site.page("/a", "A");
    visit("/");
    assertThat(time.sent).containsExactly(0L, 1_000L, 2_000L, 3_000L);
    time.sent.clear();
    site.put("/robots.txt", 200, Map.of(), "User-agent: *\nCrawl-delay: 5\n");
    visit("/");
    assertThat(time.sent).containsExactly(4_000L, 5_000L, 10_000L, 15_000L);
  }

  @Test
  void robots_txt_is_obeyed_and_names_sitemaps() {
    site.put(
        "/robots.txt",
        200,
        Map.of("Content-Type", "text/plain"),
        "User-agent: other\n"
            + "Disallow: /\n\n"
            + "User-agent: parleybot\n"
            + "Disallow: /secret\n"
            + "Allow: /secret/open\n"
            + "Sitemap: "
            + site.url("/map.xml")
            + "\n");
    site.put(
        "/map.xml",
        200,
        Map.of("Content-Type", "application/xml"),
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
            + "<url><loc>"
            + site.url("/lonely")
            + "</loc></url><url><loc>https://example.com/x</loc></url></urlset>");
    site.page("/", "Start", "/secret/a", "/secret/open");
    site.page("/secret/a", "Secret");
    site.page("/secret/open", "Open");
    site.page("/lonely", "Lonely");
    var report = visit("/");
    assertThat(titles()).containsExactly("Start", "Lonely", "Open");
    assertThat(site.requests()).doesNotContain("/secret/a");
    assertThat(report.problems())
        .containsExactly(site.url("/secret/a") + ": robots.txt does not allow it");
  }

  @Test
  void without_an_answer_for_robots_txt_nothing_is_asked_for_and_nothing_removed() {
    site.page("/", "Start");
    visit("/");
    site.requests();
    site.put("/robots.txt", 500, Map.of(), "broken");
    var report = visit("/");
    assertThat(site.requests()).containsExactly("/robots.txt");
    assertThat(report.complete()).isFalse();
    assertThat(titles()).containsExactly("Start");
  }

  @Test
  void a_second_visit_asks_only_for_what_has_changed() {
    site.put(
        "/",
        200,
        Map.of("Content-Type", "text/html", "ETag", "\"1\""),
        "<html><body><h1>Start</h1><a href=/a>a</a><a href=/b>b</a>");
    site.put(
        "/a",
        200,
        Map.of("Content-Type", "text/html", "Last-Modified", "Mon, 23 Nov 2026 07:00:00 GMT"),
        "<html><body><h1>A</h1>");
    site.page("/b", "B");
    visit("/");
    site.requests();
    site.page("/b", "B2");
    var report = visit("/");
    assertThat(site.requests())
        .containsExactly("/robots.txt", "/sitemap.xml", "/ \"1\"", "/a since", "/b");
    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.unchanged()).isEqualTo(2);
    assertThat(titles()).containsExactly("Start", "A", "B2");
  }

  @Test
  void pages_that_are_gone_or_moved_vanish_and_those_that_fail_stay() {
    site.page("/", "Start", "/a", "/b", "/c", "/d");
    for (var path : List.of("/a", "/b", "/c", "/d")) site.page(path, "Page " + path);
    visit("/");
    // nothing leads to c and d any more; c is still there
    site.page("/", "Start", "/a", "/b");
    site.put("/a", 301, Map.of("Location", "/new"), "");
    site.page("/new", "New");
    site.put("/b", 500, Map.of(), "broken");
    site.remove("/d");
    var report = visit("/");
    assertThat(titles()).containsExactly("Start", "New", "Page /b", "Page /c");
    assertThat(report.removed()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 408, 451})
  void a_page_that_is_refused_for_now_stays(int status) {
    site.page("/", "Start", "/a");
    site.page("/a", "A");
    visit("/");
    site.put("/a", status, Map.of(), "not for you");
    var report = visit("/");
    assertThat(titles()).containsExactly("Start", "A");
    assertThat(report.removed()).isZero();
    assertThat(report.failed()).isEqualTo(1);
  }

  @Test
  void a_page_that_leads_to_a_login_for_now_stays_and_one_that_left_for_good_vanishes() {
    site.page("/", "Start", "/a", "/b");
    site.page("/a", "A");
    site.page("/b", "B");
    visit("/");
    site.put("/a", 302, Map.of("Location", "https://login.example/?next=a"), "");
    site.put("/b", 308, Map.of("Location", "https://elsewhere.example/b"), "");
    var report = visit("/");
    assertThat(titles()).containsExactly("Start", "A");
    assertThat(report.removed()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(1);
  }

  @Test
  void pages_say_how_they_want_to_be_found() {
    site.page("/", "Start", "/noindex", "/copy?session=1", "/nofollow", "/header");
    site.page("/noindex", "No", "<meta name=robots content=noindex>", new String[] {"/after"});
    site.page("/after", "After");
    site.page("/copy?session=1", "Copy", "<link rel=canonical href=/copy>", new String[0]);
    site.page("/copy", "Copy", "<link rel=canonical href=/copy>", new String[0]);
    site.page("/nofollow", "Stop", "<meta name=robots content=nofollow>", new String[] {"/never"});
    site.page("/never", "Never");
    site.put(
        "/header",
        200,
        Map.of("Content-Type", "text/html", "X-Robots-Tag", "noindex"),
        "<html><body><h1>Header</h1>");
    visit("/");
    assertThat(titles()).containsExactly("Start", "After", "Copy", "Stop");
    assertThat(book.texts).containsKey(site.url("/copy"));
  }

  @Test
  void a_page_that_asks_not_to_be_indexed_any_more_vanishes() {
    site.page("/", "Start", "/a");
    site.page("/a", "A");
    visit("/");
    site.page("/a", "A", "<meta name=robots content=noindex>", new String[0]);
    visit("/");
    assertThat(titles()).containsExactly("Start");
  }

  @Test
  void it_ends_at_the_limits_of_pages_and_depth() {
    for (int i = 0; i < 100; i++) site.page("/p" + i, "P" + i, "/p" + (i + 1));
    var report = visit("/p0");
    assertThat(report.requested()).isEqualTo(1);
    site.page("/", "Start", "/p0");
    assertThat(visit("/").requested()).as("six pages deep").isEqualTo(6);
    var wide = new String[100];
    for (int i = 0; i < 100; i++) wide[i] = "/p" + i;
    site.page("/", "Start", wide);
    var limited = visit("/");
    assertThat(limited.requested()).isEqualTo(50);
    assertThat(limited.complete()).isFalse();
    assertThat(limited.problems()).contains("the visit ended after 50 pages");
  }

  @Test
  void a_site_that_asks_to_come_back_later_is_left_alone() {
    site.page("/", "Start", "/a", "/b");
    site.put("/a", 429, Map.of("Retry-After", "60"), "slow down");
    site.page("/b", "B");
    var report = visit("/");
    assertThat(site.requests()).doesNotContain("/b");
    assertThat(report.complete()).isFalse();
    assertThat(titles()).containsExactly("Start");
  }

  @Test
  void redirects_inward_and_links_inward_are_refused_by_the_guard() throws IOException {
    try (var inner = new TestSite()) {
      inner.page("/", "Inside");
      site.put("/", 302, Map.of("Location", inner.url("/")), "");
      assertThat(visit("/").skipped()).isEqualTo(1);
      assertThat(inner.requests()).isEmpty();
      // robots.txt follows redirects, by the guard
      site.put("/robots.txt", 302, Map.of("Location", inner.url("/robots.txt")), "");
      var report = visit("/");
      assertThat(inner.requests()).isEmpty();
      assertThat(report.complete()).isFalse();
      assertThat(report.problems().getFirst()).contains("is refused");
    }
  }

  @Test
  void a_cancelled_visit_keeps_what_it_has_seen() {
    site.page("/", "Start", "/a", "/b");
    site.page("/a", "A");
    site.page("/b", "B");
    var report =
        crawler.visit(URI.create(site.url("/")), book, VisitWish.ALL, () -> book.texts.size() >= 2);
    assertThat(report.complete()).isFalse();
    assertThat(titles()).containsExactly("Start", "A");
  }

  @Test
  void a_sitemap_that_is_a_bomb_or_has_entities_is_a_problem_of_its_own() throws IOException {
    site.page("/", "Start");
    site.put(
        "/robots.txt",
        200,
        Map.of(),
        "Sitemap: %s\nSitemap: %s\n".formatted(site.url("/xxe.xml"), site.url("/noise.xml")));
    site.put(
        "/xxe.xml",
        200,
        Map.of("Content-Type", "text/xml"),
        "<?xml version=\"1.0\"?><!DOCTYPE u [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><urlset"
            + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>&a;</loc></url></urlset>");
    site.put("/noise.xml", 200, Map.of("Content-Type", "text/xml"), "<a><b><c>");
    var report = visit("/");
    assertThat(titles()).containsExactly("Start");
    assertThat(report.complete()).isTrue();
    var bomb = new ByteArrayOutputStream();
    try (var zip = new java.util.zip.GZIPOutputStream(bomb)) {
      for (int i = 0; i < 30; i++) zip.write(new byte[1 << 20]);
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Sitemaps.read("https://example.com/a.xml.gz", bomb.toByteArray()))
        .hasMessage("a sitemap of more than 20,971,520 bytes");
  }

  @Test
  void defaults_and_wrong_values() {
    assertThat(CrawlSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new CrawlSettings(
                "ParleyBot",
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                5_000,
                20,
                20 << 20,
                50));
    var changed =
        ConfigFactory.parseString(
            "parley.knowledge.crawl { user-agent = Bot, pause = 2s, pause-max = 3s, pages = 4,"
                + " depth = 5, page-size = 6000, sitemaps = 7 }");
    assertThat(CrawlSettings.from(changed))
        .isEqualTo(
            new CrawlSettings("Bot", Duration.ofSeconds(2), Duration.ofSeconds(3), 4, 5, 6_000, 7));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                CrawlSettings.from(
                    ConfigFactory.parseString("parley.knowledge.crawl.user-agent = \"a b\"")
                        .withFallback(changed)))
        .hasMessageStartingWith("parley.knowledge.crawl.user-agent:");
  }

  private CrawlReport visit(String path) {
    return crawler.visit(URI.create(site.url(path)), book, VisitWish.ALL, () -> false);
  }

  static CompletionStage<Parsed> parse(FileInput file) {
    try {
      var content = Formats.read(file, Read.LIMITS);
      return CompletableFuture.completedStage(
          new Parsed(new Reading.Read(content.documents(), content.warnings()), content.page()));
    } catch (RefusedFile refused) {
      return CompletableFuture.completedStage(new Parsed(refused.asReading(), PageFacts.NONE));
    }
  }

  private List<String> titles() {
    return book.texts.values().stream()
        .flatMap(List::stream)
        .map(text -> text.title().orElseThrow())
        .sorted(java.util.Comparator.comparing(title -> title.equals("Start") ? "" : title))
        .toList();
  }

  static GuardedHttp guard(String allowed) {
    return GuardedHttp.open(
        new GuardSettings(Allowed.of("allow", List.of(allowed)), LIMITS, 32 << 10, 5, 16));
  }
}

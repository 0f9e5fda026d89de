package io.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.site.SiteBook;
import io.parley.outbound.guard.GuardedHttp;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Visits that end early, go on later, or would remove most of a site; as [SiteCrawlerTest].
class VisitEndTest {
  private final MemoryBook book = new MemoryBook();
  private TestSite site;
  private GuardedHttp http;
  private SiteCrawler crawler;

  @BeforeEach
  void open() throws IOException {
    site = new TestSite();
    http = SiteCrawlerTest.guard(site.authority());
    crawler =
        new SiteCrawler(
            SiteCrawlerTest.SETTINGS,
            new GuardedFetcher(http, SiteCrawlerTest.LIMITS, "ParleyBot"),
            SiteCrawlerTest::parse,
            new SiteCrawlerTest.ManualTime());
  }

  @AfterEach
  void close() {
    http.close();
    site.close();
  }

  @Test
  void when_most_pages_would_vanish_they_stay_until_somebody_forces_a_visit() {
    for (int i = 0; i < 8; i++) site.page("/p" + i, "Page " + i);
    site.page("/", "Start", "/p0", "/p1", "/p2", "/p3", "/p4", "/p5", "/p6", "/p7");
    visit("/");
    for (int i = 0; i < 4; i++) site.remove("/p" + i);
    site.page("/p4", "Page 4", "<meta name=robots content=noindex>", new String[0]);
    site.put("/p5", 302, Map.of("Location", "/maintenance"), "");
    site.put("/p6", 302, Map.of("Location", "/maintenance"), "");
    site.page("/maintenance", "Maintenance");
    var held = visit("/");
    assertThat(held.held()).isEqualTo(7);
    assertThat(held.removed()).isZero();
    assertThat(held.complete()).isFalse();
    assertThat(held.problems())
        .contains(
            "7 of 9 pages with text would be removed (expected: at most half); they stay. Force a"
                + " run to remove them.");
    assertThat(titles()).hasSize(10);
    var forced =
        crawler.visit(
            URI.create(site.url("/")),
            book,
            new VisitWish(OptionalInt.empty(), List.of(), true),
            () -> false);
    assertThat(forced.removed()).isEqualTo(7);
    assertThat(titles()).containsExactly("Start", "Maintenance", "Page 7");
  }

  @Test
  void a_site_whose_pages_all_moved_to_addresses_of_their_own_is_followed() {
    for (int i = 0; i < 8; i++) site.page("/p" + i, "Page " + i);
    site.page("/", "Start", "/p0", "/p1", "/p2", "/p3", "/p4", "/p5", "/p6", "/p7");
    visit("/");
    for (int i = 0; i < 8; i++) {
      site.put("/p" + i, 301, Map.of("Location", "/new/" + i), "");
      site.page("/new/" + i, "Page " + i);
    }
    assertThat(visit("/").removed()).isEqualTo(8);
    assertThat(titles()).hasSize(9);
    assertThat(book.texts.keySet()).contains(site.url("/new/7")).doesNotContain(site.url("/p7"));
  }

  @Test
  void a_visit_that_was_cut_off_goes_on_where_it_ended() {
    site.page("/", "Start", "/a", "/b");
    site.page("/a", "A", "/c");
    site.page("/b", "B");
    site.page("/c", "C");
    crawler.visit(URI.create(site.url("/")), book, VisitWish.ALL, () -> book.texts.size() >= 2);
    site.requests();
    book.goesOn = true;
    assertThat(visit("/").complete()).isTrue();
    assertThat(site.requests()).containsExactly("/robots.txt", "/sitemap.xml", "/b", "/c");
    assertThat(titles()).containsExactly("Start", "A", "B", "C");
  }

  @Test
  void only_the_wanted_paths_and_number_of_pages_are_read() {
    site.page("/", "Start", "/help/a", "/help/b", "/news/c");
    site.page("/help/a", "A");
    site.page("/help/b", "B");
    site.page("/news/c", "C");
    visit("/");
    var wish = new VisitWish(OptionalInt.of(2), List.of("/help/"), false);
    var report = crawler.visit(URI.create(site.url("/")), book, wish, () -> false);
    assertThat(report.requested()).isEqualTo(2);
    assertThat(titles()).containsExactly("Start", "A", "B");
  }

  static List<Arguments> refusals() {
    return List.of(
        Arguments.of(new SiteBook.Kept.TooMany(4), "there are 4 documents already"),
        Arguments.of(new SiteBook.Kept.StorageFull(4), "4 bytes are stored already"),
        Arguments.of(new SiteBook.Kept.NoSuchCollection(), "the collection was deleted"),
        Arguments.of(new SiteBook.Kept.Overtaken(), "the visit was overtaken"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_visit_ends_when_nothing_more_can_be_stored(SiteBook.Kept refusal, String problem) {
    site.page("/", "Start", "/a");
    site.page("/a", "A");
    book.refusal = Optional.of(refusal);
    var report = visit("/");
    assertThat(report.requested()).isEqualTo(1);
    assertThat(report.stored()).isZero();
    assertThat(report.complete()).isFalse();
    assertThat(report.problems()).singleElement().asString().startsWith(problem);
  }

  @Test
  void a_page_that_is_too_long_is_told_and_the_visit_goes_on() {
    site.page("/", "Start", "/a");
    site.page("/a", "A");
    book.refusal = Optional.of(new SiteBook.Kept.TooLong("too long"));
    var report = visit("/");
    assertThat(report.failed()).isEqualTo(2);
    assertThat(report.complete()).isTrue();
  }

  private CrawlReport visit(String path) {
    return crawler.visit(URI.create(site.url(path)), book, VisitWish.ALL, () -> false);
  }

  private List<String> titles() {
    return book.texts.values().stream()
        .flatMap(List::stream)
        .map(text -> text.title().orElseThrow())
        .sorted(java.util.Comparator.comparing(title -> title.equals("Start") ? "" : title))
        .toList();
  }
}

package io.parley.knowledge.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SourceResources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceVisitTest {
  private final Map<String, String> resources = new TreeMap<>();
  private final List<String> reads = new ArrayList<>();
  private final MemoryBook book = new MemoryBook();
  private Optional<IOException> failure = Optional.empty();

  /// A server of Markdown. A line that begins with `!` is listed and refused.
  private final SourceResources server =
      new SourceResources() {
        @Override
        public List<Listed> list(TenantId tenant, String source) throws IOException {
          if (failure.isPresent()) throw failure.get();
          return resources.keySet().stream()
              .map(uri -> new Listed(uri, "title of " + uri))
              .toList();
        }

        @Override
        public List<Content> read(TenantId tenant, String source, String uri) throws IOException {
          reads.add(uri);
          var text = resources.get(uri);
          if (text.startsWith("!")) throw new Refused("not yours");
          if (text.startsWith("?")) throw new IOException("no answer");
          return text
              .lines()
              .filter(line -> line.startsWith("parts "))
              .findFirst()
              .map(line -> List.of(line.substring("parts ".length()).split(",")))
              .orElse(List.of(text))
              .stream()
              .map(part -> new Content(part.getBytes(UTF_8), Optional.of("text/markdown")))
              .toList();
        }
      };

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 8; i++) resources.put("memo://" + i, "# Memo %d\n\nText.".formatted(i));
  }

  @Test
  void unchanged_resources_are_not_stored_again_and_missing_ones_vanish() throws IOException {
    assertThat(visit(VisitWish.ALL).stored()).isEqualTo(8);
    resources.remove("memo://1");
    resources.put("memo://2", "# Memo 2\n\nAnother text.");
    var second = visit(VisitWish.ALL);
    assertThat(second.stored()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(6);
    assertThat(second.removed()).isEqualTo(1);
    assertThat(second.complete()).isTrue();
    assertThat(book.texts).doesNotContainKey("memo://1").hasSize(7);
  }

  @Test
  void a_refused_resource_is_gone_and_one_without_an_answer_stays() throws IOException {
    visit(VisitWish.ALL);
    resources.put("memo://1", "!");
    resources.put("memo://2", "?");
    var report = visit(VisitWish.ALL);
    assertThat(report.removed()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.problems()).contains("memo://1: not yours", "memo://2: no answer");
    assertThat(book.texts).doesNotContainKey("memo://1").containsKey("memo://2");
  }

  @Test
  void when_most_would_vanish_they_stay_until_somebody_forces_a_visit() throws IOException {
    visit(VisitWish.ALL);
    resources.keySet().removeIf(uri -> !uri.equals("memo://1"));
    var held = visit(VisitWish.ALL);
    assertThat(held.held()).isEqualTo(7);
    assertThat(held.complete()).isFalse();
    assertThat(book.texts).hasSize(8);
    assertThat(visit(new VisitWish(OptionalInt.empty(), List.of(), true)).removed()).isEqualTo(7);
    assertThat(book.texts).containsOnlyKeys("memo://1");
  }

  @Test
  void only_wanted_resources_are_read_and_no_more_than_allowed() throws IOException {
    resources.put("other://1", "# Other");
    visit(new VisitWish(OptionalInt.empty(), List.of("other://"), false));
    assertThat(reads).containsExactly("other://1");
    var limited = visit(new VisitWish(OptionalInt.of(3), List.of("memo://"), false));
    assertThat(limited.requested()).isEqualTo(3);
    assertThat(limited.complete()).isFalse();
    assertThat(book.texts).as("nothing vanishes").containsKey("other://1");
  }

  @Test
  void parts_are_documents_of_their_own_with_the_server_s_title_if_they_have_none()
      throws IOException {
    resources.clear();
    resources.put("memo://parts", "parts one,two");
    visit(VisitWish.ALL);
    assertThat(book.texts.get("memo://parts"))
        .extracting(text -> text.key().orElse(""), text -> text.title().orElse(""))
        .containsExactly(
            tuple("", "title of memo://parts"), tuple("part-2", "title of memo://parts"));
  }

  @Test
  void a_list_that_does_not_come_changes_nothing() throws IOException {
    visit(VisitWish.ALL);
    failure = Optional.of(new IOException("the server is away"));
    assertThatThrownBy(() -> visit(VisitWish.ALL)).hasMessage("the server is away");
    assertThat(book.texts).hasSize(8);
  }

  @Test
  void a_deleted_collection_ends_the_visit() throws IOException {
    book.refusal = Optional.of(new SiteBook.Kept.NoSuchCollection());
    var report = visit(VisitWish.ALL);
    assertThat(reads).hasSize(1);
    assertThat(report.problems()).containsExactly("the collection was deleted");
  }

  private CrawlReport visit(VisitWish wish) throws IOException {
    return new ResourceVisits(SiteCrawlerTest.SETTINGS, server, SiteCrawlerTest::parse)
        .visit(TenantId.DEFAULT, "memos", book, wish, () -> false);
  }
}

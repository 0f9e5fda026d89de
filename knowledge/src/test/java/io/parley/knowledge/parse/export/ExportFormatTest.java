package io.parley.knowledge.parse.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading.Reason;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.sample.Read;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportFormatTest {
  private static final String ZENDESK =
      """
      {"count": 3, "next_page": null, "page": 1,
       "articles": [
        {"id": 360001, "url": "https://x.zendesk.com/api/v2/help_center/en-us/articles/360001.json",
         "html_url": "https://x.zendesk.com/hc/en-us/articles/360001", "author_id": 1, "draft": false,
         "section_id": 7, "title": "Returns", "locale": "en-us", "source_locale": "en-us", "outdated": false,
         "label_names": ["money"], "body": "<h2>How</h2><p>Within <b>30</b> days.</p><script>x()</script>"},
        {"id": 360002, "draft": true, "section_id": 7, "title": "Later", "locale": "en-us", "body": "<p>no</p>"},
        {"id": 360003, "draft": false, "section_id": 7, "title": "Empty", "locale": "en-us", "body": null}],
       "sections": [{"id": 7, "name": "Orders", "category_id": 9}],
       "categories": [{"id": 9, "name": "Shop"}],
       "translations": [
        {"id": 1, "source_id": 360001, "source_type": "Article", "locale": "de", "title": "Rückgabe",
         "draft": false, "html_url": "https://x.zendesk.com/hc/de/articles/360001", "body": "<p>30 Tage.</p>"},
        {"id": 2, "source_id": 360001, "source_type": "Article", "locale": "es", "title": "Devolución",
         "draft": true, "body": "<p>30 días.</p>"}]}
      """;

  private static final String INTERCOM =
      """
      {"type": "list", "pages": {"type": "pages", "page": 1, "total_pages": 1}, "total_count": 2,
       "data": [
        {"type": "article", "id": "88", "workspace_id": "w", "title": "Returns", "description": "d",
         "body": "<p class=\\"no-margin\\">Within 30 days.</p>", "author_id": 5, "state": "published",
         "url": "https://help.example.com/en/articles/88-returns", "parent_id": 12, "parent_type": "collection",
         "default_locale": "en",
         "translated_content": {"type": "article_translated_content",
           "en": {"type": "article_content", "title": "Returns", "body": "<p>Within 30 days.</p>",
                  "state": "published", "url": "https://help.example.com/en/articles/88-returns"},
           "de": {"type": "article_content", "title": "Rückgabe", "body": "<p>30 Tage.</p>", "state": "draft"},
           "fr": null}},
        {"type": "article", "id": "89", "title": "Soon", "body": "<p>x</p>", "state": "draft",
         "default_locale": "en"}]}
      """;

  @Test
  void zendesk_articles_with_sections_and_languages_and_without_drafts() throws Exception {
    var content = Read.content("export.json", ZENDESK);
    assertThat(content.documents())
        .containsExactly(
            new ReadDocument(
                Optional.of("360001-en-us"),
                Optional.of("Returns"),
                Optional.of("en-us"),
                List.of("Shop", "Orders", "money"),
                Optional.of("https://x.zendesk.com/hc/en-us/articles/360001"),
                "## How\n\nWithin 30 days.\n"),
            new ReadDocument(
                Optional.of("360001-de"),
                Optional.of("Rückgabe"),
                Optional.of("de"),
                List.of("Shop", "Orders", "money"),
                Optional.of("https://x.zendesk.com/hc/de/articles/360001"),
                "30 Tage.\n"));
    assertThat(content.warnings())
        .containsExactly("2 drafts were left out", "1 articles without text were left out");
  }

  @Test
  void intercom_articles_with_collections_and_languages_and_without_drafts() throws Exception {
    var collections =
        "{\"type\": \"list\", \"data\": [{\"type\": \"collection\", \"id\": \"12\", \"name\":"
            + " \"Orders\"}]}";
    // pages beside each other in an array, and one after the other
    for (var export :
        List.of("[" + INTERCOM + "," + collections + "]", collections + "\n" + INTERCOM)) {
      var content = Read.content("export.json", export);
      assertThat(content.documents())
          .containsExactly(
              new ReadDocument(
                  Optional.of("88-en"),
                  Optional.of("Returns"),
                  Optional.of("en"),
                  List.of("Orders"),
                  Optional.of("https://help.example.com/en/articles/88-returns"),
                  "Within 30 days.\n"));
      assertThat(content.warnings()).containsExactly("2 drafts were left out");
    }
  }

  @Test
  void other_json_damaged_json_and_nested_json_are_refused() {
    assertRefused(Reason.UNKNOWN_TYPE, "{\"a\": 1}");
    assertRefused(Reason.DAMAGED, "{\"articles\": [");
    assertRefused(Reason.HARMFUL, "{\"articles\": " + "[".repeat(5000));
    assertRefused(Reason.EMPTY, "{\"articles\": []}");
  }

  private static void assertRefused(Reason reason, String text) {
    assertThatThrownBy(() -> Read.content("a.json", text))
        .isInstanceOfSatisfying(
            RefusedFile.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}

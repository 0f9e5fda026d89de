package io.parley.knowledge.parse.export;

import static io.parley.knowledge.parse.export.Articles.address;
import static io.parley.knowledge.parse.export.Articles.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.knowledge.parse.content.RefusedFile;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Zendesk's Help Center API: `GET /api/v2/help_center/articles`, with `sections`, `categories` and
/// `translations` side-loaded, or pages of them beside each other. Source: developer.zendesk.com,
/// Help Center API, Articles, Sections, Translations.
final class ZendeskExport {
  private ZendeskExport() {}

  static boolean isPage(JsonNode page) {
    return page.path("articles").isArray();
  }

  static void read(List<JsonNode> pages, Articles articles) throws RefusedFile {
    var sections = byId(pages, "sections");
    var categories = byId(pages, "categories");
    var translations = translations(pages);
    for (var page : pages)
      for (var article : page.path("articles")) {
        var labels = labels(article, sections, categories);
        var id = text(article, "id").orElse("");
        var own = translations.getOrDefault(id, Map.of());
        if (!own.containsKey(text(article, "locale").orElse("")))
          add(article, id, labels, address(article, "html_url"), articles);
        for (var translation : own.values())
          add(
              translation,
              id,
              labels,
              address(translation, "html_url").or(() -> address(article, "html_url")),
              articles);
      }
  }

  private static void add(
      JsonNode text, String id, List<String> labels, Optional<String> source, Articles articles)
      throws RefusedFile {
    if (text.path("draft").asBoolean(false)) {
      articles.draft();
      return;
    }
    var locale = Articles.text(text, "locale");
    articles.add(
        id + locale.map(tag -> "-" + tag).orElse(""),
        Articles.text(text, "title").orElse(""),
        locale,
        labels,
        source,
        text.path("body").asText(""));
  }

  private static List<String> labels(
      JsonNode article, Map<String, JsonNode> sections, Map<String, JsonNode> categories) {
    var labels = new LinkedHashSet<String>();
    var section = sections.get(text(article, "section_id").orElse(""));
    if (section != null) {
      var category = categories.get(text(section, "category_id").orElse(""));
      if (category != null) text(category, "name").ifPresent(labels::add);
      text(section, "name").ifPresent(labels::add);
    }
    for (var label : article.path("label_names")) labels.add(label.asText());
    return List.copyOf(labels);
  }

  private static Map<String, JsonNode> byId(List<JsonNode> pages, String field) {
    var found = new HashMap<String, JsonNode>();
    for (var page : pages)
      for (var node : page.path(field)) text(node, "id").ifPresent(id -> found.put(id, node));
    return found;
  }

  /// By article, then by language; sorted, so that the order is always the same.
  private static Map<String, Map<String, JsonNode>> translations(List<JsonNode> pages) {
    var found = new HashMap<String, Map<String, JsonNode>>();
    for (var page : pages)
      for (var node : page.path("translations"))
        if (text(node, "source_type").orElse("").equals("Article"))
          found
              .computeIfAbsent(text(node, "source_id").orElse(""), _ -> new java.util.TreeMap<>())
              .put(text(node, "locale").orElse(""), node);
    return found;
  }
}

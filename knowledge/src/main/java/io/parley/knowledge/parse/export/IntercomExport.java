package io.parley.knowledge.parse.export;

import static io.parley.knowledge.parse.export.Articles.address;
import static io.parley.knowledge.parse.export.Articles.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.knowledge.parse.content.RefusedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Intercom's API: `GET /articles`, a list of `article`s with their `translated_content`, and `GET
/// /help_center/collections` beside it. Source: developers.intercom.com, Articles, Help Center.
final class IntercomExport {
  private IntercomExport() {}

  static boolean isPage(JsonNode page) {
    return isArticle(page) || isArticle(page.path("data").path(0));
  }

  static void read(List<JsonNode> pages, Articles articles) throws RefusedFile {
    var collections = collections(pages);
    for (var page : pages) {
      if (isArticle(page)) article(page, collections, articles);
      for (var entry : page.path("data"))
        if (isArticle(entry)) article(entry, collections, articles);
    }
  }

  private static void article(JsonNode article, Map<String, String> collections, Articles articles)
      throws RefusedFile {
    var labels = text(article, "parent_id").map(collections::get).map(List::of).orElse(List.of());
    var id = text(article, "id").orElse("");
    var contents = new TreeMap<String, JsonNode>();
    for (var field : article.path("translated_content").properties())
      if (field.getValue().isObject()) contents.put(field.getKey(), field.getValue());
    var locale = text(article, "default_locale");
    if (!contents.containsKey(locale.orElse("")))
      add(article, id, locale, labels, address(article, "url"), articles);
    for (var content : contents.entrySet())
      add(
          content.getValue(),
          id,
          Optional.of(content.getKey()),
          labels,
          address(content.getValue(), "url").or(() -> address(article, "url")),
          articles);
  }

  private static void add(
      JsonNode content,
      String id,
      Optional<String> locale,
      List<String> labels,
      Optional<String> source,
      Articles articles)
      throws RefusedFile {
    if (!text(content, "state").orElse("").equals("published")) {
      articles.draft();
      return;
    }
    articles.add(
        id + locale.map(tag -> "-" + tag).orElse(""),
        text(content, "title").orElse(""),
        locale,
        labels,
        source,
        content.path("body").asText(""));
  }

  private static boolean isArticle(JsonNode node) {
    return text(node, "type").orElse("").equals("article");
  }

  private static Map<String, String> collections(List<JsonNode> pages) {
    var names = new HashMap<String, String>();
    for (var page : pages)
      for (var entry : page.path("data"))
        if (text(entry, "type").orElse("").matches("collection|section"))
          text(entry, "id").ifPresent(id -> names.put(id, text(entry, "name").orElse(id)));
    return names;
  }
}

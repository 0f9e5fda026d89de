package io.parley.knowledge.parse.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.content.Words;
import io.parley.knowledge.parse.html.HtmlFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The articles of an export, each once.
final class Articles {
  private final ParseLimits limits;
  private final Map<String, ReadDocument> found = new LinkedHashMap<>();
  private int charsLeft;
  private int drafts;
  private int empty;

  Articles(ParseLimits limits) {
    this.limits = limits;
    this.charsLeft = limits.textChars();
  }

  void draft() {
    drafts++;
  }

  /// @param key id and language; @param html the article's body
  void add(
      String key,
      String title,
      Optional<String> language,
      List<String> labels,
      Optional<String> source,
      String html)
      throws RefusedFile {
    var body = HtmlFormat.fragment(html, charsLeft);
    if (body.isBlank()) {
      empty++;
      return;
    }
    if (found.size() >= limits.documents()) throw tooMany(limits);
    charsLeft -= body.length();
    found.put(
        key,
        new ReadDocument(
            Optional.of(key),
            Optional.of(Words.line(title)).filter(text -> !text.isEmpty()),
            language,
            labels,
            source,
            body));
  }

  List<ReadDocument> documents() {
    return List.copyOf(found.values());
  }

  int drafts() {
    return drafts;
  }

  int empty() {
    return empty;
  }

  static RefusedFile tooMany(ParseLimits limits) {
    return new RefusedFile(
        Reading.Reason.TOO_LARGE,
        "it has more than %,d articles; expected: fewer. Split it.".formatted(limits.documents()));
  }

  static Optional<String> text(JsonNode node, String field) {
    var value = node.path(field);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asText()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  static Optional<String> address(JsonNode node, String field) {
    return text(node, field).filter(url -> url.matches("https?://\\S+"));
  }
}

package io.parley.core.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A text of the knowledge base, as the index sees it: the newest version of a document.
///
/// @param ref its stable name within the tenant
/// @param collection the name of the collection that it is in
/// @param tags its labels
/// @param language a BCP 47 tag; empty when nobody said it, and it is to be detected
/// @param body Markdown with `##` sections
public record Article(
    String ref,
    String collection,
    String title,
    List<String> tags,
    Optional<String> language,
    String body) {
  public Article {
    tags = List.copyOf(tags);
  }

  /// In the collection that every tenant has.
  public Article(String ref, String title, List<String> tags, String body) {
    this(ref, KnowledgeCollection.DEFAULT, title, tags, Optional.empty(), body);
  }

  /// Identifies everything that is searched and shown of it.
  public ArticleHash hash() {
    var parts = new ArrayList<>(List.of(collection, title, language.orElse(""), body));
    parts.addAll(tags);
    var text = new StringBuilder();
    // lengths, so that no two articles give the same text
    for (var part : parts) text.append(part.length()).append(':').append(part);
    return new ArticleHash(ref, ContentHash.of(text.toString()));
  }
}

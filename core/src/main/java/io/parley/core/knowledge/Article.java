package io.parley.core.knowledge;

import java.util.List;

/// A text of the knowledge base.
///
/// @param ref its stable name within the tenant; @param body Markdown with `##` sections
public record Article(String ref, String title, List<String> tags, String body) {
  public Article {
    tags = List.copyOf(tags);
  }
}

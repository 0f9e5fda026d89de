package io.parley.knowledge.parse.content;

import io.parley.core.knowledge.ReadDocument;
import java.util.List;

/// The content of a file.
///
/// @param documents one for a text, several for an export or a table of questions
/// @param warnings for people; without the file's words
/// @param page what a crawler wants to know; of HTML alone
public record Content(List<ReadDocument> documents, List<String> warnings, PageFacts page) {
  public Content {
    documents = List.copyOf(documents);
    warnings = List.copyOf(warnings);
  }

  public static Content of(ReadDocument document, List<String> warnings) {
    return new Content(List.of(document), warnings, PageFacts.NONE);
  }

  /// The same, with no body that begins with its own title as a heading: the title stands beside
  /// it. A text of nothing else keeps it.
  public Content untitled() {
    return new Content(documents.stream().map(Content::untitled).toList(), warnings, page);
  }

  private static ReadDocument untitled(ReadDocument document) {
    var body = document.body();
    int end = body.indexOf('\n');
    if (end < 0 || document.title().isEmpty()) return document;
    var rest = body.substring(end).stripLeading();
    var heading = "# " + document.title().get();
    // escaped characters of a heading are no part of the title
    if (rest.isEmpty() || !body.substring(0, end).replace("\\<", "<").equals(heading))
      return document;
    return new ReadDocument(
        document.key(),
        document.title(),
        document.language(),
        document.labels(),
        document.source(),
        rest);
  }
}

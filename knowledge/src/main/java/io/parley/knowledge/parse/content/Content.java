package io.parley.knowledge.parse.content;

import io.parley.core.knowledge.ReadDocument;
import java.util.ArrayList;
import java.util.List;

/// What a file contains.
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

  /// The same with further warnings.
  public Content warned(List<String> more) {
    var all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Content(documents, all, page);
  }
}

package io.parley.core.knowledge;

import java.util.List;
import java.util.Optional;

/// One text that was read from a file.
///
/// @param key its stable name within the file, when the file has several texts or gives it one: an
///   article's id in an export, a question's number in a table
/// @param title empty when the file has none; its name is used then
/// @param language a BCP 47 tag, if the file says it
/// @param labels words of the file for its topic, such as the section of an export
/// @param source the address at which people find it, if the file says it
/// @param body Markdown with `#` headings
public record ReadDocument(
    Optional<String> key,
    Optional<String> title,
    Optional<String> language,
    List<String> labels,
    Optional<String> source,
    String body) {
  public ReadDocument {
    labels = List.copyOf(labels);
  }

  /// The only text of a file.
  public ReadDocument(Optional<String> title, Optional<String> language, String body) {
    this(Optional.empty(), title, language, List.of(), Optional.empty(), body);
  }
}

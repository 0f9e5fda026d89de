package io.parley.core.knowledge.document;

import io.parley.core.knowledge.Article;
import java.time.Instant;
import java.util.Optional;

/// One version of a document.
///
/// @param article its text
/// @param source the address at which people find it
/// @param file the file that it was read from
/// @param version 1 for the first; also counts versions before a deletion
/// @param updatedBy the word of a [io.parley.core.party.Party]; empty for texts of the sample shop
public record Document(
    Article article,
    Optional<String> source,
    Optional<FileStamp> file,
    int version,
    Instant updatedAt,
    Optional<String> updatedBy) {

  /// Identifies the file of a document and its content.
  ///
  /// @param name its path within the collection, such as `returns/shoes.md`
  /// @param hash SHA-256 of its bytes, hex
  public record FileStamp(String name, String hash) {}
}

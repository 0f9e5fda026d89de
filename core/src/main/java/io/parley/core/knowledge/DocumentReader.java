package io.parley.core.knowledge;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Turns the bytes of a file into texts of the knowledge base.
///
/// The type of a file is decided by its content; `name` and `type` are only hints of its sender.
public interface DocumentReader {
  /// @param name the file's name or address, such as `returns.pdf`; for hints and warnings
  /// @param type the media type that the sender named, such as `application/pdf`
  /// @param bytes the file; not changed, and not kept after the stage is complete
  /// @return what was read, or why nothing was. The stage fails only with faults of the reader
  ///   itself, never with faults of the file
  CompletionStage<Reading> read(String name, Optional<String> type, byte[] bytes);
}

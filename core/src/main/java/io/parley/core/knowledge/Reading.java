package io.parley.core.knowledge;

import java.util.List;

/// The result of reading a file.
public sealed interface Reading {

  /// @param documents in the order of the file: one for a text, many for an export or a table of
  ///   questions and answers; never empty
  /// @param warnings parts of the file that were left out, for people; without the file's words
  record Read(List<ReadDocument> documents, List<String> warnings) implements Reading {
    public Read {
      documents = List.copyOf(documents);
      warnings = List.copyOf(warnings);
      if (documents.isEmpty())
        throw new IllegalArgumentException("documents: none (expected: ≥ 1, or a refusal)");
    }

    public Read(ReadDocument document) {
      this(List.of(document), List.of());
    }
  }

  /// @param detail says what was found, what was expected, and what to do; without the file's words
  record Refused(Reason reason, String detail) implements Reading {}

  /// Why a file is not read.
  enum Reason {
    /// No reader for this type of file.
    UNKNOWN_TYPE,
    /// There is nothing to read in it.
    EMPTY,
    /// Encrypted, or protected by a password.
    ENCRYPTED,
    /// Images without text.
    SCANNED,
    /// Truncated, or not what its type says.
    DAMAGED,
    /// More bytes, pages, rows or levels than are read.
    TOO_LARGE,
    /// Made to harm its reader: a zip bomb, external entities.
    HARMFUL,
    /// Reading it took more time or memory than a file gets.
    TOO_COSTLY
  }
}

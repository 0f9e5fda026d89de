package io.parley.core.knowledge;

/// Tells why a [DocumentReader] failed, through no fault of the file: it may be sent again. Extends
/// no exception, so that each reader has its own.
public interface ReaderFailure {

  /// The kind of failure.
  enum Category {
    /// Too many files at once.
    OVERLOADED,
    /// Processes cannot be started on this machine.
    UNAVAILABLE,
    /// This node is shutting down.
    CLOSED
  }

  Category category();

  /// The cause and the remedy, without words of the file.
  String getMessage();
}

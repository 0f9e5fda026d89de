package io.parley.knowledge.parse.process;

/// No process could parse the file, through no fault of the file. It may be sent again.
public final class ParseFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is wrong here.
  public enum Category {
    /// Too many files at once.
    OVERLOADED,
    /// Processes cannot be started on this machine.
    UNAVAILABLE,
    /// This node is shutting down.
    CLOSED
  }

  private final Category category;

  ParseFailure(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}

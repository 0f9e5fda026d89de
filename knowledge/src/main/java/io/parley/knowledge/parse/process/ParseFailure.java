package io.parley.knowledge.parse.process;

import io.parley.core.knowledge.ReaderFailure;

/// No process could parse the file, through no fault of the file. It may be sent again.
public final class ParseFailure extends RuntimeException implements ReaderFailure {
  private static final long serialVersionUID = 1L;

  private final Category category;

  ParseFailure(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}

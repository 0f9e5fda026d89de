package io.parley.knowledge.parse.content;

import io.parley.core.knowledge.Reading;

/// A file is not read, for a reason that its sender can be told. The message has none of its words.
public final class RefusedFile extends Exception {
  private static final long serialVersionUID = 1;

  private final Reading.Reason reason;

  /// @param detail what was found, what was expected, what to do
  public RefusedFile(Reading.Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public RefusedFile(Reading.Reason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  public Reading.Reason reason() {
    return reason;
  }

  /// The same as a value.
  public Reading.Refused asReading() {
    return new Reading.Refused(reason, getMessage());
  }
}

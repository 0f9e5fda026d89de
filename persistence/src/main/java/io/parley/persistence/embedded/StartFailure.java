package io.parley.persistence.embedded;

/// Parley cannot start on this machine (or cannot restart its database). The message is a sentence
/// for the user, who needs no stack trace: what was found, and what was expected.
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Kinds that a caller may want to distinguish.
  public enum Kind {
    /// Another process works on the same data directory.
    DATA_IN_USE,
    /// The data directory was written by a newer version of Parley.
    DATA_TOO_NEW,
    /// The directory contains files that Parley did not write, or that are damaged.
    DATA_NOT_OURS,
    /// The database's files belong to another major version of PostgreSQL.
    OTHER_POSTGRES,
    /// The configured port is taken.
    PORT_IN_USE,
    /// This system cannot run the embedded server at all.
    UNSUPPORTED_SYSTEM,
    /// The server was started and did not come up. Trying again may help.
    NOT_UP
  }

  private final Kind kind;

  StartFailure(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  StartFailure(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

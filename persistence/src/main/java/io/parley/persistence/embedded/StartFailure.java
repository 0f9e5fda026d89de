package io.parley.persistence.embedded;

/// Something on this machine keeps Parley from starting (or from starting its database again). The
/// message is a sentence for the user, who needs no stack trace: what was found, and what was
/// expected.
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What a caller may want to tell apart.
  public enum Kind {
    /// Another process works on the same data directory.
    DATA_IN_USE,
    /// The data directory was written by a newer version of Parley.
    DATA_TOO_NEW,
    /// The directory holds something that Parley did not write, or that is damaged.
    DATA_NOT_OURS,
    /// The database's files belong to another major version of PostgreSQL.
    OTHER_POSTGRES,
    /// The port that the settings ask for is taken.
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

package io.parley.persistence.schema;

/// The database cannot be migrated to this program's schema. The message is a sentence for the
/// user.
public final class SchemaFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Kind {
    /// A newer Parley has migrated it.
    TOO_NEW,
    /// A migration failed, or the applied ones are not this program's.
    NOT_OURS,
    /// The roles that keep tenants apart are missing, too strong, or others' too. An administrator
    /// has to act.
    ROLES,
    /// Long transactions kept its tables locked. Trying again may help.
    IN_USE,
    /// It does not answer. Trying again may help.
    UNREACHABLE
  }

  private final Kind kind;

  SchemaFailure(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

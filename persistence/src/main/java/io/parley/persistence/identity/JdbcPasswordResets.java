package io.parley.persistence.identity;

import io.parley.core.identity.PasswordResets;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.mail.JdbcMails;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Links for new passwords in a table. The mail is part of the transaction.
public final class JdbcPasswordResets implements PasswordResets {
  private static final String PUT =
      """
      INSERT INTO password_reset (person, token, expires_at) VALUES (?, ?, ?)
      ON CONFLICT (person) DO UPDATE SET token = excluded.token, expires_at = excluded.expires_at\
      """;

  private static final String FIND =
      "SELECT person FROM password_reset WHERE token = ? AND expires_at > ?";

  private static final String USE =
      "DELETE FROM password_reset WHERE token = ? AND expires_at > ? RETURNING person";

  private static final String DELETE = "DELETE FROM password_reset WHERE expires_at <= ?";

  private final Database database;
  private final JdbcMails mails;

  /// @param mails in the same database
  public JdbcPasswordResets(Database database, JdbcMails mails) {
    this.database = database;
    this.mails = mails;
  }

  /// The mail comes first: if it cannot be stored, nothing is.
  @Override
  public CompletionStage<Mails.Stored> begin(Reset reset, NewMail mail, Instant at) {
    if (!mail.tenant().equals(TenantId.PLATFORM))
      throw new IllegalArgumentException("a tenant's mail (expected: one about an account)");
    return database.withoutTenant(
        connection -> {
          var stored = mails.add(connection, mail, at);
          if (stored == Mails.Stored.DONE)
            Sql.update(
                connection, PUT, reset.person().value(), reset.token().hex(), reset.expiresAt());
          return stored;
        });
  }

  @Override
  public CompletionStage<Optional<PersonId>> find(TokenHash token, Instant now) {
    return person(FIND, token, now);
  }

  @Override
  public CompletionStage<Optional<PersonId>> use(TokenHash token, Instant now) {
    return person(USE, token, now);
  }

  private CompletionStage<Optional<PersonId>> person(String sql, TokenHash token, Instant now) {
    return database.withoutTenant(
        connection -> Sql.first(connection, sql, JdbcPasswordResets::read, token.hex(), now));
  }

  private static PersonId read(ResultSet row) throws SQLException {
    return new PersonId(row.getObject("person", UUID.class));
  }

  @Override
  public CompletionStage<Integer> delete(Instant now) {
    return database.acrossTenants(connection -> Sql.update(connection, DELETE, now));
  }
}

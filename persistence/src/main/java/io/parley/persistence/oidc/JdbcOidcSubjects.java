package io.parley.persistence.oidc;

import io.parley.core.identity.OidcSubjects;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Links of subjects in a table. The database removes them with the membership.
public final class JdbcOidcSubjects implements OidcSubjects {
  private static final String FIND =
      "SELECT person FROM sign_in_subject WHERE tenant = ? AND issuer = ? AND subject = ?";

  /// Without a target: neither the subject nor the member may have another link.
  private static final String LINK =
      """
      INSERT INTO sign_in_subject (tenant, issuer, subject, person, since)
      SELECT tenant, ?, ?, person, ? FROM membership WHERE tenant = ? AND person = ?
      ON CONFLICT DO NOTHING\
      """;

  private final Database database;

  public JdbcOidcSubjects(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Optional<PersonId>> find(
      OrganisationId organisation, String issuer, String subject) {
    return database.as(
        organisation.tenant(),
        connection ->
            Sql.first(
                connection,
                FIND,
                row -> new PersonId(row.getObject("person", UUID.class)),
                organisation.tenant().value(),
                issuer,
                subject));
  }

  @Override
  public CompletionStage<Boolean> link(
      OrganisationId organisation, String issuer, String subject, PersonId person, Instant at) {
    return database.as(
        organisation.tenant(),
        connection ->
            Sql.update(
                    connection,
                    LINK,
                    issuer,
                    subject,
                    at,
                    organisation.tenant().value(),
                    person.value())
                > 0);
  }
}

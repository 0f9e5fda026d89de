package io.parley.persistence.person;

import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// People in a table. They belong to no tenant: a person that signs in has an address and no
/// organisation yet.
public final class JdbcPersons implements Persons {
  private static final String COLUMNS =
      "SELECT id, address, name, verified, since, language FROM person ";

  private static final String ADD =
      """
      INSERT INTO person (id, address, name, verified, since, language) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (address) DO NOTHING\
      """;

  private static final String VERIFIED =
      "UPDATE person SET verified = true WHERE id = ? AND address = ?";

  private static final String RENAME = "UPDATE person SET name = ? WHERE id = ?";
  private static final String SPEAKS = "UPDATE person SET language = ? WHERE id = ?";
  private static final String SEEMS_TO_SPEAK = SPEAKS + " AND language IS NULL";

  private final Database database;

  public JdbcPersons(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Person> register(Person person) {
    return database.withoutTenant(
        connection -> {
          Sql.update(
              connection,
              ADD,
              person.id().value(),
              person.address().text(),
              Text.storable(person.name()),
              person.isVerified(),
              person.since(),
              person.language());
          return byAddress(connection, person.address()).orElseThrow();
        });
  }

  @Override
  public CompletionStage<Optional<Person>> find(PersonId id) {
    return database.withoutTenant(
        connection ->
            Sql.first(connection, COLUMNS + "WHERE id = ?", JdbcPersons::read, id.value()));
  }

  @Override
  public CompletionStage<Optional<Person>> find(EmailAddress address) {
    return database.withoutTenant(connection -> byAddress(connection, address));
  }

  private static Optional<Person> byAddress(Connection connection, EmailAddress address)
      throws SQLException {
    return Sql.first(connection, COLUMNS + "WHERE address = ?", JdbcPersons::read, address.text());
  }

  @Override
  public CompletionStage<Boolean> verified(PersonId id, EmailAddress address) {
    return database.withoutTenant(
        connection -> Sql.update(connection, VERIFIED, id.value(), address.text()) > 0);
  }

  @Override
  public CompletionStage<Void> rename(PersonId id, String name) {
    return change(RENAME, Text.storable(name), id);
  }

  @Override
  public CompletionStage<Void> speaks(PersonId id, String language) {
    return change(SPEAKS, language, id);
  }

  @Override
  public CompletionStage<Void> seemsToSpeak(PersonId id, String language) {
    return change(SEEMS_TO_SPEAK, language, id);
  }

  private CompletionStage<Void> change(String statement, String value, PersonId id) {
    return database.withoutTenant(
        connection -> {
          Sql.update(connection, statement, value, id.value());
          return null;
        });
  }

  private static Person read(ResultSet row) throws SQLException {
    return new Person(
        new PersonId(row.getObject("id", UUID.class)),
        new EmailAddress(row.getString("address")),
        row.getString("name"),
        row.getBoolean("verified"),
        Sql.instant(row, "since"),
        Optional.ofNullable(row.getString("language")));
  }
}

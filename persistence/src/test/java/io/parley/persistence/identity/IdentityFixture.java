package io.parley.persistence.identity;

import static io.parley.persistence.testing.MigratedDatabase.get;

import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.persistence.person.JdbcPersons;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/// A database with people, and keys.
final class IdentityFixture implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String OLD_KEY = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW_KEY =
      "new:"
          + Base64.getEncoder()
              .encodeToString(
                  "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  static final Keyring OLD = Keyring.of(OLD_KEY);
  static final Keyring NEW = Keyring.of(NEW_KEY);
  static final Keyring BOTH = Keyring.of(NEW_KEY + "," + OLD_KEY);

  final MigratedDatabase db = MigratedDatabase.create();

  @Override
  public void close() {
    db.close();
  }

  PersonId person(String name) {
    var id = new PersonId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    var address = new EmailAddress(name + "@example.org");
    return get(new JdbcPersons(db.database()).register(new Person(id, address, name, true, NOON)))
        .id();
  }

  /// Outcomes of works that begin before any is awaited.
  static <T> List<T> together(int count, IntFunction<CompletionStage<T>> work) {
    var begun = new ArrayList<CompletionStage<T>>();
    for (int i = 0; i < count; i++) begun.add(work.apply(i));
    return begun.stream().map(MigratedDatabase::get).toList();
  }
}

package io.parley.http.organisation;

import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// People in memory.
final class RememberedPersons implements Persons {
  final Map<PersonId, Person> all = new HashMap<>();

  @Override
  public CompletionStage<Person> register(Person person) {
    all.put(person.id(), person);
    return CompletableFuture.completedStage(person);
  }

  @Override
  public CompletionStage<Optional<Person>> find(PersonId id) {
    return CompletableFuture.completedStage(Optional.ofNullable(all.get(id)));
  }

  @Override
  public CompletionStage<Optional<Person>> find(EmailAddress address) {
    throw new UnsupportedOperationException("no endpoint of organisations asks this");
  }

  @Override
  public CompletionStage<Boolean> verified(PersonId id, EmailAddress address) {
    throw new UnsupportedOperationException("no endpoint of organisations asks this");
  }

  @Override
  public CompletionStage<Void> rename(PersonId id, String name) {
    throw new UnsupportedOperationException("no endpoint of organisations asks this");
  }
}

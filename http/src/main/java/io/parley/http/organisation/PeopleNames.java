package io.parley.http.organisation;

import io.parley.core.audit.Act;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Finds names of people.
final class PeopleNames {
  private final Persons persons;

  PeopleNames(Persons persons) {
    this.persons = persons;
  }

  /// The name of an act's author; empty for the program.
  CompletionStage<Optional<String>> of(Act act) {
    return act.person()
        .map(person -> persons.find(person).thenApply(found -> found.map(Person::name)))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  /// Names by id, without those of unknown people. One after the other is looked up: they are few,
  /// and connections to the database are fewer.
  CompletionStage<Map<PersonId, String>> of(Stream<PersonId> people) {
    CompletionStage<Map<PersonId, String>> names =
        CompletableFuture.completedStage(new HashMap<>());
    for (var person : people.distinct().toList())
      names =
          names.thenCompose(
              known ->
                  persons
                      .find(person)
                      .thenApply(
                          found -> {
                            found.ifPresent(it -> known.put(person, it.name()));
                            return known;
                          }));
    return names;
  }
}

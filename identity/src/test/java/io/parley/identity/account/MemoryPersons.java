package io.parley.identity.account;

import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// People in memory.
public final class MemoryPersons implements Persons {
  private final Map<PersonId, Person> all = new LinkedHashMap<>();
  private final List<String> steps;

  public MemoryPersons() {
    this(new ArrayList<>());
  }

  /// @param steps the names of queries are added to it
  MemoryPersons(List<String> steps) {
    this.steps = steps;
  }

  synchronized List<Person> all() {
    return new ArrayList<>(all.values());
  }

  /// Stores a person, also in place of one of the same id.
  public synchronized void put(Person person) {
    all.put(person.id(), person);
  }

  public synchronized Optional<Person> known(PersonId id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public synchronized CompletionStage<Person> register(Person person) {
    steps.add("register a person");
    var before = first(each -> each.address().equals(person.address()));
    if (before.isEmpty()) all.put(person.id(), person);
    return CompletableFuture.completedFuture(before.orElse(person));
  }

  @Override
  public synchronized CompletionStage<Optional<Person>> find(PersonId id) {
    return CompletableFuture.completedFuture(known(id));
  }

  @Override
  public synchronized CompletionStage<Optional<Person>> find(EmailAddress address) {
    steps.add("find a person");
    return CompletableFuture.completedFuture(first(each -> each.address().equals(address)));
  }

  private Optional<Person> first(Predicate<Person> which) {
    return all.values().stream().filter(which).findFirst();
  }

  @Override
  public synchronized CompletionStage<Boolean> verified(PersonId id, EmailAddress address) {
    var person = first(each -> each.id().equals(id) && each.address().equals(address));
    person.ifPresent(
        each ->
            all.put(id, new Person(id, address, each.name(), true, each.since(), each.language())));
    return CompletableFuture.completedFuture(person.isPresent());
  }

  @Override
  public synchronized CompletionStage<Void> rename(PersonId id, String name) {
    all.computeIfPresent(
        id,
        (_, each) ->
            new Person(id, each.address(), name, each.isVerified(), each.since(), each.language()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Void> speaks(PersonId id, String language) {
    all.computeIfPresent(
        id,
        (_, each) ->
            new Person(
                id,
                each.address(),
                each.name(),
                each.isVerified(),
                each.since(),
                Optional.of(language)));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Void> seemsToSpeak(PersonId id, String language) {
    return known(id).flatMap(Person::language).isEmpty()
        ? speaks(id, language)
        : CompletableFuture.completedFuture(null);
  }
}

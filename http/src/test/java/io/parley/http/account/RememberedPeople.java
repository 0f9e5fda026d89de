package io.parley.http.account;

import io.parley.core.identity.Credentials;
import io.parley.core.identity.PasswordResets;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// People in memory, with their credentials, links for new passwords, and mails.
final class RememberedPeople implements Persons, PasswordResets, Mails {
  final Map<PersonId, Person> all = new ConcurrentHashMap<>();
  final List<NewMail> mails = new CopyOnWriteArrayList<>();
  final Map<TokenHash, Reset> resets = new ConcurrentHashMap<>();
  final RememberedCredentials credentials = new RememberedCredentials();

  private static <T> CompletionStage<T> now(T value) {
    return CompletableFuture.completedStage(value);
  }

  /// By the version that they were read with.
  static final class RememberedCredentials implements Credentials {
    final Map<PersonId, Credential> all = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Credential> find(PersonId person) {
      return now(all.getOrDefault(person, Credential.none(person)));
    }

    @Override
    public synchronized CompletionStage<Stored> replace(Credential changed) {
      var held = all.getOrDefault(changed.person(), Credential.none(changed.person()));
      if (held.version() != changed.version()) return now(Stored.CHANGED);
      all.put(
          changed.person(),
          new Credential(
              changed.person(),
              changed.password(),
              changed.totp(),
              changed.pendingTotp(),
              changed.lastStep(),
              changed.recovery(),
              changed.version() + 1));
      return now(Stored.DONE);
    }
  }

  @Override
  public CompletionStage<Person> register(Person person) {
    var held = byAddress(person.address());
    held.ifPresentOrElse(_ -> {}, () -> all.put(person.id(), person));
    return now(held.orElse(person));
  }

  private Optional<Person> byAddress(EmailAddress address) {
    return all.values().stream().filter(each -> each.address().equals(address)).findFirst();
  }

  @Override
  public CompletionStage<Optional<Person>> find(PersonId id) {
    return now(Optional.ofNullable(all.get(id)));
  }

  @Override
  public CompletionStage<Optional<Person>> find(EmailAddress address) {
    return now(byAddress(address));
  }

  @Override
  public CompletionStage<Boolean> verified(PersonId id, EmailAddress address) {
    return now(
        Optional.ofNullable(all.get(id)).map(Person::address).filter(address::equals).isPresent());
  }

  @Override
  public CompletionStage<Void> rename(PersonId id, String name) {
    all.computeIfPresent(
        id,
        (_, person) -> new Person(id, person.address(), name, person.isVerified(), person.since()));
    return now(null);
  }

  @Override
  public CompletionStage<Mails.Stored> begin(Reset reset, NewMail mail, Instant at) {
    resets.values().removeIf(each -> each.person().equals(reset.person()));
    resets.put(reset.token(), reset);
    return enqueue(mail, at);
  }

  @Override
  public CompletionStage<Optional<PersonId>> find(TokenHash token, Instant now) {
    return now(
        Optional.ofNullable(resets.get(token))
            .filter(each -> !each.isExpired(now))
            .map(Reset::person));
  }

  @Override
  public CompletionStage<Optional<PersonId>> use(TokenHash token, Instant now) {
    return now(
        Optional.ofNullable(resets.remove(token))
            .filter(each -> !each.isExpired(now))
            .map(Reset::person));
  }

  @Override
  public CompletionStage<Integer> delete(Instant now) {
    throw new UnsupportedOperationException("no endpoint deletes links");
  }

  @Override
  public CompletionStage<Mails.Stored> enqueue(NewMail mail, Instant at) {
    mails.add(mail);
    return now(Mails.Stored.DONE);
  }
}

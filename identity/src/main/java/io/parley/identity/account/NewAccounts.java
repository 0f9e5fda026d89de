package io.parley.identity.account;

import io.parley.core.identity.Credentials.Credential;
import io.parley.core.organisation.OpenLink;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.identity.password.PasswordRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Opens accounts for holders of links whose address has none with a password yet. Of two holders
/// of one link the first sets the password, and the other one must know it.
final class NewAccounts {
  private final AccountStores stores;
  private final AccountGuards guards;
  private final Fresh fresh;
  private final Executor executor;
  private final Changes changes;

  NewAccounts(AccountStores stores, AccountGuards guards, Fresh fresh, Executor executor) {
    this.stores = stores;
    this.guards = guards;
    this.fresh = fresh;
    this.executor = executor;
    this.changes = new Changes(stores.credentials());
  }

  sealed interface Made {}

  /// @param proof that stands for the password that was set
  record Opened(Proofs.Right proof) implements Made {}

  record Weak(PasswordRefusal reason) implements Made {}

  /// The account is somebody's: another request set a password first, or the link proves no
  /// address.
  record Taken() implements Made {}

  record Busy() implements Made {}

  /// @param known the person of the address, if it is stored: without a password
  /// @param link that works
  CompletionStage<Made> open(
      Optional<Person> known,
      EmailAddress address,
      Optional<String> name,
      Optional<String> password,
      OpenLink link,
      Instant now) {
    var shown =
        name.filter(Person::isName)
            .or(() -> known.map(Person::name))
            .orElseGet(() -> address.text().substring(0, address.text().lastIndexOf('@')));
    return isFree(known, link)
        .thenComposeAsync(
            isFree -> {
              if (!isFree) return done(new Taken());
              var words = PersonalWords.of(shown, address, List.of(link.name()));
              var refusal = guards.rules().check(password.orElse(""), words);
              if (refusal.isPresent()) return done(new Weak(refusal.get()));
              return guards
                  .passwords()
                  .hash(password.orElseThrow())
                  .map(hash -> registered(known, address, shown, hash, now))
                  .orElseGet(() -> done(new Busy()));
            },
            executor);
  }

  /// A link without an address proves none: it makes nobody a person that others know already.
  private CompletionStage<Boolean> isFree(Optional<Person> known, OpenLink link) {
    if (known.isEmpty() || link.address().isPresent())
      return CompletableFuture.completedFuture(true);
    if (known.get().isVerified()) return CompletableFuture.completedFuture(false);
    var person = known.get().id();
    return stores
        .directory()
        .of(person)
        .thenCombine(
            stores.directory().platformRoles(person),
            (organisations, roles) -> organisations.isEmpty() && roles.isEmpty());
  }

  private CompletionStage<Made> registered(
      Optional<Person> known, EmailAddress address, String name, String hash, Instant now) {
    return known
        .map(person -> CompletableFuture.completedStage(person))
        .orElseGet(
            () ->
                stores
                    .persons()
                    .register(new Person(new PersonId(fresh.uuid()), address, name, false, now)))
        .thenCompose(person -> set(person, name, hash));
  }

  private CompletionStage<Made> set(Person person, String name, String hash) {
    return changes
        .change(
            person.id(),
            found -> Optional.of(found.withPassword(hash)).filter(_ -> found.password().isEmpty()))
        .thenCompose(
            result ->
                switch (result) {
                  case DONE -> named(person, name).thenApply(each -> opened(each, hash));
                  case REFUSED -> done(new Taken());
                  case BUSY -> done(new Busy());
                  case NO_KEY ->
                      throw new IllegalStateException(
                          person + " has a second factor without a password (expected: both)");
                });
  }

  /// A name that nobody has confirmed was written by whoever signed the address up.
  private CompletionStage<Person> named(Person person, String name) {
    if (person.isVerified() || person.name().equals(name))
      return CompletableFuture.completedFuture(person);
    var renamed =
        new Person(
            person.id(),
            person.address(),
            name,
            person.isVerified(),
            person.since(),
            person.language());
    return stores.persons().rename(person.id(), name).thenApply(_ -> renamed);
  }

  private static Made opened(Person person, String hash) {
    return new Opened(new Proofs.Right(person, Credential.none(person.id()).withPassword(hash)));
  }

  private static CompletionStage<Made> done(Made made) {
    return CompletableFuture.completedFuture(made);
  }
}

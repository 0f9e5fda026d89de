package io.parley.identity.account;

import io.parley.core.identity.Credentials.Credential;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.identity.password.Passwords;
import io.parley.identity.throttle.SignInAttempt;
import io.parley.identity.throttle.SignInThrottle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Proves people by their password and a code. The one place in which passwords are compared: the
/// throttle is asked first, and learns the outcome. An address without an account takes the same
/// steps.
final class Proofs {
  /// Of uses of one account at the same moment one is stored; the others are decided anew.
  private static final int TRIES = 4;

  private final AccountStores stores;
  private final AccountGuards guards;
  private final Fresh fresh;
  private final Executor executor;

  Proofs(AccountStores stores, AccountGuards guards, Fresh fresh, Executor executor) {
    this.stores = stores;
    this.guards = guards;
    this.fresh = fresh;
    this.executor = executor;
  }

  sealed interface Proof {}

  /// @param credential as it is stored now, but for its version; the code is used up
  record Right(Person person, Credential credential) implements Proof {}

  /// The password is right.
  record CodeNeeded() implements Proof {}

  record Wrong() implements Proof {}

  record Slowed(Duration pause) implements Proof {}

  record Busy() implements Proof {}

  /// As it is answered to somebody who signs in.
  ///
  /// @param refused not [Right]
  static SignInOutcome outcome(Proof refused) {
    return switch (refused) {
      case Right _ -> throw new IllegalStateException("a proof that is right (expected: another)");
      case CodeNeeded() -> new SignInOutcome.CodeNeeded();
      case Wrong() -> new SignInOutcome.Wrong();
      case Slowed(var pause) -> new SignInOutcome.Slowed(pause);
      case Busy() -> new SignInOutcome.Busy();
    };
  }

  CompletionStage<Proof> prove(EmailAddress address, Given given, Place place, Instant now) {
    var device = guards.devices().known(place.device(), address);
    var attempt = new SignInAttempt(address.text(), place.address(), device);
    return switch (guards.throttle().begin(attempt, now)) {
      case SignInThrottle.Slowed(var pause) -> done(new Slowed(pause));
      case SignInThrottle.Admitted admitted ->
          CompletableFuture.completedStage(address)
              .thenCompose(each -> stores.persons().find(each))
              .thenCompose(person -> compared(person, given, now, TRIES))
              .whenComplete((proof, failure) -> counted(admitted, proof, failure, now));
    };
  }

  private static void counted(
      SignInThrottle.Admitted admitted, Proof proof, Throwable failure, Instant now) {
    if (failure != null) {
      admitted.abandoned();
      return;
    }
    switch (proof) {
      case Right _ -> admitted.right(now);
      case Wrong() -> admitted.wrong(now);
      case CodeNeeded _, Slowed _, Busy _ -> admitted.abandoned();
    }
  }

  private CompletionStage<Proof> compared(
      Optional<Person> person, Given given, Instant now, int tries) {
    // a query for nobody takes as long as one for somebody
    var id = person.map(Person::id).orElseGet(() -> new PersonId(fresh.uuid()));
    return stores
        .credentials()
        .find(id)
        .thenComposeAsync(
            found ->
                switch (guards.passwords().compare(given.password(), found.password())) {
                  case Passwords.Wrong() -> done(new Wrong());
                  case Passwords.Busy() -> done(new Busy());
                  case Passwords.Right(var renewed) ->
                      coded(
                          person.orElseThrow(),
                          found,
                          renewed.map(found::withPassword).orElse(found),
                          given,
                          now,
                          tries);
                },
            executor);
  }

  /// @param found as it is stored; @param renewed with a hash of other costs, if it is due
  private CompletionStage<Proof> coded(
      Person person, Credential found, Credential renewed, Given given, Instant now, int tries) {
    if (!given.isCodeAsked() || found.totp().isEmpty())
      return stored(person, found, renewed, given, now, tries);
    if (given.code().isEmpty()) return done(new CodeNeeded());
    return Codes.use(renewed, given.code().get(), now)
        .map(used -> stored(person, found, used, given, now, tries))
        .orElseGet(() -> done(new Wrong()));
  }

  private CompletionStage<Proof> stored(
      Person person, Credential found, Credential changed, Given given, Instant now, int tries) {
    if (changed.equals(found)) return done(new Right(person, found));
    return stores
        .credentials()
        .replace(changed)
        .thenCompose(
            stored ->
                switch (stored) {
                  case DONE -> done(new Right(person, changed));
                  // the code may be used by now, and the password another one
                  case CHANGED ->
                      tries > 1
                          ? compared(Optional.of(person), given, now, tries - 1)
                          : done(new Busy());
                  case NO_KEY ->
                      throw new IllegalStateException(
                          "a second factor was decrypted, and cannot be encrypted"
                              + " (expected: the same key in parley.secrets.keys)");
                });
  }

  private static CompletionStage<Proof> done(Proof proof) {
    return CompletableFuture.completedFuture(proof);
  }
}

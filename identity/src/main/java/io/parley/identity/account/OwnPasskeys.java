package io.parley.identity.account;

import io.parley.core.identity.Passkeys;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.identity.passkey.PasskeyCheck;
import io.parley.identity.passkey.Registration;
import io.parley.identity.passkey.RelyingSite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// A person's passkeys: it adds, names and removes them. Thread safe.
public final class OwnPasskeys {
  private final AccountStores stores;
  private final AccountTerms terms;
  private final Challenges challenges;
  private final Proofs proofs;
  private final Notices notices;
  private final Executor executor;

  OwnPasskeys(
      AccountStores stores,
      AccountTerms terms,
      Challenges challenges,
      Proofs proofs,
      Notices notices,
      Executor executor) {
    this.stores = stores;
    this.terms = terms;
    this.challenges = challenges;
    this.proofs = proofs;
    this.notices = notices;
    this.executor = executor;
  }

  /// Begins a new one. A passkey signs in without password and code, so whoever adds one gives
  /// both: a stolen access token adds none.
  ///
  /// @param code where the account has a second factor
  public CompletionStage<PasskeyOutcome> begin(
      PersonId person, String password, Optional<String> code, Place place, Instant now) {
    var site = site();
    if (site.isEmpty()) return done(new PasskeyOutcome.NoDomain());
    return stores
        .persons()
        .find(person)
        .thenCompose(
            found -> {
              if (found.isEmpty()) return done(new PasskeyOutcome.Wrong());
              return proofs
                  .prove(found.get().address(), Given.all(password, code), place, now)
                  .thenCompose(
                      proof ->
                          switch (proof) {
                            case Proofs.Right right -> begun(right.person(), site.get(), now);
                            case Proofs.Wrong _, Proofs.CodeNeeded _ ->
                                done(new PasskeyOutcome.Wrong());
                            case Proofs.Slowed(var pause) -> done(new PasskeyOutcome.Slowed(pause));
                            case Proofs.Busy() -> done(new PasskeyOutcome.Busy());
                          });
            });
  }

  private CompletionStage<PasskeyOutcome> begun(Person person, RelyingSite site, Instant now) {
    return stores
        .passkeys()
        .list(person.id())
        .thenApply(
            known -> {
              if (known.size() >= Passkeys.COUNT_MAX) return new PasskeyOutcome.TooMany();
              var given = challenges.give(Optional.of(person.id()), now);
              return new PasskeyOutcome.Begun(
                  new PasskeyOptions(
                      site, given.challenge(), given.cookie(), Optional.of(person), known));
            });
  }

  /// Stores one that the browser has made.
  ///
  /// @param name valid by [Passkey#isName]
  /// @param cookie of [#begin], as it was sent
  public CompletionStage<PasskeyOutcome> add(
      PersonId person, String name, Registration given, Optional<String> cookie, Instant now) {
    var site = site();
    if (site.isEmpty()) return done(new PasskeyOutcome.NoDomain());
    var challenge = challenges.open(cookie, Optional.of(person), now);
    if (challenge.isEmpty()) return done(new PasskeyOutcome.Refused());
    return CompletableFuture.supplyAsync(
            () -> PasskeyCheck.registered(site.get(), person, challenge.get().text(), given),
            executor)
        .thenCompose(
            made -> {
              if (made.isEmpty()) return done(new PasskeyOutcome.Refused());
              var passkey =
                  new Passkey(
                      made.get().id(),
                      person,
                      made.get().publicKey(),
                      made.get().signCount(),
                      name,
                      given.transports(),
                      now,
                      Optional.empty());
              return once(challenge.get(), passkey);
            });
  }

  private CompletionStage<PasskeyOutcome> once(Challenges.Challenge challenge, Passkey passkey) {
    return stores
        .passkeys()
        .count(TokenHash.of(challenge.text()), challenge.expiresAt())
        .thenCompose(isFirst -> isFirst ? stored(passkey) : done(new PasskeyOutcome.Refused()));
  }

  private CompletionStage<PasskeyOutcome> stored(Passkey passkey) {
    return stores
        .passkeys()
        .add(passkey)
        .thenApply(
            added ->
                switch (added) {
                  case DONE -> {
                    notices.passkeyAdded(passkey.person(), passkey.createdAt());
                    yield new PasskeyOutcome.Added(passkey);
                  }
                  case KNOWN -> new PasskeyOutcome.Known();
                  case TOO_MANY -> new PasskeyOutcome.TooMany();
                });
  }

  /// The oldest first.
  public CompletionStage<List<Passkey>> list(PersonId person) {
    return stores.passkeys().list(person);
  }

  /// @return empty if the person has none of this id
  public CompletionStage<Optional<Passkey>> find(PersonId person, String id) {
    return stores
        .passkeys()
        .find(id)
        .thenApply(found -> found.filter(each -> each.person().equals(person)));
  }

  /// @param name valid by [Passkey#isName]
  /// @return empty if the person has none of this id
  public CompletionStage<Optional<Passkey>> rename(PersonId person, String id, String name) {
    return stores
        .passkeys()
        .rename(person, id, name)
        .thenCompose(
            isDone ->
                isDone
                    ? find(person, id)
                    : CompletableFuture.completedFuture(Optional.<Passkey>empty()));
  }

  /// Sign-ins that it has begun stay: they are ended where they are listed.
  ///
  /// @return false if the person has none of this id
  public CompletionStage<Boolean> remove(PersonId person, String id) {
    return stores.passkeys().remove(person, id);
  }

  private Optional<RelyingSite> site() {
    return RelyingSite.of(terms.publicAddress().get());
  }

  private static CompletionStage<PasskeyOutcome> done(PasskeyOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}

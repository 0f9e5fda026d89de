package io.parley.identity.confirm;

import io.parley.core.identity.Credentials;
import io.parley.core.identity.Credentials.Stored;
import io.parley.core.identity.Passkeys;
import io.parley.core.identity.RefreshFamilies;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.person.Persons;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Gives people accounts by the word of an organisation that has proved the domain of their
/// address: by its directory, or its provider of sign-ins.
///
/// Anybody may sign an address up, and with a link that names no address also set a password for
/// it. An account of which nobody has shown that mail to its address arrives may be such a
/// stranger's. So it gets the name that the organisation gives, and loses all that somebody could
/// sign in with. Calls block: use virtual threads.
public final class ConfirmedAccounts {
  private static final int TRIES = 8;

  private final Persons persons;
  private final Credentials credentials;
  private final Passkeys passkeys;
  private final RefreshFamilies families;

  public ConfirmedAccounts(
      Persons persons, Credentials credentials, Passkeys passkeys, RefreshFamilies families) {
    this.persons = persons;
    this.credentials = credentials;
    this.passkeys = passkeys;
    this.families = families;
  }

  /// The account of an address, a new one if there is none. A confirmed one stays as it is. To be
  /// called before the person joins.
  ///
  /// @param wanted a new person of this address, verified, with a name that is not a stranger's
  public PersonId confirm(Person wanted, Instant now) {
    var person = join(persons.register(wanted));
    if (person.isVerified()) return person.id();
    takeProofs(person.id(), now);
    join(persons.rename(person.id(), wanted.name()));
    join(persons.verified(person.id(), person.address()));
    // what was set while nobody had confirmed the account yet
    takeProofs(person.id(), now);
    return person.id();
  }

  private void takeProofs(PersonId person, Instant now) {
    takeCredential(person);
    for (var passkey : join(passkeys.list(person))) join(passkeys.remove(person, passkey.id()));
    join(families.revokeAll(person.toString(), Optional.empty(), now));
  }

  private void takeCredential(PersonId person) {
    for (int tries = 0; tries < TRIES; tries++) {
      var found = join(credentials.find(person));
      if (found.equals(found.emptied())) return;
      if (join(credentials.replace(found.emptied())) == Stored.DONE) return;
    }
    throw new IllegalStateException(
        "the credential of %s changes all the time (expected: %d changes at most)"
            .formatted(person, TRIES));
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}

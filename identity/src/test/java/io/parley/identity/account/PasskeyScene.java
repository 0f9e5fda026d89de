package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;

import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.passkey.Assertion;
import io.parley.identity.passkey.MadeAuthenticator;
import io.parley.identity.passkey.Registration;
import io.parley.identity.passkey.RelyingSite;
import java.util.Optional;

/// People with authenticators, on the day of [AccountsFixture].
final class PasskeyScene {
  static final RelyingSite SITE = new RelyingSite("parley.example", "https://parley.example");
  static final SignInOutcome REFUSED = new SignInOutcome.Wrong();

  final AccountsFixture day;

  PasskeyScene(AccountsFixture day) {
    this.day = day;
  }

  /// An authenticator for Anna that she has not registered.
  MadeAuthenticator authenticator() {
    return MadeAuthenticator.of(SITE, day.idOf(ANNA), "key-of-anna");
  }

  PasskeyOutcome begin(PersonId person, String password, Optional<String> code) {
    return join(day.accounts.passkeys().begin(person, password, code, OFFICE, day.now));
  }

  /// Anna gives her password.
  PasskeyOptions begun() {
    if (begin(day.idOf(ANNA), PASSWORD, Optional.empty())
        instanceof PasskeyOutcome.Begun(var options)) return options;
    throw new AssertionError("not begun");
  }

  PasskeyOutcome add(PersonId person, Registration made, String cookie) {
    return join(day.accounts.passkeys().add(person, "Laptop", made, Optional.of(cookie), day.now));
  }

  /// Anna's, registered.
  MadeAuthenticator added() {
    var authenticator = authenticator();
    var options = begun();
    var outcome =
        add(day.idOf(ANNA), authenticator.register(options.challenge()), options.cookie());
    if (!(outcome instanceof PasskeyOutcome.Added)) throw new AssertionError(outcome);
    return authenticator;
  }

  Passkey stored(MadeAuthenticator authenticator) {
    return join(day.passkeys.find(authenticator.id())).orElseThrow();
  }

  PasskeyOptions asked() {
    return day.accounts.passkeySignIns().begin(day.now).orElseThrow();
  }

  SignInOutcome signIn(MadeAuthenticator authenticator) {
    return signIn(authenticator, Optional.empty());
  }

  SignInOutcome signIn(MadeAuthenticator authenticator, Optional<OrganisationId> organisation) {
    var options = asked();
    return signIn(authenticator.sign(options.challenge()), options.cookie(), organisation);
  }

  SignInOutcome signIn(Assertion given, String cookie) {
    return signIn(given, cookie, Optional.empty());
  }

  private SignInOutcome signIn(
      Assertion given, String cookie, Optional<OrganisationId> organisation) {
    return join(
        day.accounts
            .passkeySignIns()
            .signIn(given, Optional.of(cookie), organisation, OFFICE, day.now));
  }
}

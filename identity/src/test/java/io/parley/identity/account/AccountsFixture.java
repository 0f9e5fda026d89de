package io.parley.identity.account;

import io.parley.core.access.ClientRole;
import io.parley.core.identity.Credentials.Credential;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.WrongGuesses.Terms;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.key.KeyPairs;
import io.parley.identity.key.KeyRotation;
import io.parley.identity.key.KeyTerms;
import io.parley.identity.key.MemorySigningKeys;
import io.parley.identity.oidc.PasswordGate;
import io.parley.identity.password.Argon2Terms;
import io.parley.identity.password.PasswordRules;
import io.parley.identity.password.Passwords;
import io.parley.identity.refresh.MemoryRefreshFamilies;
import io.parley.identity.refresh.RefreshTerms;
import io.parley.identity.refresh.RefreshTokens;
import io.parley.identity.throttle.SignInThrottle;
import io.parley.identity.throttle.ThrottleTerms;
import io.parley.identity.token.AccessTokenTerms;
import io.parley.identity.token.AccessTokens;
import io.parley.identity.totp.AuthenticatorApp;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Accounts over stores in memory, in manual time: a day on which Anna and others use them.
final class AccountsFixture {
  static final EmailAddress ANNA = new EmailAddress("anna@shop.example");
  static final EmailAddress NOBODY = new EmailAddress("nobody@shop.example");
  static final String PASSWORD = "correct horse battery";
  static final String OTHER = "staple battery horse";
  static final Argon2Terms CHEAP = new Argon2Terms(8, 1, 1);
  static final Duration LIFE = Duration.ofHours(1);
  static final Duration IDLE = Duration.ofDays(14);
  static final Duration ABSOLUTE = Duration.ofDays(90);
  static final Duration PAUSE = Duration.ofSeconds(10);
  static final int FREE = 5;
  static final int MAILS = 3;
  static final Place OFFICE = place("192.0.2.7");
  static final Place ELSEWHERE = place("198.51.100.9");

  private static final Duration SKEW = Duration.ofMinutes(1);

  Instant now = Instant.parse("2026-11-26T10:00:00Z");
  final List<String> steps = new ArrayList<>();
  final SecureRandom random = new SecureRandom();
  final MemoryPersons persons = new MemoryPersons(steps);
  final MemoryCredentials credentials = new MemoryCredentials(steps);
  final MemoryPasskeys passkeys = new MemoryPasskeys();
  final MemoryMails mails = new MemoryMails();
  final MemoryOrganisations organisations = new MemoryOrganisations(persons, mails);
  final MemoryRefreshFamilies families = new MemoryRefreshFamilies();
  final MemorySigningKeys signingKeys = new MemorySigningKeys();
  final Passwords passwords;
  final Keys keys =
      new Keys(
          new KeyRotation(
              signingKeys,
              new KeyPairs(random),
              new KeyTerms(
                  JwsAlgorithm.EDDSA, Duration.ofDays(30), Duration.ofHours(24), LIFE, SKEW),
              Runnable::run));
  final Accounts accounts;

  AccountsFixture() {
    this(4);
  }

  /// @param hashesAtOnce 0 to have no password compared
  AccountsFixture(int hashesAtOnce) {
    this(hashesAtOnce, PasswordGate.NONE);
  }

  /// @param gate of organisations with a provider of sign-ins
  AccountsFixture(int hashesAtOnce, PasswordGate gate) {
    passwords = new Passwords(CHEAP, random, hashesAtOnce, Duration.ZERO);
    accounts =
        Accounts.create(
            new AccountStores(
                persons,
                credentials,
                passkeys,
                new MemoryPasswordResets(mails),
                families,
                organisations,
                organisations,
                mails),
            new AccountGuards(
                passwords,
                new PasswordRules(PasswordRules.ONLY_FACTOR, "password password"::equals),
                new SignInThrottle(throttle()),
                Devices.of("1:c2VjcmV0", random),
                gate,
                Challenges.of("1:c2VjcmV0", random)),
            new AccountTokens(
                keys,
                new AccessTokens(
                    new AccessTokenTerms("https://parley.example", "parley", LIFE, SKEW)),
                new RefreshTokens(
                    families, random, new RefreshTerms(ABSOLUTE, IDLE, Duration.ofSeconds(30)))),
            new AccountTerms(
                URI.create("https://parley.example/"), "Parley", Duration.ofHours(1), MAILS, "en"),
            random,
            Runnable::run,
            () -> now.toEpochMilli() * 1_000_000);
    join(keys.refresh(now));
  }

  private static ThrottleTerms throttle() {
    var terms = new Terms(FREE, PAUSE, Duration.ofMinutes(5), Duration.ofHours(1));
    var wide = new Terms(100, PAUSE, Duration.ofMinutes(5), Duration.ofHours(1));
    return new ThrottleTerms(terms, terms, wide, wide, Duration.ofDays(30), 1_000);
  }

  static Place place(String address) {
    return new Place(new RemoteAddress(address), Optional.empty());
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  void pass(Duration time) {
    now = now.plus(time);
    join(keys.refresh(now));
  }

  /// Stores a person with the password.
  PersonId account(EmailAddress address) {
    return account(address, passwords.hash(PASSWORD).orElseThrow());
  }

  PersonId account(EmailAddress address, String hash) {
    var person =
        join(
            persons.register(
                new Person(new PersonId(UUID.randomUUID()), address, "Anna Bee", true, now)));
    join(credentials.replace(Credential.none(person.id()).withPassword(hash)));
    return person.id();
  }

  /// Stores Anna as a member of a new organisation.
  OrganisationId anna(String organisation, ClientRole role) {
    var id = organisations.active(organisation, now);
    organisations.join(id, account(ANNA), role, now);
    return id;
  }

  PersonId idOf(EmailAddress address) {
    return join(persons.find(address)).orElseThrow().id();
  }

  Credential credential(EmailAddress address) {
    return join(credentials.find(idOf(address)));
  }

  /// Takes a person's password away.
  void forgetPassword(EmailAddress address) {
    var person = idOf(address);
    long version = credential(address).version();
    var none = Credential.none(person);
    join(
        credentials.replace(
            new Credential(
                person,
                none.password(),
                none.totp(),
                none.pendingTotp(),
                none.lastStep(),
                none.recovery(),
                version)));
  }

  /// Turns Anna's second factor on.
  ///
  /// @return its key
  String secondFactor() {
    var begun =
        (SecondFactorOutcome.Begun)
            join(accounts.secondFactors().begin(idOf(ANNA), PASSWORD, OFFICE, now));
    var code = AuthenticatorApp.code(begun.key(), now);
    join(accounts.secondFactors().confirm(idOf(ANNA), code, now));
    // the code that confirmed it counted
    pass(Duration.ofSeconds(30));
    return begun.key();
  }

  SignInOutcome signIn(EmailAddress address, String password) {
    return signIn(address, password, Optional.empty(), OFFICE);
  }

  SignInOutcome signIn(EmailAddress address, String password, Optional<String> code, Place place) {
    return join(accounts.signIns().signIn(address, password, code, Optional.empty(), place, now));
  }

  /// Signs Anna in by a browser.
  ///
  /// @param device of an earlier sign-in there
  SignedIn signIn(Optional<String> device, String language) {
    var place = new Place(ELSEWHERE.address(), device, Optional.of(language));
    return granted(signIn(ANNA, PASSWORD, Optional.empty(), place));
  }

  SignInOutcome signInTo(OrganisationId organisation) {
    return join(
        accounts
            .signIns()
            .signIn(ANNA, PASSWORD, Optional.empty(), Optional.of(organisation), OFFICE, now));
  }

  /// Signs Anna in.
  SignedIn signedIn() {
    return granted(signIn(ANNA, PASSWORD));
  }

  static SignedIn granted(SignInOutcome outcome) {
    if (outcome instanceof SignInOutcome.Granted(var signedIn)) return signedIn;
    throw new AssertionError(outcome + " (expected: granted)");
  }

  SignInOutcome renew(String refreshToken) {
    return join(accounts.signIns().renew(refreshToken, OFFICE, now));
  }

  Optional<AccessTokenCheck.Proof> check(SignedIn signedIn) {
    return join(accounts.check().check(signedIn.access().token(), now));
  }
}

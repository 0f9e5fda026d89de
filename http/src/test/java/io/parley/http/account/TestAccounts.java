package io.parley.http.account;

import io.parley.core.access.ClientRole;
import io.parley.core.identity.Credentials.Credential;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.WrongGuesses;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.MadeOrganisations;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.account.AccountGuards;
import io.parley.identity.account.AccountStores;
import io.parley.identity.account.AccountTerms;
import io.parley.identity.account.AccountTokens;
import io.parley.identity.account.Accounts;
import io.parley.identity.account.Challenges;
import io.parley.identity.account.Devices;
import io.parley.identity.account.Keys;
import io.parley.identity.account.MemoryCredentials;
import io.parley.identity.account.MemoryMails;
import io.parley.identity.account.MemoryOrganisations;
import io.parley.identity.account.MemoryPasskeys;
import io.parley.identity.account.MemoryPasswordResets;
import io.parley.identity.account.MemoryPersons;
import io.parley.identity.account.Place;
import io.parley.identity.account.SignInOutcome;
import io.parley.identity.account.SignedIn;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.key.KeyPairs;
import io.parley.identity.key.KeyRotation;
import io.parley.identity.key.KeyTerms;
import io.parley.identity.key.MemorySigningKeys;
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
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The services of accounts over stores in memory, with hashes of passwords that cost little.
public final class TestAccounts implements AutoCloseable {
  public static final String ISSUER = "https://parley.example";
  public static final String AUDIENCE = "parley";
  public static final OrganisationId LARCH = MadeOrganisations.ONE;
  public static final OrganisationId BIRCH = MadeOrganisations.OTHER;

  static final String PASSWORD = "four larches in the lace shop";

  final MemoryPersons persons = new MemoryPersons();
  final MemoryCredentials credentials = new MemoryCredentials();
  final MemoryPasskeys passkeys = new MemoryPasskeys();
  final MemoryMails mails = new MemoryMails();
  public final MemoryOrganisations companies = new MemoryOrganisations(persons, mails);
  public final MemoryRefreshFamilies families = new MemoryRefreshFamilies();
  final AccountStores stores =
      new AccountStores(
          persons,
          credentials,
          passkeys,
          new MemoryPasswordResets(mails),
          families,
          companies,
          companies,
          mails);
  final Keys keys;
  public final Accounts accounts;
  final RefreshTerms refreshTerms =
      new RefreshTerms(Duration.ofDays(30), Duration.ofDays(7), Duration.ofSeconds(30));

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final Passwords passwords =
      new Passwords(new Argon2Terms(64, 1, 1), random, 16, Duration.ofSeconds(10));

  /// @param now when the keys are made
  public TestAccounts(Instant now) {
    var hour = Duration.ofHours(1);
    var skew = Duration.ofMinutes(1);
    keys =
        new Keys(
            new KeyRotation(
                new MemorySigningKeys(),
                new KeyPairs(random),
                new KeyTerms(JwsAlgorithm.EDDSA, Duration.ofDays(30), hour, hour, skew),
                executor));
    keys.refresh(now).toCompletableFuture().join();
    var guesses = new WrongGuesses.Terms(5, Duration.ofSeconds(1), Duration.ofMinutes(1), hour);
    accounts =
        Accounts.create(
            stores,
            new AccountGuards(
                passwords,
                new PasswordRules(PasswordRules.ONLY_FACTOR, "password password"::equals),
                new SignInThrottle(
                    new ThrottleTerms(
                        guesses, guesses, guesses, guesses, Duration.ofDays(30), 1_000)),
                Devices.of("k1:a-secret-for-tests", random),
                Challenges.of("k1:a-secret-for-tests", random)),
            new AccountTokens(
                keys,
                new AccessTokens(new AccessTokenTerms(ISSUER, AUDIENCE, hour, skew)),
                new RefreshTokens(families, random, refreshTerms)),
            new AccountTerms(URI.create(ISSUER), "Parley", hour, 3, "en"),
            random,
            executor);
    companies.put(LARCH, "Larch & Lace", Instant.EPOCH);
    companies.put(BIRCH, "Birch", Instant.EPOCH);
  }

  /// Reads the keys again, as the program does now and then: keys read long ago sign nothing.
  public void refresh(Instant now) {
    keys.refresh(now).toCompletableFuture().join();
  }

  /// A person with the password [#PASSWORD] and an address such as `ada@shop.example`.
  public PersonId person(String name) {
    var id = new PersonId(UUID.randomUUID());
    var address = new EmailAddress(name + "@shop.example");
    persons.put(new Person(id, address, name, true, Instant.EPOCH));
    credentials
        .replace(Credential.none(id).withPassword(passwords.hash(PASSWORD).orElseThrow()))
        .toCompletableFuture()
        .join();
    return id;
  }

  public PersonId member(String name, OrganisationId organisation, ClientRole role) {
    var id = person(name);
    companies.join(organisation, id, role, Instant.EPOCH);
    return id;
  }

  /// An open sign-in of a person that has the password.
  public SignedIn signedIn(String name, Optional<OrganisationId> organisation, Instant now) {
    var outcome =
        accounts
            .signIns()
            .signIn(
                new EmailAddress(name + "@shop.example"),
                PASSWORD,
                Optional.empty(),
                organisation,
                new Place(new RemoteAddress("192.0.2.7"), Optional.empty()),
                now)
            .toCompletableFuture()
            .join();
    if (outcome instanceof SignInOutcome.Granted(var signedIn)) return signedIn;
    throw new IllegalStateException("a sign-in was refused: " + outcome);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

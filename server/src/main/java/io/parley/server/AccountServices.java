package io.parley.server;

import io.parley.core.audit.AuditTrail;
import io.parley.core.fault.Stages;
import io.parley.core.identity.DirectoryUsers;
import io.parley.core.limit.WrongGuesses.Terms;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.organisation.OrganisationSites;
import io.parley.core.organisation.Retentions;
import io.parley.http.account.AccessTokenAuthenticator;
import io.parley.http.account.AccountEndpoints;
import io.parley.http.organisation.LinkMails;
import io.parley.http.organisation.OrganisationEndpoints;
import io.parley.http.organisation.OrganisationStores;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.scim.DirectorySettings;
import io.parley.http.scim.ScimEndpoints;
import io.parley.http.session.Edge;
import io.parley.identity.account.AccountGuards;
import io.parley.identity.account.AccountStores;
import io.parley.identity.account.AccountTerms;
import io.parley.identity.account.AccountTokens;
import io.parley.identity.account.Accounts;
import io.parley.identity.account.Challenges;
import io.parley.identity.account.Devices;
import io.parley.identity.account.Keys;
import io.parley.identity.key.KeyPairs;
import io.parley.identity.key.KeyRotation;
import io.parley.identity.password.Argon2Terms;
import io.parley.identity.password.BundledPasswords;
import io.parley.identity.password.PasswordRules;
import io.parley.identity.password.Passwords;
import io.parley.identity.refresh.RefreshTokens;
import io.parley.identity.scim.Provisioning;
import io.parley.identity.scim.ProvisioningPorts;
import io.parley.identity.throttle.SignInThrottle;
import io.parley.identity.throttle.ThrottleTerms;
import io.parley.identity.token.AccessTokens;
import io.parley.outbound.dns.JndiTextRecords;
import io.parley.outbound.guard.GuardSettings;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.directory.JdbcDirectoryUsers;
import io.parley.persistence.identity.JdbcCredentials;
import io.parley.persistence.identity.JdbcPasskeys;
import io.parley.persistence.identity.JdbcPasswordResets;
import io.parley.persistence.identity.JdbcRefreshFamilies;
import io.parley.persistence.identity.JdbcSigningKeys;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.mail.JdbcOwnTemplates;
import io.parley.persistence.organisation.JdbcOrganisationDirectory;
import io.parley.persistence.organisation.JdbcOrganisations;
import io.parley.persistence.organisation.JdbcRetentions;
import io.parley.persistence.person.JdbcPersons;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// People's accounts on this node: their stores, services, keys and mail, and what the node does
/// for them from time to time.
///
/// @param audit trails of organisations; @param retentions of their data
/// @param directoryUsers whom their directories have named
/// @param keys that sign access tokens
/// @param providers of organisations, where their people sign in
/// @param authenticator of people's requests, for both ports
/// @param address that links begin with
record AccountServices(
    AccountsSettings settings,
    AccountStores stores,
    AuditTrail audit,
    Retentions retentions,
    DirectoryUsers directoryUsers,
    Keys keys,
    Accounts accounts,
    ProviderServices providers,
    AccessTokenAuthenticator authenticator,
    MailServices mail,
    OwnAddress address) {
  private static final Logger LOG = LoggerFactory.getLogger(AccountServices.class);

  /// Of the installation, in apps for codes.
  private static final String NAME = "Parley";

  private static final Duration RESET_LIFE = Duration.ofHours(1);
  private static final int MAILS_PER_HOUR = 5;

  /// Of notices to people whose language is not known.
  private static final String LANGUAGE = "en";

  /// Time that a sign-in waits for its hash.
  private static final Duration HASH_WAIT = Duration.ofSeconds(5);

  private static final Duration FORGOTTEN = Duration.ofHours(1);

  /// A place that is known has counters of its own: strangers keep nobody from signing in there. At
  /// a new place a person waits a minute at most during an attack.
  private static final ThrottleTerms THROTTLE =
      new ThrottleTerms(
          new Terms(10, Duration.ofSeconds(1), Duration.ofMinutes(1), FORGOTTEN),
          new Terms(10, Duration.ofSeconds(1), Duration.ofMinutes(5), FORGOTTEN),
          new Terms(20, Duration.ofSeconds(1), Duration.ofMinutes(15), FORGOTTEN),
          new Terms(80, Duration.ofSeconds(1), Duration.ofMinutes(15), FORGOTTEN),
          Duration.ofDays(30),
          100_000);

  private static final Duration KEYS_FRESH = Duration.ofHours(1);
  private static final Duration KEYS_EVERY = Duration.ofMinutes(1);
  private static final Duration DUE_EVERY = Duration.ofMinutes(1);
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  /// @return empty where accounts are off, and on a node without a key for secrets
  static Optional<AccountServices> start(NodeBasics basics, Databases databases) {
    var settings = AccountsSettings.from(basics.config());
    if (!settings.enabled()) return Optional.empty();
    var secrets = SecretKeyring.text(basics.config(), basics.data());
    if (secrets.isEmpty()) {
      LOG.warn(
          "people cannot sign in at this node (expected: a key in {}, the same on all nodes, or"
              + " parley.accounts.enabled = off)",
          SecretKeyring.KEYS);
      return Optional.empty();
    }
    var accounts = of(settings, secrets.get(), basics, databases);
    // before anybody asks for it
    var owner = accounts.ownerLink(basics, false);
    LOG.debug("{}", owner);
    AddressesInside.look(GuardSettings.from(basics.config()), accounts.stores.directory());
    return Optional.of(accounts);
  }

  private static AccountServices of(
      AccountsSettings settings, String secrets, NodeBasics basics, Databases databases) {
    var random = new SecureRandom();
    var threads =
        basics
            .closers()
            .add(
                "the work of accounts",
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("parley-accounts-", 1).factory()));
    var outbox = new JdbcMails(databases.database(), databases.secretKeys());
    var stores = stores(databases, outbox);
    var address = new OwnAddress(basics.settings().publicAddress().configured());
    var keys = keys(settings, databases, random, threads);
    hold(keys, basics);
    var providers = ProviderServices.of(databases);
    var accounts =
        Accounts.create(
            stores,
            new AccountGuards(
                new Passwords(Argon2Terms.OWASP, random, hashesAtOnce(), HASH_WAIT),
                new PasswordRules(PasswordRules.ONLY_FACTOR, BundledPasswords.load()),
                new SignInThrottle(THROTTLE),
                Devices.of(secrets, random),
                providers.gate(),
                Challenges.of(secrets, random)),
            new AccountTokens(
                keys,
                new AccessTokens(settings.access()),
                new RefreshTokens(stores.families(), random, settings.refresh())),
            new AccountTerms(address, NAME, RESET_LIFE, MAILS_PER_HOUR, LANGUAGE),
            random,
            threads);
    return new AccountServices(
        settings,
        stores,
        new JdbcAuditTrail(databases.database()),
        new JdbcRetentions(databases.database()),
        new JdbcDirectoryUsers(databases.database()),
        keys,
        accounts,
        providers,
        new AccessTokenAuthenticator(
            accounts.check(),
            settings.access().issuer(),
            basics.meters().registry(),
            basics.clock()),
        MailServices.of(
            basics, settings.mail(), outbox, new JdbcOwnTemplates(databases.database())),
        address);
  }

  private static AccountStores stores(Databases databases, JdbcMails outbox) {
    var database = databases.database();
    return new AccountStores(
        new JdbcPersons(database),
        new JdbcCredentials(database, databases.secretKeys()),
        new JdbcPasskeys(database),
        new JdbcPasswordResets(database, outbox),
        new JdbcRefreshFamilies(database),
        new JdbcOrganisationDirectory(database),
        new JdbcOrganisations(database, outbox),
        outbox);
  }

  private static Keys keys(
      AccountsSettings settings, Databases databases, SecureRandom random, Executor threads) {
    return new Keys(
        new KeyRotation(
            new JdbcSigningKeys(databases.database(), databases.secretKeys()),
            new KeyPairs(random),
            settings.keys(),
            threads));
  }

  /// Without keys nobody can sign in before the next try.
  private static void hold(Keys keys, NodeBasics basics) {
    try {
      refresh(keys, basics).toCompletableFuture().join();
    } catch (RuntimeException e) {
      LOG.warn("the keys of access tokens cannot be read; reading is retried", Stages.cause(e));
    }
  }

  private static CompletionStage<Void> refresh(Keys keys, NodeBasics basics) {
    var now = basics.clock().instant();
    return keys.refresh(now)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case DONE ->
                      keys.canSign(now)
                          ? CompletableFuture.completedStage(null)
                          : unusable("this node cannot decrypt the one that signs");
                  case NO_KEY -> unusable("there is no key to encrypt them");
                });
  }

  private static CompletionStage<Void> unusable(String reason) {
    return CompletableFuture.failedStage(
        new IllegalStateException(
            "keys of access tokens: %s (expected: the keys in %s of all nodes; keys of tokens whose"
                    .formatted(reason, SecretKeyring.KEYS)
                + " encryption is lost are withdrawn, DELETE /signing-keys/{id})"));
  }

  /// Each hash takes a processor, and 19 MiB.
  private static int hashesAtOnce() {
    return Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
  }

  /// Those of accounts, of providers of sign-ins, and of organisations.
  ///
  /// @param sites where visitors reach organisations; @param numbers of organisations
  List<Endpoint> endpoints(
      NodeBasics basics,
      Edge edge,
      Origins origins,
      OrganisationSites sites,
      OrganisationNumbers numbers) {
    var random = new SecureRandom();
    var records = basics.closers().add("the way to the DNS", new JndiTextRecords(settings.dns()));
    var asked =
        new OrganisationStores(
            stores.organisations(),
            stores.directory(),
            stores.persons(),
            audit,
            retentions,
            records,
            sites,
            numbers,
            mail.words());
    var setup = setup(basics, origins);
    return Stream.of(
            AccountEndpoints.of(edge, accounts, stores, keys, setup),
            providers.endpoints(basics, edge, accounts, stores, directoryUsers, setup),
            OrganisationEndpoints.of(edge, asked, new LinkMails(address, random), random),
            provisioning(basics, edge))
        .flatMap(List::stream)
        .toList();
  }

  private List<Endpoint> provisioning(NodeBasics basics, Edge edge) {
    var threads = basics.closers().add("provisioning", Executors.newVirtualThreadPerTaskExecutor());
    var ports =
        ProvisioningPorts.of(
            stores.persons(),
            stores.organisations(),
            stores.directory(),
            directoryUsers,
            stores.families(),
            stores.confirmed());
    return ScimEndpoints.of(
        edge,
        DirectorySettings.from(basics.config()),
        new Provisioning(ports),
        basics.settings().publicAddress(),
        threads);
  }

  /// Others hold published keys for an hour at most, whatever the time ahead.
  private AccountEndpoints.Setup setup(NodeBasics basics, Origins origins) {
    var ahead = settings.keys().ahead();
    return new AccountEndpoints.Setup(
        settings.limits(),
        basics.settings().publicAddress(),
        origins,
        settings.signUpOpen(),
        settings.refresh().absolute(),
        ahead.compareTo(KEYS_FRESH) < 0 ? ahead : KEYS_FRESH);
  }

  /// Begins what the node does without being asked, when its ports are open. All nodes do the same;
  /// of several at once, one succeeds.
  void begin(ActorSystem<?> system, NodeBasics basics) {
    mail.begin();
    basics.duty(system, "the rotation of keys", KEYS_EVERY, () -> refresh(keys, basics));
    var due = new OrganisationsDue(stores.organisations(), stores.directory(), basics.clock());
    basics.duty(system, "the end of organisations that are due", DUE_EVERY, due::run);
    basics.duty(system, "the sweep of sign-ins", SWEEP_EVERY, () -> sweep(basics));
  }

  /// Sign-ins that no token renews any more, and links for new passwords and challenges of passkeys
  /// that have expired.
  private CompletionStage<Void> sweep(NodeBasics basics) {
    var now = basics.clock().instant();
    var terms = settings.refresh();
    return stores
        .families()
        .delete(now.minus(terms.absolute()), now.minus(terms.idle()))
        .thenCompose(_ -> stores.resets().delete(now))
        .thenCompose(_ -> stores.passkeys().forget(now))
        .thenAccept(_ -> {});
  }

  /// The organisation of this installation, made if it does not exist, and the link to its
  /// ownership.
  ///
  /// @param isShown whether this is the one node of one machine, and its port is open
  OwnerLink ownerLink(NodeBasics basics, boolean isShown) {
    var first =
        new FirstOrganisation(
            stores.organisations(), stores.directory(), new SecureRandom(), basics.clock());
    return OwnerLink.at(first, settings.organisationName(), isShown, address);
  }
}

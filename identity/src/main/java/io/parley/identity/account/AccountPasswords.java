package io.parley.identity.account;

import io.parley.core.identity.Credentials.Credential;
import io.parley.core.identity.PasswordResets.Reset;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.Mails;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgotten and changed passwords. Thread safe.
public final class AccountPasswords {
  private static final Logger LOG = LoggerFactory.getLogger(AccountPasswords.class);

  /// Orders for links at work at the same time; of more nothing is sent.
  private static final int ORDERS_MAX = 64;

  private final AccountStores stores;
  private final AccountGuards guards;
  private final AccountTerms terms;
  private final Proofs proofs;
  private final Grants grants;
  private final Fresh fresh;
  private final Executor executor;
  private final Changes changes;
  private final Workplaces workplaces;
  private final MailAllowance allowance;
  private final Notices notices;
  private final Semaphore orders = new Semaphore(ORDERS_MAX);

  AccountPasswords(
      AccountStores stores,
      AccountGuards guards,
      AccountTerms terms,
      Proofs proofs,
      Grants grants,
      Fresh fresh,
      Executor executor) {
    this.stores = stores;
    this.guards = guards;
    this.terms = terms;
    this.proofs = proofs;
    this.grants = grants;
    this.fresh = fresh;
    this.executor = executor;
    this.changes = new Changes(stores.credentials());
    this.workplaces = new Workplaces(stores.directory(), guards.gate());
    this.allowance = new MailAllowance(terms.mailsPerHour());
    this.notices = new Notices(stores, terms, fresh);
  }

  /// Sends a link for a new password, if the address has an account, and its domain no provider of
  /// sign-ins in place of passwords. Returns before that is looked up, so that its time tells
  /// nothing.
  ///
  /// @param language of the mail, a tag of BCP 47; if none is named, the person's, or that of the
  ///   place
  public void forgot(EmailAddress address, Optional<String> language, Place place, Instant now) {
    boolean isTooMuch = allowance.take(address, now).isPositive();
    if (isTooMuch || !orders.tryAcquire()) {
      LOG.warn("an order for a new password from {} was left out: there are too many", place);
      return;
    }
    CompletableFuture.completedStage(address)
        .thenComposeAsync(each -> guards.gate().refused(each), executor)
        .thenCompose(
            provider ->
                provider.isPresent()
                    ? CompletableFuture.completedFuture(Optional.<Person>empty())
                    : stores.persons().find(address))
        .thenCompose(
            person ->
                person
                    .map(each -> sent(each, language(language, each, place), now))
                    .orElseGet(() -> CompletableFuture.completedFuture(Mails.Stored.DONE)))
        .whenComplete(
            (stored, failure) -> {
              orders.release();
              if (failure != null) LOG.warn("a link for a new password was not sent", failure);
              else if (stored != Mails.Stored.DONE)
                LOG.warn("a link for a new password was not sent: {}", stored);
            });
  }

  private String language(Optional<String> wanted, Person person, Place place) {
    return wanted.or(person::language).or(place::language).orElseGet(terms::language);
  }

  private CompletionStage<Mails.Stored> sent(Person person, String language, Instant now) {
    var token = fresh.token();
    var reset = new Reset(TokenHash.of(token), person.id(), now.plus(terms.resetLife()));
    var mail =
        new NewMail(
            new MailId(fresh.uuid()),
            TenantId.PLATFORM,
            MailKind.RESET,
            language,
            person.address(),
            Map.of(MailKind.LINK, terms.page("/reset", token)));
    return stores.resets().begin(reset, mail, now);
  }

  /// Whether a link for a new password works.
  public CompletionStage<Boolean> isOpen(String token, Instant now) {
    return stores.resets().find(TokenHash.of(token), now).thenApply(Optional::isPresent);
  }

  /// Sets a new password by a link, and ends all sign-ins. A second factor stays, and so do
  /// passkeys, unless nobody had confirmed the address: then a stranger may have set them.
  ///
  /// @return `Done`, `Weak`, `UnknownLink` or `Busy`
  public CompletionStage<PasswordOutcome> reset(String token, String password, Instant now) {
    var hash = TokenHash.of(token);
    return stores
        .resets()
        .find(hash, now)
        .thenCompose(
            person ->
                person
                    .map(id -> stores.persons().find(id))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())))
        .thenCompose(
            person -> {
              if (person.isEmpty()) return done(new PasswordOutcome.UnknownLink());
              return acceptable(
                  person.get(), password, hashed -> reset(person.get(), hash, hashed, now));
            });
  }

  private CompletionStage<PasswordOutcome> reset(
      Person person, TokenHash token, String hashed, Instant now) {
    return stores
        .resets()
        .use(token, now)
        .thenCompose(
            used -> {
              if (!used.equals(Optional.of(person.id())))
                return done(new PasswordOutcome.UnknownLink());
              return stored(
                      person,
                      found ->
                          Optional.of(
                              (person.isVerified() ? found : found.emptied()).withPassword(hashed)),
                      Optional.empty(),
                      now)
                  .thenCompose(
                      outcome ->
                          person.isVerified() || !(outcome instanceof PasswordOutcome.Done)
                              ? done(outcome)
                              : withoutPasskeys(person.id(), now)
                                  .thenCompose(_ -> verified(person, outcome)));
            });
  }

  /// Ends sign-ins by passkeys, too.
  private CompletionStage<Integer> withoutPasskeys(PersonId person, Instant now) {
    return stores
        .passkeys()
        .list(person)
        .thenCompose(
            all ->
                CompletableFuture.allOf(
                    all.stream()
                        .map(each -> stores.passkeys().remove(person, each.id()))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new)))
        .thenCompose(_ -> grants.endAll(person.toString(), Optional.empty(), now));
  }

  /// The link has shown that mail to the address arrives.
  private CompletionStage<PasswordOutcome> verified(Person person, PasswordOutcome outcome) {
    return stores.persons().verified(person.id(), person.address()).thenApply(_ -> outcome);
  }

  /// Changes the password of somebody who is signed in, and ends the other sign-ins.
  ///
  /// @param exceptSignIn the one that stays
  /// @return all but `UnknownLink`
  public CompletionStage<PasswordOutcome> change(
      PersonId person,
      String current,
      String password,
      Optional<String> exceptSignIn,
      Place place,
      Instant now) {
    return stores
        .persons()
        .find(person)
        .thenCompose(
            found -> {
              if (found.isEmpty()) return done(new PasswordOutcome.Wrong());
              return proofs
                  .prove(found.get().address(), Given.password(current), place, now)
                  .thenCompose(
                      proof ->
                          switch (proof) {
                            case Proofs.Right right -> changed(right, password, exceptSignIn, now);
                            case Proofs.Wrong _, Proofs.CodeNeeded _ ->
                                done(new PasswordOutcome.Wrong());
                            case Proofs.Slowed(var pause) ->
                                done(new PasswordOutcome.Slowed(pause));
                            case Proofs.Busy() -> done(new PasswordOutcome.Busy());
                          });
            });
  }

  private CompletionStage<PasswordOutcome> changed(
      Proofs.Right proof, String password, Optional<String> exceptSignIn, Instant now) {
    var person = proof.person();
    var before = proof.credential().password();
    return acceptable(
        person,
        password,
        hashed ->
            stored(
                person,
                found ->
                    Optional.of(found.withPassword(hashed))
                        .filter(_ -> found.password().equals(before)),
                exceptSignIn,
                now));
  }

  /// Ends sign-ins, changes the password, and ends those that began meanwhile. If the node or the
  /// database fails in between, nobody stays signed in by the password of before.
  private CompletionStage<PasswordOutcome> stored(
      Person person,
      Function<Credential, Optional<Credential>> rule,
      Optional<String> exceptSignIn,
      Instant now) {
    return grants
        .endAll(person.id().toString(), exceptSignIn, now)
        .thenCompose(_ -> changes.change(person.id(), rule))
        .thenCompose(result -> ended(result, person, exceptSignIn, now));
  }

  private CompletionStage<PasswordOutcome> ended(
      Changes.Result result, Person person, Optional<String> except, Instant now) {
    return switch (result) {
      case DONE -> {
        notices.passwordChanged(person, now);
        yield grants
            .endAll(person.id().toString(), except, now)
            .thenApply(_ -> new PasswordOutcome.Done());
      }
      // another request changed the password meanwhile
      case REFUSED -> done(new PasswordOutcome.Wrong());
      case BUSY -> done(new PasswordOutcome.Busy());
      case NO_KEY ->
          throw new IllegalStateException(
              "a second factor was decrypted, and cannot be encrypted"
                  + " (expected: the same key in parley.secrets.keys)");
    };
  }

  /// Goes on with the hash of a password, if the rules accept it.
  private CompletionStage<PasswordOutcome> acceptable(
      Person person, String password, Function<String, CompletionStage<PasswordOutcome>> next) {
    return workplaces
        .belongings(person.id())
        .thenComposeAsync(
            belongings -> {
              var refusal = guards.rules().check(password, PersonalWords.of(person, belongings));
              if (refusal.isPresent()) return done(new PasswordOutcome.Weak(refusal.get()));
              return guards
                  .passwords()
                  .hash(password)
                  .map(next)
                  .orElseGet(() -> done(new PasswordOutcome.Busy()));
            },
            executor);
  }

  private static CompletionStage<PasswordOutcome> done(PasswordOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}

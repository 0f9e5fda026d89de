package io.parley.identity.account;

import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.identity.Credentials.Credential;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.OpenLink;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sign-up, and the links of mails: claims and invitations. A link proves its address, so its
/// holder is the person of that address; where the person has a password, only with it. Thread
/// safe.
public final class Links {
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  private final AccountStores stores;
  private final AccountTokens tokens;
  private final AccountTerms terms;
  private final Proofs proofs;
  private final NewAccounts newAccounts;
  private final SignIns signIns;
  private final Fresh fresh;
  private final Workplaces workplaces;
  private final MailAllowance allowance;

  Links(
      AccountStores stores,
      AccountTokens tokens,
      AccountTerms terms,
      Proofs proofs,
      NewAccounts newAccounts,
      SignIns signIns,
      Fresh fresh) {
    this.stores = stores;
    this.tokens = tokens;
    this.terms = terms;
    this.proofs = proofs;
    this.newAccounts = newAccounts;
    this.signIns = signIns;
    this.fresh = fresh;
    this.workplaces = signIns.workplaces();
    this.allowance = new MailAllowance(terms.mailsPerHour());
  }

  /// Makes an organisation, and sends a link that proves the address.
  ///
  /// @param name of the person, which whoever accepts the link may change
  /// @param organisation its name
  /// @param language of the mail, a tag of BCP 47; if none is named, that of the place
  /// @throws IllegalArgumentException if a name or the language is none
  public CompletionStage<SignUpOutcome> signUp(
      String name,
      EmailAddress address,
      String organisation,
      Slug slug,
      Optional<String> language,
      Place place,
      Instant now) {
    Expect.that("name of a person", Person.isName(name), "1 to 100 characters on one line");
    Expect.that(
        "name of an organisation", Person.isName(organisation), "1 to 100 characters on one line");
    var token = fresh.token();
    var id = new OrganisationId(fresh.uuid());
    var mail =
        new NewMail(
            new MailId(fresh.uuid()),
            id.tenant(),
            MailKind.VERIFY,
            language.or(place::language).orElseGet(terms::language),
            address,
            Map.of("organisation", organisation, MailKind.LINK, terms.page("/link", token)));
    var pause = allowance.take(address, now);
    if (pause.isPositive())
      return CompletableFuture.completedFuture(new SignUpOutcome.Slowed(pause));
    var claim = new Claim(TokenHash.of(token), Optional.of(address), now.plus(Claim.OF_SIGN_UP));
    var wanted = new SignUp(id, organisation, slug, claim, false, Optional.empty());
    var act = new Act(new Actor.Program("sign-up"), place.address(), now);
    return stores
        .organisations()
        .begin(wanted, act, Optional.of(mail))
        .thenApply(
            outcome ->
                switch (outcome) {
                  case Outcome.Refused(var reason) -> {
                    allowance.giveBack(address, now);
                    yield new SignUpOutcome.Refused(reason);
                  }
                  case Outcome.Done _ -> {
                    remember(name, address, now);
                    yield new SignUpOutcome.Accepted();
                  }
                });
  }

  /// The name waits for the person. Nobody waits for it to be stored, because a new row takes
  /// longer than one that is there.
  private void remember(String name, EmailAddress address, Instant now) {
    stores
        .persons()
        .register(new Person(new PersonId(fresh.uuid()), address, name, false, now))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) LOG.warn("the name of a sign-up was not stored", failure);
            });
  }

  /// @return empty if the link is unknown, was used, or has expired
  public CompletionStage<Optional<LinkView>> look(String token, Instant now) {
    return stores
        .directory()
        .link(TokenHash.of(token), now)
        .thenCompose(
            link ->
                link.map(this::seen)
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<Optional<LinkView>> seen(OpenLink link) {
    return stores
        .directory()
        .find(link.organisation())
        .thenCombine(
            hasAccount(link),
            (organisation, hasAccount) -> {
              boolean isSignUp =
                  organisation
                      .filter(each -> each.lifecycle() instanceof Lifecycle.Unverified)
                      .isPresent();
              return Optional.of(new LinkView(link, isSignUp, hasAccount));
            });
  }

  private CompletionStage<Boolean> hasAccount(OpenLink link) {
    return link.address()
        .map(address -> stores.persons().find(address))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
        .thenCompose(this::credential)
        .thenApply(found -> found.flatMap(Credential::password).isPresent());
  }

  private CompletionStage<Optional<Credential>> credential(Optional<Person> person) {
    return person
        .map(each -> stores.credentials().find(each.id()).thenApply(Optional::of))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  /// Uses a link, and signs its holder in. A person who has a password must give it, and a code
  /// where the account has a second factor; all others set one.
  ///
  /// @param name of a new person; if none is given, the one of the sign-up, or a part of the
  ///   address
  /// @param address where the link does not name one
  public CompletionStage<AcceptOutcome> accept(
      String token,
      Optional<String> name,
      Optional<EmailAddress> address,
      Optional<String> password,
      Optional<String> code,
      Place place,
      Instant now) {
    if (!tokens.keys().canSign(now)) return notIn(new SignInOutcome.NoKey());
    var hash = TokenHash.of(token);
    return stores
        .directory()
        .link(hash, now)
        .thenCompose(
            link -> {
              if (link.isEmpty())
                return done(new AcceptOutcome.Refused(OrganisationRefusal.UNKNOWN_LINK));
              var reader = link.get().address().or(() -> address);
              if (reader.isEmpty()) return notIn(new SignInOutcome.EmailNeeded());
              var use = new Use(hash, link.get(), reader.get(), place, now);
              return workplaces
                  .provider(use.address(), use.link().organisation(), isOfOwner(use.link()))
                  .thenCompose(
                      provider ->
                          provider.isPresent()
                              ? notIn(new SignInOutcome.SsoNeeded(provider.get()))
                              : accepted(use, name, password, code));
            });
  }

  /// The use of a link by a person with an address.
  private record Use(
      TokenHash token, OpenLink link, EmailAddress address, Place place, Instant now) {}

  /// A claim makes its person the owner.
  private static boolean isOfOwner(OpenLink link) {
    return link.kind() == OpenLink.Kind.CLAIM;
  }

  private CompletionStage<AcceptOutcome> accepted(
      Use use, Optional<String> name, Optional<String> password, Optional<String> code) {
    return stores
        .persons()
        .find(use.address())
        .thenCompose(
            person ->
                credential(person)
                    .thenCompose(
                        found -> {
                          boolean hasPassword = found.flatMap(Credential::password).isPresent();
                          if (hasPassword) return proved(use, password, code);
                          return newAccounts
                              .open(person, use.address(), name, password, use.link(), use.now())
                              .thenCompose(made -> entered(use, made));
                        }));
  }

  private CompletionStage<AcceptOutcome> proved(
      Use use, Optional<String> password, Optional<String> code) {
    if (password.isEmpty()) return notIn(new SignInOutcome.Wrong());
    return proofs
        .prove(use.address(), Given.all(password.get(), code), use.place(), use.now())
        .thenCompose(
            proof ->
                proof instanceof Proofs.Right right
                    ? entered(use, right, false)
                    : notIn(Proofs.outcome(proof)));
  }

  private CompletionStage<AcceptOutcome> entered(Use use, NewAccounts.Made made) {
    return switch (made) {
      case NewAccounts.Opened(var proof) -> entered(use, proof, true);
      case NewAccounts.Weak(var reason) -> done(new AcceptOutcome.Weak(reason));
      case NewAccounts.Taken() -> notIn(new SignInOutcome.Wrong());
      case NewAccounts.Busy() -> notIn(new SignInOutcome.Busy());
    };
  }

  private CompletionStage<AcceptOutcome> entered(Use use, Proofs.Right proof, boolean isNew) {
    var person = proof.person();
    return used(use.link().kind(), use.token(), act(person.id(), use.place(), use.now()))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Refused(var reason) -> done(new AcceptOutcome.Refused(reason));
                  case Outcome.Done(var organisation, _) ->
                      signedIn(use, proof, organisation, isNew);
                });
  }

  private CompletionStage<AcceptOutcome> signedIn(
      Use use, Proofs.Right proof, OrganisationId organisation, boolean isNew) {
    var person = proof.person().id();
    return stores
        .persons()
        .find(person)
        .thenCombine(
            workplaces.at(person, organisation.tenant(), use.now()),
            (now, at) -> {
              // its address is verified by now
              var current = new Proofs.Right(now.orElse(proof.person()), proof.credential());
              return at.map(
                      workplace ->
                          workplaces
                              .belongings(person)
                              .thenCompose(
                                  belongings ->
                                      signIns.begun(
                                          current,
                                          workplace,
                                          belongings,
                                          use.place(),
                                          isNew,
                                          use.now())))
                  .orElseGet(
                      () -> CompletableFuture.completedFuture(new SignInOutcome.NoOrganisation()));
            })
        .thenCompose(outcome -> outcome)
        .thenApply(
            outcome ->
                outcome instanceof SignInOutcome.Granted(var signedIn)
                    ? new AcceptOutcome.In(signedIn)
                    : new AcceptOutcome.NotIn(outcome));
  }

  /// Uses a link for somebody who is signed in.
  public CompletionStage<Outcome> acceptAs(
      PersonId person, String token, Place place, Instant now) {
    var hash = TokenHash.of(token);
    return stores
        .directory()
        .link(hash, now)
        .thenCompose(
            link ->
                link.map(each -> used(each.kind(), hash, act(person, place, now)))
                    .orElseGet(
                        () ->
                            CompletableFuture.completedFuture(
                                new Outcome.Refused(OrganisationRefusal.UNKNOWN_LINK))));
  }

  private CompletionStage<Outcome> used(OpenLink.Kind kind, TokenHash token, Act act) {
    return switch (kind) {
      case CLAIM -> stores.organisations().claim(token, act);
      case INVITATION -> stores.organisations().accept(token, act);
    };
  }

  private static Act act(PersonId person, Place place, Instant now) {
    return new Act(new Actor.Person(person), place.address(), now);
  }

  private static CompletionStage<AcceptOutcome> notIn(SignInOutcome outcome) {
    return done(new AcceptOutcome.NotIn(outcome));
  }

  private static CompletionStage<AcceptOutcome> done(AcceptOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}

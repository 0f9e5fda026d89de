package io.parley.identity.account;

import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.identity.account.Workplaces.Workplace;
import io.parley.identity.refresh.RefreshRefusal;
import io.parley.identity.refresh.RefreshTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins, renews, exchanges and ends sign-ins. Thread safe.
public final class SignIns {
  private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);

  private final AccountStores stores;
  private final AccountTokens tokens;
  private final Proofs proofs;
  private final Workplaces workplaces;
  private final Grants grants;
  private final Notices notices;
  private final Held held;

  SignIns(
      AccountStores stores,
      AccountTokens tokens,
      Proofs proofs,
      Workplaces workplaces,
      Grants grants,
      Notices notices,
      Held held) {
    this.stores = stores;
    this.tokens = tokens;
    this.proofs = proofs;
    this.workplaces = workplaces;
    this.grants = grants;
    this.notices = notices;
    this.held = held;
  }

  /// Signs a person in by its password, and a code where the account has a second factor.
  ///
  /// @param code of the app, or a recovery code
  /// @param organisation to work in; if none is named, the one used last, or the first by name
  public CompletionStage<SignInOutcome> signIn(
      EmailAddress address,
      String password,
      Optional<String> code,
      Optional<OrganisationId> organisation,
      Place place,
      Instant now) {
    if (!tokens.keys().canSign(now)) return done(new SignInOutcome.NoKey());
    return proofs
        .prove(address, Given.all(password, code), place, now)
        .thenCompose(
            proof ->
                proof instanceof Proofs.Right right
                    ? begun(right.person(), stands(right), organisation, place, now)
                    : done(Proofs.outcome(proof)));
  }

  /// Whether this node has a key for access tokens.
  boolean canSign(Instant now) {
    return tokens.keys().canSign(now);
  }

  /// Begins the sign-in of a person who is proved.
  ///
  /// @param stands whether the proof still counts, asked when the sign-in is open
  CompletionStage<SignInOutcome> begun(
      Person person,
      Supplier<CompletionStage<Boolean>> stands,
      Optional<OrganisationId> organisation,
      Place place,
      Instant now) {
    return workplaces
        .belongings(person.id())
        .thenCompose(
            belongings ->
                workplace(person, organisation, belongings, now)
                    .thenCompose(
                        at ->
                            at.map(
                                    each ->
                                        begun(person, stands, each, belongings, place, false, now))
                                .orElseGet(() -> done(new SignInOutcome.NoOrganisation()))));
  }

  private CompletionStage<Optional<Workplace>> workplace(
      Person person,
      Optional<OrganisationId> organisation,
      List<Belonging> belongings,
      Instant now) {
    return organisation
        .map(named -> workplaces.at(person.id(), named.tenant(), now))
        .orElseGet(
            () ->
                list(person.id(), now)
                    .thenCompose(
                        signIns -> workplaces.preferred(person.id(), belongings, signIns, now)));
  }

  /// Begins the sign-in of a proof.
  ///
  /// @param isFirst whether the account was opened by it, so that no place is new
  CompletionStage<SignInOutcome> begun(
      Proofs.Right proof,
      Workplace at,
      List<Belonging> belongings,
      Place place,
      boolean isFirst,
      Instant now) {
    return begun(proof.person(), stands(proof), at, belongings, place, isFirst, now);
  }

  private CompletionStage<SignInOutcome> begun(
      Person person,
      Supplier<CompletionStage<Boolean>> stands,
      Workplace at,
      List<Belonging> belongings,
      Place place,
      boolean isFirst,
      Instant now) {
    return workplaces
        .provider(person, at, belongings)
        .thenCompose(
            provider ->
                provider.isPresent()
                    ? done(new SignInOutcome.SsoNeeded(provider.get()))
                    : granted(person, stands, at, belongings, place, isFirst, now));
  }

  private CompletionStage<SignInOutcome> granted(
      Person person,
      Supplier<CompletionStage<Boolean>> stands,
      Workplace at,
      List<Belonging> belongings,
      Place place,
      boolean isFirst,
      Instant now) {
    return grants
        .begin(person, at, belongings, place, now)
        .thenCompose(
            outcome ->
                outcome instanceof SignInOutcome.Granted granted
                    ? checked(granted, stands, place, isFirst, now)
                    : done(outcome));
  }

  /// A password that was changed since it was compared has ended the sign-ins of that moment. This
  /// one is ended here if it came later; likewise one by a passkey that was removed.
  private CompletionStage<SignInOutcome> checked(
      SignInOutcome.Granted granted,
      Supplier<CompletionStage<Boolean>> stands,
      Place place,
      boolean isFirst,
      Instant now) {
    var person = granted.signedIn().person();
    return stands
        .get()
        .thenCompose(
            isStanding -> {
              if (!isStanding)
                return end(person.id(), granted.signedIn().signIn(), now)
                    .thenApply(_ -> new SignInOutcome.Busy());
              if (!isFirst && grants.isNewPlace(person, place))
                notices.newSignIn(person, place, now);
              return done(granted);
            });
  }

  private Supplier<CompletionStage<Boolean>> stands(Proofs.Right proof) {
    return () ->
        stores
            .credentials()
            .find(proof.person().id())
            .thenApply(found -> found.password().equals(proof.credential().password()));
  }

  /// Signs a person in whom the organisation's own provider has proved: neither a password nor a
  /// code is asked for. The sign-in stays in this organisation. Otherwise the provider's
  /// administrator would go on, past the person's second factor, into all other organisations of
  /// that person, and onto the platform.
  public CompletionStage<SignInOutcome> proved(
      PersonId person, OrganisationId organisation, Place place, Instant now) {
    if (!tokens.keys().canSign(now)) return done(new SignInOutcome.NoKey());
    return stores
        .persons()
        .find(person)
        .thenCompose(
            found ->
                found
                    .map(each -> proved(each, organisation, place, now))
                    .orElseGet(() -> done(new SignInOutcome.NoOrganisation())));
  }

  private CompletionStage<SignInOutcome> proved(
      Person person, OrganisationId organisation, Place place, Instant now) {
    return workplaces
        .at(person.id(), organisation.tenant(), now)
        .thenCompose(
            at -> {
              if (at.isEmpty()) return done(new SignInOutcome.NoOrganisation());
              return workplaces
                  .belongings(person.id())
                  .thenCompose(
                      belongings ->
                          grants.bound(
                              person,
                              at.get(),
                              OwnSignIns.only(organisation, belongings),
                              place,
                              now));
            });
  }

  /// Gives the next tokens of a sign-in. Ends it where the person has no place in its organisation
  /// any more.
  public CompletionStage<SignInOutcome> renew(String refreshToken, Place place, Instant now) {
    if (!tokens.keys().canSign(now)) return done(new SignInOutcome.NoKey());
    return tokens
        .refresh()
        .use(refreshToken, now)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case RefreshTokens.Refused refused -> done(refused(refused));
                  case RefreshTokens.Renewed renewed -> renewed(renewed, place, now);
                });
  }

  private SignInOutcome refused(RefreshTokens.Refused refused) {
    refused.signIn().ifPresent(held::forget);
    if (refused.reason() == RefreshRefusal.REUSED)
      LOG.warn("a refresh token was used again: sign-in {} is ended", refused.signIn().orElse(""));
    return refused.reason() == RefreshRefusal.BUSY
        ? new SignInOutcome.Busy()
        : new SignInOutcome.Wrong();
  }

  private CompletionStage<SignInOutcome> renewed(
      RefreshTokens.Renewed renewed, Place place, Instant now) {
    return person(renewed.subject())
        .thenCompose(
            person ->
                person
                    .map(each -> renewed(each, renewed, place, now))
                    .orElseGet(() -> done(new SignInOutcome.Wrong())));
  }

  private CompletionStage<SignInOutcome> renewed(
      Person person, RefreshTokens.Renewed renewed, Place place, Instant now) {
    return workplaces
        .at(person.id(), renewed.organisation(), now)
        .thenCompose(
            at -> {
              // the next token is lost with this answer
              if (at.isEmpty())
                return end(person.id(), renewed.signIn(), now)
                    .thenApply(_ -> new SignInOutcome.NoOrganisation());
              return workplaces
                  .belongings(person.id())
                  .thenCompose(
                      belongings ->
                          grants.next(
                              person,
                              at.get(),
                              OwnSignIns.reached(renewed, belongings),
                              renewed,
                              place,
                              now));
            });
  }

  private CompletionStage<Optional<Person>> person(String subject) {
    return PersonIds.of(subject)
        .map(id -> stores.persons().find(id))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  /// Ends a sign-in, and begins one in another organisation in its place, which lasts no longer.
  ///
  /// @param refreshToken the valid one of the sign-in: an access token alone, which may be stolen,
  ///   must open no further organisation, and give no token that lasts longer than itself
  /// @param to empty for the platform
  public CompletionStage<SignInOutcome> exchange(
      String signIn,
      String refreshToken,
      PersonId person,
      Optional<OrganisationId> to,
      Place place,
      Instant now) {
    if (!tokens.keys().canSign(now)) return done(new SignInOutcome.NoKey());
    return stores
        .families()
        .findSignIn(signIn)
        .thenCombine(
            stores.persons().find(person),
            (family, found) -> {
              var own =
                  family
                      .filter(each -> isOpenOf(each, person, now))
                      .filter(each -> tokens.refresh().isValid(refreshToken, each));
              if (own.isEmpty() || found.isEmpty()) return done(new SignInOutcome.Wrong());
              if (own.get().isBound()) return done(new SignInOutcome.NoOrganisation());
              return exchanged(own.get(), found.get(), to, place, now);
            })
        .thenCompose(outcome -> outcome);
  }

  private boolean isOpenOf(Family family, PersonId person, Instant now) {
    return family.subject().equals(person.toString()) && tokens.refresh().isOpen(family, now);
  }

  private CompletionStage<SignInOutcome> exchanged(
      Family family, Person person, Optional<OrganisationId> to, Place place, Instant now) {
    var tenant = to.map(OrganisationId::tenant).orElse(TenantId.PLATFORM);
    return workplaces
        .at(person.id(), tenant, now)
        .thenCompose(
            at -> {
              if (at.isEmpty()) return done(new SignInOutcome.NoOrganisation());
              return workplaces
                  .belongings(person.id())
                  .thenCompose(
                      belongings -> instead(family, person, at.get(), belongings, place, now))
                  .thenCompose(outcome -> replaced(family, outcome, person, now));
            });
  }

  private CompletionStage<SignInOutcome> instead(
      Family family,
      Person person,
      Workplace at,
      List<Belonging> belongings,
      Place place,
      Instant now) {
    return workplaces
        .provider(person, at, belongings)
        .thenCompose(
            provider ->
                provider.isPresent()
                    ? done(new SignInOutcome.SsoNeeded(provider.get()))
                    : grants.instead(person, at, belongings, family.startedAt(), place, now));
  }

  Workplaces workplaces() {
    return workplaces;
  }

  /// Of two exchanges at once, and of an exchange and the end of the sign-in, one wins: a sign-in
  /// never outlives the order to end it by being exchanged.
  private CompletionStage<SignInOutcome> replaced(
      Family family, SignInOutcome outcome, Person person, Instant now) {
    if (!(outcome instanceof SignInOutcome.Granted granted)) return done(outcome);
    return end(person.id(), family.signIn(), now)
        .thenCompose(
            hasEnded ->
                hasEnded
                    ? done(granted)
                    : end(person.id(), granted.signedIn().signIn(), now)
                        .thenApply(_ -> new SignInOutcome.Wrong()));
  }

  /// The open sign-ins of a person, the newest first.
  public CompletionStage<List<Family>> list(PersonId person, Instant now) {
    return stores
        .families()
        .list(person.toString())
        .thenApply(all -> all.stream().filter(each -> tokens.refresh().isOpen(each, now)).toList());
  }

  /// @return false if the person has no such open sign-in
  public CompletionStage<Boolean> end(PersonId person, String signIn, Instant now) {
    return grants.end(person.toString(), signIn, now);
  }

  /// @param except one that stays
  /// @return how many
  public CompletionStage<Integer> endAll(PersonId person, Optional<String> except, Instant now) {
    return grants.endAll(person.toString(), except, now);
  }

  private static CompletionStage<SignInOutcome> done(SignInOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}

package io.parley.identity.account;

import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.person.Person;
import io.parley.identity.account.Workplaces.Workplace;
import io.parley.identity.key.KeyRing;
import io.parley.identity.refresh.RefreshTokens.Renewed;
import io.parley.identity.token.AccessGrant;
import io.parley.identity.token.AccessTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins and goes on with sign-ins of people who are proved, where they may work.
final class Grants {
  private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

  private final AccountStores stores;
  private final AccountTokens tokens;
  private final Devices devices;
  private final Fresh fresh;
  private final Held held;

  Grants(AccountStores stores, AccountTokens tokens, Devices devices, Fresh fresh, Held held) {
    this.stores = stores;
    this.tokens = tokens;
    this.devices = devices;
    this.fresh = fresh;
    this.held = held;
  }

  /// Whether a sign-in at this place is the first one of its browser.
  boolean isNewPlace(Person person, Place place) {
    return devices.known(place.device(), person.address()).isEmpty();
  }

  /// Begins a sign-in of a person who has given its password: the browser is known from now on.
  CompletionStage<SignInOutcome> begin(
      Person person, Workplace at, List<Belonging> belongings, Place place, Instant now) {
    readsAt(person, place);
    var device = Optional.of(devices.after(place.device(), person.address()));
    return tokens
        .refresh()
        .begin(at.tenant(), person.id().toString(), now)
        .thenCompose(renewed -> granted(person, at, belongings, renewed, device, now));
  }

  /// Begins a sign-in of a person whom the organisation's own provider has proved. It stays there,
  /// and makes no browser known: that counts for passwords everywhere, and the administrator of one
  /// provider could guess them unnoticed.
  CompletionStage<SignInOutcome> bound(
      Person person, Workplace at, List<Belonging> belongings, Place place, Instant now) {
    readsAt(person, place);
    return tokens
        .refresh()
        .beginBound(at.tenant(), person.id().toString(), now)
        .thenCompose(
            renewed -> granted(person, at, belongings, renewed, again(person, place), now));
  }

  /// Has the person's mails written in the language of the place while none is known. From then on
  /// the person alone changes it, by hand: a browser would overwrite that choice, and somebody else
  /// who gets in would choose the language in which the owner reads of it. Nobody waits for it, and
  /// nothing fails with it.
  private void readsAt(Person person, Place place) {
    if (person.language().isEmpty())
      place.language().ifPresent(language -> reads(person, language));
  }

  private void reads(Person person, String language) {
    CompletableFuture.completedStage(person.id())
        .thenCompose(id -> stores.persons().seemsToSpeak(id, language))
        .whenComplete(
            (_, failure) -> {
              if (failure != null)
                LOG.warn("the language of {} was not stored", person.id(), failure);
            });
  }

  /// Begins a sign-in in place of another one.
  CompletionStage<SignInOutcome> instead(
      Person person,
      Workplace at,
      List<Belonging> belongings,
      Instant startedAt,
      Place place,
      Instant now) {
    return tokens
        .refresh()
        .begin(at.tenant(), person.id().toString(), startedAt, now)
        .thenCompose(
            renewed -> granted(person, at, belongings, renewed, again(person, place), now));
  }

  /// Goes on with a sign-in.
  ///
  /// @param renewed its next token
  CompletionStage<SignInOutcome> next(
      Person person,
      Workplace at,
      List<Belonging> belongings,
      Renewed renewed,
      Place place,
      Instant now) {
    return granted(person, at, belongings, renewed, again(person, place), now);
  }

  /// A cookie lasts as long as its browser is used. A token alone, which may be stolen, makes no
  /// browser known.
  private Optional<String> again(Person person, Place place) {
    return isNewPlace(person, place)
        ? Optional.empty()
        : Optional.of(devices.after(place.device(), person.address()));
  }

  private CompletionStage<SignInOutcome> granted(
      Person person,
      Workplace at,
      List<Belonging> belongings,
      Renewed renewed,
      Optional<String> device,
      Instant now) {
    var grant = new AccessGrant(at.tenant(), renewed.subject(), renewed.signIn(), at.roles());
    var access = tokens.keys().ring().flatMap(ring -> issued(grant, ring, now));
    if (access.isEmpty())
      return end(renewed.subject(), renewed.signIn(), now)
          .thenApply(_ -> new SignInOutcome.NoKey());
    return CompletableFuture.completedFuture(
        new SignInOutcome.Granted(
            new SignedIn(
                person,
                at.organisation(),
                at.principal().permissions(),
                belongings,
                renewed.signIn(),
                access.get(),
                renewed.token(),
                device)));
  }

  private Optional<AccessTokens.Issued> issued(AccessGrant grant, KeyRing ring, Instant now) {
    return tokens.access().issue(grant, fresh.id(), ring, now);
  }

  /// Ends a sign-in, on this node at once.
  ///
  /// @return false if the person has no such open sign-in
  CompletionStage<Boolean> end(String subject, String signIn, Instant now) {
    return stores
        .families()
        .revoke(subject, signIn, now)
        .whenComplete((_, _) -> held.forget(signIn));
  }

  /// Ends all sign-ins of a person but one, on this node at once.
  CompletionStage<Integer> endAll(String subject, Optional<String> except, Instant now) {
    return stores
        .families()
        .revokeAll(subject, except, now)
        .whenComplete((_, _) -> held.forgetAll(subject));
  }
}

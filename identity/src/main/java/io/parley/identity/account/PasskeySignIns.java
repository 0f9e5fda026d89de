package io.parley.identity.account;

import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.Person;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.passkey.Assertion;
import io.parley.identity.passkey.PasskeyCheck;
import io.parley.identity.passkey.RelyingSite;
import io.parley.identity.throttle.SignInAttempt;
import io.parley.identity.throttle.SignInThrottle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs people in by a passkey, without an address: the browser offers those that it has. The
/// authenticator has verified the person, so a passkey counts as password and code. Where passwords
/// do not count, because the organisation has its people sign in at its provider, a passkey does
/// not count either. Thread safe.
public final class PasskeySignIns {
  private static final Logger LOG = LoggerFactory.getLogger(PasskeySignIns.class);

  private final AccountStores stores;
  private final AccountTerms terms;
  private final AccountGuards guards;
  private final SignIns signIns;
  private final Notices notices;
  private final Executor executor;

  PasskeySignIns(
      AccountStores stores,
      AccountTerms terms,
      AccountGuards guards,
      SignIns signIns,
      Notices notices,
      Executor executor) {
    this.stores = stores;
    this.terms = terms;
    this.guards = guards;
    this.signIns = signIns;
    this.notices = notices;
    this.executor = executor;
  }

  private sealed interface Proof {}

  private record Right(Person person, Passkey passkey) implements Proof {}

  private record Wrong() implements Proof {}

  /// Another use of the passkey was first.
  private record Overtaken() implements Proof {}

  /// Gives a challenge out. Nothing is stored, and nothing is said about accounts.
  ///
  /// @return empty where there are no passkeys, as this installation has no domain
  public Optional<PasskeyOptions> begin(Instant now) {
    return site()
        .map(
            site -> {
              var given = guards.challenges().give(Optional.empty(), now);
              return new PasskeyOptions(
                  site, given.challenge(), given.cookie(), Optional.empty(), List.of());
            });
  }

  /// Signs in whoever holds the passkey.
  ///
  /// @param cookie of [#begin], as it was sent
  /// @param organisation to work in; if none is named, the one used last, or the first by name
  public CompletionStage<SignInOutcome> signIn(
      Assertion given,
      Optional<String> cookie,
      Optional<OrganisationId> organisation,
      Place place,
      Instant now) {
    if (!signIns.canSign(now)) return done(new SignInOutcome.NoKey());
    var site = site();
    var challenge = guards.challenges().open(cookie, Optional.empty(), now);
    if (site.isEmpty() || challenge.isEmpty()) return done(new SignInOutcome.Wrong());
    // counters of its own: whoever tries passkeys keeps nobody from the password
    var account = "passkey " + TokenHash.of(given.id()).hex();
    var attempt = new SignInAttempt(account, place.address(), Optional.empty());
    return switch (guards.throttle().begin(attempt, now)) {
      case SignInThrottle.Slowed(var pause) -> done(new SignInOutcome.Slowed(pause));
      case SignInThrottle.Admitted admitted ->
          CompletableFuture.completedStage(given.id())
              .thenCompose(id -> stores.passkeys().find(id))
              .thenCompose(known -> proved(known, site.get(), challenge.get(), given, place, now))
              .whenComplete((proof, failure) -> counted(admitted, proof, failure, now))
              .thenCompose(
                  proof ->
                      switch (proof) {
                        case Right right -> begun(right, organisation, place, now);
                        case Wrong() -> done(new SignInOutcome.Wrong());
                        case Overtaken() -> done(new SignInOutcome.Busy());
                      });
    };
  }

  private static void counted(
      SignInThrottle.Admitted admitted, Proof proof, Throwable failure, Instant now) {
    if (failure != null) {
      admitted.abandoned();
      return;
    }
    switch (proof) {
      case Right _ -> admitted.right(now);
      case Wrong() -> admitted.wrong(now);
      case Overtaken() -> admitted.abandoned();
    }
  }

  private CompletionStage<Proof> proved(
      Optional<Passkey> known,
      RelyingSite site,
      Challenges.Challenge challenge,
      Assertion given,
      Place place,
      Instant now) {
    if (known.isEmpty()) return CompletableFuture.completedFuture(new Wrong());
    var passkey = known.get();
    return CompletableFuture.supplyAsync(
            () -> PasskeyCheck.signed(site, challenge.text(), passkey, given), executor)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case PasskeyCheck.Refused() -> CompletableFuture.completedFuture(new Wrong());
                  case PasskeyCheck.Copied() -> once(challenge, () -> copied(passkey, place, now));
                  case PasskeyCheck.Signed(var count) ->
                      once(challenge, () -> used(passkey, count, now));
                });
  }

  /// Its person is told, whoever of the two holders this is.
  private CompletionStage<Proof> copied(Passkey passkey, Place place, Instant now) {
    LOG.warn("a passkey of {} was copied: its counter went back", passkey.person());
    return stores
        .persons()
        .find(passkey.person())
        .thenApply(
            person -> {
              person.ifPresent(each -> notices.passkeyCopied(each, place, now));
              return new Wrong();
            });
  }

  /// The challenge counts first: an assertion that was sent twice is neither a use of the passkey
  /// nor the work of a copy.
  private CompletionStage<Proof> once(
      Challenges.Challenge challenge, Supplier<CompletionStage<Proof>> next) {
    return stores
        .passkeys()
        .count(TokenHash.of(challenge.text()), challenge.expiresAt())
        .thenCompose(
            isFirst -> isFirst ? next.get() : CompletableFuture.completedFuture(new Wrong()));
  }

  private CompletionStage<Proof> used(Passkey passkey, long signCount, Instant now) {
    return stores
        .passkeys()
        .use(passkey, signCount, now)
        .thenCombine(
            stores.persons().find(passkey.person()),
            (isUsed, person) -> {
              if (!isUsed) return new Overtaken();
              return person.<Proof>map(each -> new Right(each, passkey)).orElseGet(Wrong::new);
            });
  }

  private CompletionStage<SignInOutcome> begun(
      Right proof, Optional<OrganisationId> organisation, Place place, Instant now) {
    return signIns.begun(proof.person(), () -> stands(proof.passkey()), organisation, place, now);
  }

  /// Whether the passkey was not removed since.
  private CompletionStage<Boolean> stands(Passkey passkey) {
    return stores
        .passkeys()
        .find(passkey.id())
        .thenApply(
            found ->
                found
                    .filter(each -> each.person().equals(passkey.person()))
                    .filter(each -> each.publicKey().equals(passkey.publicKey()))
                    .isPresent());
  }

  private Optional<RelyingSite> site() {
    return RelyingSite.of(terms.publicAddress().get());
  }

  private static CompletionStage<SignInOutcome> done(SignInOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}

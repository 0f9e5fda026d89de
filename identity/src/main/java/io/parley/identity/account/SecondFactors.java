package io.parley.identity.account;

import io.parley.core.identity.Credentials.Credential;
import io.parley.core.person.PersonId;
import io.parley.identity.totp.RecoveryCodes;
import io.parley.identity.totp.Totp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Turns the second factor of an account on and off. Thread safe.
public final class SecondFactors {
  private final AccountStores stores;
  private final AccountTerms terms;
  private final Proofs proofs;
  private final Notices notices;
  private final SecureRandom random;
  private final Changes changes;

  SecondFactors(
      AccountStores stores,
      AccountTerms terms,
      Proofs proofs,
      Notices notices,
      SecureRandom random) {
    this.stores = stores;
    this.terms = terms;
    this.proofs = proofs;
    this.notices = notices;
    this.random = random;
    this.changes = new Changes(stores.credentials());
  }

  /// Makes a key, which counts after [#confirm]. A second factor that is on must be removed first,
  /// by a code of it: a password alone must not replace it.
  public CompletionStage<SecondFactorOutcome> begin(
      PersonId person, String password, Place place, Instant now) {
    return proved(person, Given.password(password), place, now, this::begun);
  }

  private CompletionStage<SecondFactorOutcome> begun(Proofs.Right proof) {
    if (proof.credential().totp().isPresent()) return done(new SecondFactorOutcome.AlreadyOn());
    var key = Totp.random(random);
    return changes
        .change(
            proof.person().id(),
            found ->
                Optional.of(found.withPendingTotp(key.base32()))
                    .filter(_ -> isSame(found, proof.credential())))
        .thenApply(
            result ->
                outcome(
                    result,
                    new SecondFactorOutcome.Begun(
                        key.base32(), key.uri(terms.name(), proof.person().address().text()))));
  }

  /// Turns it on by the first code of the key.
  public CompletionStage<SecondFactorOutcome> confirm(PersonId person, String code, Instant now) {
    return stores
        .credentials()
        .find(person)
        .thenCompose(
            found -> {
              if (found.totp().isPresent()) return done(new SecondFactorOutcome.AlreadyOn());
              if (found.pendingTotp().isEmpty()) return done(new SecondFactorOutcome.NotBegun());
              var step =
                  Totp.of(found.pendingTotp().get())
                      .check(code.replace(" ", ""), OptionalLong.empty(), now);
              if (step.isEmpty()) return done(new SecondFactorOutcome.Wrong());
              return confirmed(found, step.getAsLong(), now);
            });
  }

  private CompletionStage<SecondFactorOutcome> confirmed(
      Credential checked, long step, Instant now) {
    var issued = RecoveryCodes.issue(random);
    return changes
        .change(
            checked.person(),
            found ->
                Optional.of(found)
                    .filter(each -> each.pendingTotp().equals(checked.pendingTotp()))
                    .filter(each -> isSame(each, checked))
                    .map(each -> each.withTotpConfirmed(step, issued.stored().hashes())))
        .thenApply(
            result -> {
              if (result == Changes.Result.DONE) notices.secondFactorOn(checked.person(), now);
              return outcome(result, new SecondFactorOutcome.Confirmed(issued.codes()));
            });
  }

  /// Turns it off.
  ///
  /// @param code of the app, or a recovery code
  public CompletionStage<SecondFactorOutcome> remove(
      PersonId person, String password, String code, Place place, Instant now) {
    return proved(
        person, Given.all(password, Optional.of(code)), place, now, proof -> removed(proof, now));
  }

  private CompletionStage<SecondFactorOutcome> removed(Proofs.Right proof, Instant now) {
    if (proof.credential().totp().isEmpty()) return done(new SecondFactorOutcome.NotBegun());
    return changes
        .change(
            proof.person().id(),
            found ->
                Optional.of(found.withoutSecondFactor())
                    .filter(_ -> isSame(found, proof.credential())))
        .thenApply(
            result -> {
              if (result == Changes.Result.DONE) notices.secondFactorOff(proof.person().id(), now);
              return outcome(result, new SecondFactorOutcome.Removed());
            });
  }

  /// Whether the password and the second factor are those that were proved.
  private static boolean isSame(Credential found, Credential proved) {
    return found.password().equals(proved.password()) && found.totp().equals(proved.totp());
  }

  private CompletionStage<SecondFactorOutcome> proved(
      PersonId person,
      Given given,
      Place place,
      Instant now,
      Function<Proofs.Right, CompletionStage<SecondFactorOutcome>> next) {
    return stores
        .persons()
        .find(person)
        .thenCompose(
            found -> {
              if (found.isEmpty()) return done(new SecondFactorOutcome.Wrong());
              return proofs
                  .prove(found.get().address(), given, place, now)
                  .thenCompose(
                      proof ->
                          switch (proof) {
                            case Proofs.Right right -> next.apply(right);
                            case Proofs.Wrong _, Proofs.CodeNeeded _ ->
                                done(new SecondFactorOutcome.Wrong());
                            case Proofs.Slowed(var pause) ->
                                done(new SecondFactorOutcome.Slowed(pause));
                            case Proofs.Busy() -> done(new SecondFactorOutcome.Busy());
                          });
            });
  }

  /// @param done the outcome where the change is stored
  private static SecondFactorOutcome outcome(Changes.Result result, SecondFactorOutcome done) {
    return switch (result) {
      case DONE -> done;
      // another request changed the account meanwhile: the next try tells how
      case REFUSED, BUSY -> new SecondFactorOutcome.Busy();
      case NO_KEY -> new SecondFactorOutcome.NoKey();
    };
  }

  private static CompletionStage<SecondFactorOutcome> done(SecondFactorOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}

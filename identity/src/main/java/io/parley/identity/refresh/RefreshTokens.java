package io.parley.identity.refresh;

import io.parley.core.identity.RefreshFamilies;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Issues and renews refresh tokens. Several tabs of a browser must renew one at a time (the Web
/// Locks API): the answers of two renewals at once make each other's token void. Thread safe.
public final class RefreshTokens {
  /// Of uses at the same moment one is stored; the others are decided anew.
  private static final int TRIES = 4;

  private final RefreshFamilies families;
  private final SecureRandom random;
  private final RefreshTerms terms;

  public RefreshTokens(RefreshFamilies families, SecureRandom random, RefreshTerms terms) {
    this.families = families;
    this.random = random;
    this.terms = terms;
  }

  /// The outcome of a use.
  public sealed interface Outcome {}

  /// The next token. Its text does not show it.
  ///
  /// @param signIn for the access token that comes with it
  /// @param token in place of the one that was used
  /// @param isBound see [Family]
  public record Renewed(
      TenantId organisation, String subject, String signIn, String token, boolean isBound)
      implements Outcome {
    @Override
    public String toString() {
      return "Renewed[%s, %s, %s, (not shown)]".formatted(organisation, subject, signIn);
    }
  }

  /// No token.
  ///
  /// @param signIn of the family, if there is one: after [RefreshRefusal#REUSED] its access tokens
  ///   are revoked too
  public record Refused(RefreshRefusal reason, Optional<String> signIn) implements Outcome {}

  /// Begins a family after a sign-in.
  public CompletionStage<Renewed> begin(TenantId organisation, String subject, Instant now) {
    return begin(organisation, subject, now, now);
  }

  /// Begins a family that stays in its organisation, whose own provider proved the person.
  public CompletionStage<Renewed> beginBound(TenantId organisation, String subject, Instant now) {
    return begin(organisation, subject, now, now, true);
  }

  /// Begins a family in place of another one, which lasts no longer than that.
  ///
  /// @param startedAt when the person signed in
  public CompletionStage<Renewed> begin(
      TenantId organisation, String subject, Instant startedAt, Instant now) {
    return begin(organisation, subject, startedAt, now, false);
  }

  private CompletionStage<Renewed> begin(
      TenantId organisation, String subject, Instant startedAt, Instant now, boolean isBound) {
    var token = TokenText.of(TokenText.newId(random), random);
    var family =
        new Family(
            token.family(),
            TokenText.newId(random),
            organisation,
            subject,
            startedAt,
            now,
            token.hash(),
            Optional.empty(),
            Optional.empty(),
            0,
            isBound);
    return families.create(family).thenApply(_ -> renewed(family, token));
  }

  /// Whether the sign-in of a family goes on: it is neither revoked nor too old.
  public boolean isOpen(Family family, Instant now) {
    return family.revokedAt().isEmpty() && !RefreshRules.isExpired(family, now, terms);
  }

  /// Whether a token is the one that is valid in a family. It is not used up.
  public boolean isValid(String token, Family family) {
    return TokenText.parse(token)
        .filter(read -> read.family().equals(family.id()))
        .filter(read -> RefreshRules.isEqual(read.hash(), family.tokenHash()))
        .isPresent();
  }

  /// Uses a token: it is replaced, or refused.
  public CompletionStage<Outcome> use(String token, Instant now) {
    return TokenText.parse(token)
        .map(read -> use(read, now, TRIES))
        .orElseGet(() -> done(new Refused(RefreshRefusal.UNKNOWN, Optional.empty())));
  }

  private CompletionStage<Outcome> use(TokenText token, Instant now, int tries) {
    return families
        .find(token.family())
        .thenCompose(
            found -> {
              if (found.isEmpty())
                return done(new Refused(RefreshRefusal.UNKNOWN, Optional.empty()));
              var next = TokenText.of(token.family(), random);
              var family = found.get();
              return switch (RefreshRules.use(family, token.hash(), next.hash(), now, terms)) {
                case RefreshRules.Renew(var changed) ->
                    stored(changed, renewed(changed, next), token, now, tries);
                case RefreshRules.Refuse(var reason, var changed) -> {
                  var refused = new Refused(reason, Optional.of(family.signIn()));
                  yield changed
                      .map(each -> stored(each, refused, token, now, tries))
                      .orElseGet(() -> done(refused));
                }
              };
            });
  }

  private CompletionStage<Outcome> stored(
      Family changed, Outcome outcome, TokenText token, Instant now, int tries) {
    return families
        .replace(changed)
        .thenCompose(
            isStored -> {
              if (isStored) return done(outcome);
              return tries > 1
                  ? use(token, now, tries - 1)
                  : done(new Refused(RefreshRefusal.BUSY, Optional.of(changed.signIn())));
            });
  }

  private static Renewed renewed(Family family, TokenText token) {
    return new Renewed(
        family.organisation(), family.subject(), family.signIn(), token.text(), family.isBound());
  }

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}

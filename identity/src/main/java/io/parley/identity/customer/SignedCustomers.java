package io.parley.identity.customer;

import io.parley.core.identity.CustomerProofs;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.ConstantWord;
import io.parley.identity.jws.TokenRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// Checks tokens of customers by the registrations of the organisation that they are shown to.
/// Thread safe.
public final class SignedCustomers implements CustomerProofs {
  /// Checks at once. So many wait only for an address that does not answer.
  static final int CHECKS_MAX = 256;

  /// Of them those for one organisation: whoever knows of an address that does not answer can have
  /// its checks wait, and must not take the places of all others.
  static final int CHECKS_OF_ONE_MAX = 64;

  /// Longer than a check takes that waits for nothing.
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Semaphore places = new Semaphore(CHECKS_MAX);
  private final Map<TenantId, Integer> running = new ConcurrentHashMap<>();
  private final CustomerTokens tokens;
  private final CustomerIssuers issuers;
  private final Executor executor;

  /// @param executor of virtual threads: a check may wait for registrations and for keys
  public SignedCustomers(CustomerTokens tokens, CustomerIssuers issuers, Executor executor) {
    this.tokens = tokens;
    this.issuers = issuers;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Proof> check(TenantId organisation, String token, Instant now) {
    if (!enter(organisation)) return CompletableFuture.completedStage(new Unreachable(BUSY));
    return CompletableFuture.supplyAsync(() -> checked(organisation, token, now), executor)
        .whenComplete((_, _) -> leave(organisation));
  }

  private boolean enter(TenantId organisation) {
    if (!places.tryAcquire()) return false;
    if (running.merge(organisation, 1, Integer::sum) <= CHECKS_OF_ONE_MAX) return true;
    leave(organisation);
    return false;
  }

  private void leave(TenantId organisation) {
    running.computeIfPresent(organisation, (_, count) -> count > 1 ? count - 1 : null);
    places.release();
  }

  /// Of all registrations: a token of one does not let its page speak for another.
  @Override
  public CompletionStage<Set<String>> reserved(TenantId organisation) {
    return CompletableFuture.supplyAsync(
        () ->
            issuers.of(organisation).stream()
                .flatMap(each -> each.claims().metadata().keySet().stream())
                .collect(Collectors.toUnmodifiableSet()),
        executor);
  }

  private Proof checked(TenantId organisation, String token, Instant now) {
    var registrations = issuers.of(organisation);
    if (registrations.isEmpty()) return new Unregistered();
    var reason = TokenRefusal.ISSUER;
    for (var registration : registrations) {
      switch (tokens.verify(token, registration.issuer(), now)) {
        case CustomerTokens.Verified verified -> {
          return proof(verified, registration);
        }
        // another registration may suit the token better
        case CustomerTokens.Refused(var found) -> reason = nearer(reason, found);
      }
    }
    return refused(reason);
  }

  /// The refusal by the registration that the token comes nearest to: where its keys are unknown it
  /// may be right, where its issuer is another it is foreign.
  private static TokenRefusal nearer(TokenRefusal known, TokenRefusal found) {
    if (known == TokenRefusal.UNREACHABLE || found == TokenRefusal.ISSUER) return known;
    return found;
  }

  private static Proof proof(
      CustomerTokens.Verified verified, CustomerIssuers.Registration registration) {
    return registration
        .claims()
        .read(verified.claims())
        .<Proof>map(proved -> proved)
        .orElseGet(() -> refused(TokenRefusal.CLAIMS));
  }

  private static Proof refused(TokenRefusal reason) {
    return reason == TokenRefusal.UNREACHABLE
        ? new Unreachable(HeldKeys.PAUSE)
        : new Refused(ConstantWord.of(reason));
  }
}

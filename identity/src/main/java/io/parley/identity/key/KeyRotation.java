package io.parley.identity.key;

import io.parley.core.identity.SigningKeys;
import io.parley.core.identity.SigningKeys.Stored;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/// Reads the stored keys and changes them when it is time. Each node does it, more often than
/// [KeyTerms#ahead]; of several nodes that make a key at once, one stores it and the others read
/// it. Thread safe.
public final class KeyRotation {
  /// A node that loses against others so often is late by a whole round, which is soon enough.
  private static final int TRIES = 4;

  private final SigningKeys stored;
  private final KeyPairs pairs;
  private final KeyTerms terms;
  private final Executor executor;

  /// The keys cannot be stored, because this installation has no key to encrypt them with.
  public static final class NoVaultKey extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NoVaultKey() {
      super(
          "signing keys cannot be stored (expected: a key in parley.secrets.keys that encrypts"
              + " them)");
    }
  }

  /// @param executor makes keys, which takes time
  public KeyRotation(SigningKeys stored, KeyPairs pairs, KeyTerms terms, Executor executor) {
    this.stored = stored;
    this.pairs = pairs;
    this.terms = terms;
    this.executor = executor;
  }

  /// Reads the keys, after the changes that are due by the schedule. Fails with [NoVaultKey] where
  /// a key had to be stored and cannot be.
  public CompletionStage<KeyRing> refresh(Instant now) {
    return changed(RotationPlan::scheduled, now, TRIES);
  }

  /// Publishes a new key, which replaces the current one as soon as verifiers know it. Nobody is
  /// signed out.
  public CompletionStage<KeyRing> rotate(Instant now) {
    return changed(RotationPlan::commanded, now, TRIES);
  }

  /// Removes a key that others may know. Its access tokens are refused from now on, on other nodes
  /// after their next [#refresh]; people get new ones for their refresh tokens.
  public CompletionStage<KeyRing> withdraw(String id, Instant now) {
    return changed((ring, at) -> RotationPlan.withdrawn(ring, id, at), now, TRIES);
  }

  private CompletionStage<KeyRing> changed(
      BiFunction<KeyRing, Instant, RotationPlan> rule, Instant now, int tries) {
    return stored
        .load()
        .thenCompose(
            found -> {
              var ring = KeyRing.of(found, now, terms);
              var plan = rule.apply(ring, now);
              if (plan.isEmpty() || tries == 0) return CompletableFuture.completedFuture(ring);
              return store(ring, plan, now)
                  .thenCompose(
                      outcome ->
                          switch (outcome) {
                            case DONE -> stored.load().thenApply(k -> KeyRing.of(k, now, terms));
                            case CHANGED -> changed(rule, now, tries - 1);
                            case NO_KEY -> CompletableFuture.failedFuture(new NoVaultKey());
                          });
            });
  }

  private CompletionStage<Stored> store(KeyRing ring, RotationPlan plan, Instant now) {
    if (plan.fresh().isEmpty()) return stored.change(ring.version(), List.of(), plan.removed());
    return CompletableFuture.supplyAsync(
            () -> pairs.generate(terms.algorithm(), now, plan.fresh().get()).stored(), executor)
        .thenCompose(fresh -> stored.change(ring.version(), List.of(fresh), plan.removed()));
  }
}

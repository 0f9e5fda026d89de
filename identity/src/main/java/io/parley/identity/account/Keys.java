package io.parley.identity.account;

import io.parley.core.fault.Stages;
import io.parley.identity.key.KeyRing;
import io.parley.identity.key.KeyRotation;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/// The keys of access tokens that this node holds. The program calls [#refresh] at its start, and
/// more often than [io.parley.identity.key.KeyTerms#ahead] then. Thread safe.
public final class Keys {
  private final KeyRotation rotation;
  private final AtomicReference<Optional<KeyRing>> held = new AtomicReference<>(Optional.empty());

  public Keys(KeyRotation rotation) {
    this.rotation = rotation;
  }

  /// The outcome of a change. A failure of the store fails the stage, and the node keeps the keys
  /// that it has.
  public enum Outcome {
    /// The node has the stored keys.
    DONE,
    /// A key had to be stored, and this installation has none to encrypt it with
    /// (`parley.secrets.keys`).
    NO_KEY
  }

  /// Reads the stored keys, after the changes that are due by the schedule.
  public CompletionStage<Outcome> refresh(Instant now) {
    return held(rotation.refresh(now));
  }

  /// Publishes a new key, which replaces the current one as soon as verifiers know it.
  public CompletionStage<Outcome> rotate(Instant now) {
    return held(rotation.rotate(now));
  }

  /// Removes a key that others may know: its access tokens are refused from now on.
  public CompletionStage<Outcome> withdraw(String id, Instant now) {
    return held(rotation.withdraw(id, now));
  }

  private CompletionStage<Outcome> held(CompletionStage<KeyRing> changed) {
    return changed
        .handle(
            (ring, failure) -> {
              if (failure == null) {
                held.accumulateAndGet(Optional.of(ring), Keys::newer);
                return CompletableFuture.completedFuture(Outcome.DONE);
              }
              return Stages.cause(failure) instanceof KeyRotation.NoVaultKey
                  ? CompletableFuture.completedFuture(Outcome.NO_KEY)
                  : CompletableFuture.<Outcome>failedFuture(Stages.cause(failure));
            })
        .thenCompose(stage -> stage);
  }

  /// Of two refreshes at once the slower one may have read the older keys.
  private static Optional<KeyRing> newer(Optional<KeyRing> held, Optional<KeyRing> read) {
    boolean isOlder =
        held.isPresent() && read.orElseThrow().loadedAt().isBefore(held.get().loadedAt());
    return isOlder ? held : read;
  }

  /// The public parts as a JSON Web Key Set (RFC 7517); without keys before the first refresh.
  public String jwks(Instant now) {
    return held.get().map(ring -> ring.jwks(now)).orElse("{\"keys\":[]}");
  }

  /// Whether this node may sign access tokens now.
  public boolean canSign(Instant now) {
    return held.get().flatMap(ring -> ring.signing(now)).isPresent();
  }

  /// Empty before the first refresh.
  public Optional<KeyRing> ring() {
    return held.get();
  }
}

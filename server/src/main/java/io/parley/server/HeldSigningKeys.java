package io.parley.server;

import io.parley.http.json.JsonText;
import io.parley.identity.account.Keys;
import io.parley.identity.key.KeyRing;
import io.parley.operations.signing.SigningKeyControls;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The keys of access tokens as this node holds them, for operators. Other nodes follow a change
/// within a minute.
final class HeldSigningKeys implements SigningKeyControls {
  private final Keys keys;
  private final InstantSource clock;

  HeldSigningKeys(Keys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<View>> list() {
    var now = clock.instant();
    return held(keys.refresh(now), now);
  }

  @Override
  public CompletionStage<List<View>> rotate() {
    var now = clock.instant();
    return held(keys.rotate(now), now);
  }

  @Override
  public CompletionStage<Optional<List<View>>> withdraw(String id) {
    var now = clock.instant();
    return list()
        .thenCompose(
            known ->
                known.stream().anyMatch(key -> key.id().equals(id))
                    ? held(keys.withdraw(id, now), now).thenApply(Optional::of)
                    : CompletableFuture.completedStage(Optional.empty()));
  }

  private CompletionStage<List<View>> held(CompletionStage<Keys.Outcome> changed, Instant now) {
    return changed.thenApply(
        outcome ->
            switch (outcome) {
              case DONE -> keys.ring().map(ring -> views(ring, now)).orElse(List.of());
              case NO_KEY ->
                  throw new IllegalStateException(
                      "keys of access tokens cannot be stored (expected: a key in "
                          + SecretKeyring.KEYS
                          + ")");
            });
  }

  private static List<View> views(KeyRing ring, Instant now) {
    return ring.keys().stream()
        .map(
            key ->
                new View(
                    key.id(),
                    key.algorithm().jose(),
                    JsonText.word(ring.state(key, now)),
                    key.publishedAt(),
                    key.signsFrom(),
                    key.canSign()))
        .toList();
  }
}

package io.parley.http.account;

import io.parley.core.identity.RefreshFamilies;
import io.parley.identity.testing.StoreDown;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Families of refresh tokens in memory. It may be told to fail.
public final class RememberedFamilies implements RefreshFamilies {
  final Map<String, Family> all = new ConcurrentHashMap<>();
  volatile boolean isDown;

  private <T> CompletionStage<T> now(T value) {
    return isDown
        ? CompletableFuture.failedStage(new StoreDown())
        : CompletableFuture.completedStage(value);
  }

  @Override
  public CompletionStage<Void> create(Family family) {
    all.put(family.id(), family);
    return now(null);
  }

  @Override
  public CompletionStage<Optional<Family>> find(String id) {
    return now(Optional.ofNullable(all.get(id)));
  }

  @Override
  public CompletionStage<Optional<Family>> findSignIn(String signIn) {
    return now(all.values().stream().filter(each -> each.signIn().equals(signIn)).findFirst());
  }

  @Override
  public CompletionStage<Boolean> replace(Family changed) {
    if (all.get(changed.id()).version() != changed.version()) return now(false);
    store(changed, changed.revokedAt());
    return now(true);
  }

  private void store(Family changed, Optional<Instant> revokedAt) {
    all.put(
        changed.id(),
        new Family(
            changed.id(),
            changed.signIn(),
            changed.organisation(),
            changed.subject(),
            changed.startedAt(),
            changed.usedAt(),
            changed.tokenHash(),
            changed.replaced(),
            revokedAt,
            changed.version() + 1));
  }

  @Override
  public CompletionStage<List<Family>> list(String subject) {
    return now(
        all.values().stream()
            .filter(each -> each.subject().equals(subject) && each.revokedAt().isEmpty())
            .sorted(Comparator.comparing(Family::startedAt).reversed())
            .toList());
  }

  @Override
  public CompletionStage<Boolean> revoke(String subject, String signIn, Instant at) {
    return now(
        revoke(each -> each.subject().equals(subject) && each.signIn().equals(signIn), at) > 0);
  }

  @Override
  public CompletionStage<Integer> revokeAll(
      String subject, Optional<String> exceptSignIn, Instant at) {
    return now(
        revoke(
            each ->
                each.subject().equals(subject) && !exceptSignIn.equals(Optional.of(each.signIn())),
            at));
  }

  private int revoke(Predicate<Family> which, Instant at) {
    var found =
        all.values().stream().filter(each -> each.revokedAt().isEmpty()).filter(which).toList();
    found.forEach(each -> store(each, Optional.of(at)));
    return found.size();
  }

  @Override
  public CompletionStage<Integer> delete(Instant startedBefore, Instant usedBefore) {
    throw new UnsupportedOperationException("no endpoint deletes families");
  }
}

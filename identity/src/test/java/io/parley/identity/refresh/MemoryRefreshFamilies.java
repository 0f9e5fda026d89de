package io.parley.identity.refresh;

import io.parley.core.identity.RefreshFamilies;
import io.parley.identity.testing.StoreDown;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// Families in memory. It may be told to fail.
public final class MemoryRefreshFamilies implements RefreshFamilies {
  private final Map<String, Family> all = new LinkedHashMap<>();
  private Runnable intruder = () -> {};
  private Runnable earlier = () -> {};
  private boolean isDown;

  /// Whether all that is asked of it fails.
  public synchronized void setDown(boolean down) {
    isDown = down;
  }

  /// Runs before the next change, as another node would act.
  synchronized void beforeTheNextChange(Runnable other) {
    intruder = other;
  }

  /// Runs before the next family is stored, as another node would act.
  public synchronized void beforeTheNextFamily(Runnable other) {
    earlier = other;
  }

  synchronized String content() {
    return all.toString();
  }

  public synchronized List<Family> all() {
    return List.copyOf(all.values());
  }

  private <T> CompletionStage<T> answer(T value) {
    return isDown
        ? CompletableFuture.failedFuture(new StoreDown())
        : CompletableFuture.completedFuture(value);
  }

  @Override
  public synchronized CompletionStage<Void> create(Family family) {
    var other = earlier;
    earlier = () -> {};
    other.run();
    all.put(family.id(), family);
    var own = of(family.subject());
    own.stream()
        .sorted(
            Comparator.<Family, Boolean>comparing(each -> each.revokedAt().isEmpty())
                .thenComparing(Family::usedAt))
        .limit(Math.max(0, own.size() - COUNT_MAX))
        .forEach(beyond -> all.remove(beyond.id()));
    return answer(null);
  }

  @Override
  public synchronized CompletionStage<Optional<Family>> find(String id) {
    return answer(Optional.ofNullable(all.get(id)));
  }

  @Override
  public synchronized CompletionStage<Optional<Family>> findSignIn(String signIn) {
    return answer(
        all.values().stream().filter(family -> family.signIn().equals(signIn)).findFirst());
  }

  @Override
  public synchronized CompletionStage<Boolean> replace(Family changed) {
    var other = intruder;
    intruder = () -> {};
    other.run();
    if (all.get(changed.id()).version() != changed.version()) return answer(false);
    store(changed, changed.revokedAt());
    return answer(true);
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
            changed.version() + 1,
            changed.isBound()));
  }

  @Override
  public synchronized CompletionStage<List<Family>> list(String subject) {
    return answer(
        of(subject).stream()
            .filter(family -> family.revokedAt().isEmpty())
            .sorted(Comparator.comparing(Family::startedAt).reversed())
            .toList());
  }

  @Override
  public synchronized CompletionStage<Boolean> revoke(String subject, String signIn, Instant at) {
    int revoked =
        revoke(family -> family.subject().equals(subject) && family.signIn().equals(signIn), at);
    return answer(revoked > 0);
  }

  @Override
  public synchronized CompletionStage<Integer> revokeAll(
      String subject, Optional<String> exceptSignIn, Instant at) {
    return answer(
        revoke(
            family ->
                family.subject().equals(subject)
                    && !exceptSignIn.equals(Optional.of(family.signIn())),
            at));
  }

  @Override
  public synchronized CompletionStage<Integer> delete(Instant startedBefore, Instant usedBefore) {
    int before = all.size();
    all.values()
        .removeIf(
            family ->
                family.startedAt().isBefore(startedBefore) || family.usedAt().isBefore(usedBefore));
    return answer(before - all.size());
  }

  private int revoke(Predicate<Family> which, Instant at) {
    var found = all.values().stream().filter(f -> f.revokedAt().isEmpty()).filter(which).toList();
    found.forEach(family -> store(family, Optional.of(at)));
    return found.size();
  }

  private List<Family> of(String subject) {
    return all.values().stream().filter(family -> family.subject().equals(subject)).toList();
  }
}

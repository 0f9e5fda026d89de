package io.parley.identity.key;

import io.parley.core.identity.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Signing keys in memory.
public final class MemorySigningKeys implements SigningKeys {
  private Ring ring = new Ring(0, List.of());
  private boolean encrypts = true;

  /// Changes the keys before the next change, as another node would.
  private Runnable intruder = () -> {};

  public synchronized void cannotEncrypt() {
    encrypts = false;
  }

  synchronized void beforeTheNextChange(Runnable other) {
    intruder = other;
  }

  @Override
  public synchronized CompletionStage<Ring> load() {
    return CompletableFuture.completedFuture(ring);
  }

  @Override
  public synchronized CompletionStage<Stored> change(
      long version, List<Key> added, Set<String> removed) {
    var other = intruder;
    intruder = () -> {};
    other.run();
    if (!encrypts && !added.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    if (version != ring.version()) return CompletableFuture.completedFuture(Stored.CHANGED);
    var all = new ArrayList<>(ring.keys());
    all.removeIf(key -> removed.contains(key.id()));
    all.addAll(added);
    ring = new Ring(version + 1, all);
    return CompletableFuture.completedFuture(Stored.DONE);
  }
}

package io.parley.identity.account;

import io.parley.core.identity.Credentials;
import io.parley.core.person.PersonId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Credentials in memory.
public final class MemoryCredentials implements Credentials {
  private final Map<PersonId, Credential> all = new HashMap<>();
  private final List<String> steps;
  private Runnable intruder = () -> {};
  private boolean encrypts = true;

  public MemoryCredentials() {
    this(new ArrayList<>());
  }

  /// @param steps the names of queries are added to it
  MemoryCredentials(List<String> steps) {
    this.steps = steps;
  }

  /// Runs before the next change, as another request would.
  synchronized void beforeTheNextChange(Runnable other) {
    intruder = other;
  }

  synchronized void cannotEncrypt() {
    encrypts = false;
  }

  @Override
  public synchronized CompletionStage<Credential> find(PersonId person) {
    steps.add("find a credential");
    return CompletableFuture.completedFuture(all.getOrDefault(person, Credential.none(person)));
  }

  @Override
  public synchronized CompletionStage<Stored> replace(Credential changed) {
    var other = intruder;
    intruder = () -> {};
    other.run();
    boolean isSecret = changed.totp().isPresent() || changed.pendingTotp().isPresent();
    if (isSecret && !encrypts) return CompletableFuture.completedFuture(Stored.NO_KEY);
    long version = all.getOrDefault(changed.person(), Credential.none(changed.person())).version();
    if (version != changed.version()) return CompletableFuture.completedFuture(Stored.CHANGED);
    all.put(
        changed.person(),
        new Credential(
            changed.person(),
            changed.password(),
            changed.totp(),
            changed.pendingTotp(),
            changed.lastStep(),
            changed.recovery(),
            version + 1));
    return CompletableFuture.completedFuture(Stored.DONE);
  }
}

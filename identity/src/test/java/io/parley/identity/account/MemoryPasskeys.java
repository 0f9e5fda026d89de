package io.parley.identity.account;

import io.parley.core.identity.Passkeys;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Passkeys in memory.
public final class MemoryPasskeys implements Passkeys {
  private final List<Passkey> all = new ArrayList<>();
  private final Map<TokenHash, Instant> counted = new HashMap<>();

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  private Optional<Passkey> held(String id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private Optional<Passkey> held(PersonId person, String id) {
    return held(id).filter(each -> each.person().equals(person));
  }

  @Override
  public synchronized CompletionStage<Added> add(Passkey passkey) {
    if (all.stream().filter(each -> each.person().equals(passkey.person())).count() >= COUNT_MAX)
      return done(Added.TOO_MANY);
    if (held(passkey.id()).isPresent()) return done(Added.KNOWN);
    all.add(passkey);
    return done(Added.DONE);
  }

  @Override
  public synchronized CompletionStage<List<Passkey>> list(PersonId person) {
    return done(all.stream().filter(each -> each.person().equals(person)).toList());
  }

  @Override
  public synchronized CompletionStage<Optional<Passkey>> find(String id) {
    return done(held(id));
  }

  @Override
  public synchronized CompletionStage<Boolean> use(Passkey read, long signCount, Instant at) {
    var found = held(read.person(), read.id());
    if (found.isEmpty() || found.get().signCount() != read.signCount()) return done(false);
    return done(put(found.get(), signCount, read.name(), Optional.of(at)));
  }

  @Override
  public synchronized CompletionStage<Boolean> rename(PersonId person, String id, String name) {
    return done(
        held(person, id)
            .map(found -> put(found, found.signCount(), name, found.usedAt()))
            .orElse(false));
  }

  private boolean put(Passkey old, long signCount, String name, Optional<Instant> usedAt) {
    all.set(
        all.indexOf(old),
        new Passkey(
            old.id(),
            old.person(),
            old.publicKey(),
            signCount,
            name,
            old.transports(),
            old.createdAt(),
            usedAt));
    return true;
  }

  @Override
  public synchronized CompletionStage<Boolean> remove(PersonId person, String id) {
    return done(all.removeIf(each -> each.person().equals(person) && each.id().equals(id)));
  }

  @Override
  public synchronized CompletionStage<Boolean> count(TokenHash challenge, Instant expiresAt) {
    return done(counted.putIfAbsent(challenge, expiresAt) == null);
  }

  @Override
  public synchronized CompletionStage<Integer> forget(Instant now) {
    int before = counted.size();
    counted.values().removeIf(expiresAt -> !now.isBefore(expiresAt));
    return done(before - counted.size());
  }
}

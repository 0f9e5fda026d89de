package io.parley.identity.apikey;

import io.parley.core.access.CustomRole;
import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.identity.ServiceAccounts;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Service accounts in memory, whose keys are in memory too.
public final class MemoryServiceAccounts implements ServiceAccounts {
  private final MemoryApiKeys keys;
  private final Map<ServiceAccountId, Account> all = new LinkedHashMap<>();
  private final List<CustomRole> custom = new ArrayList<>();

  public MemoryServiceAccounts(MemoryApiKeys keys) {
    this.keys = keys;
  }

  /// Adds a role that every organisation made for itself.
  public synchronized void add(CustomRole role) {
    custom.add(role);
  }

  @Override
  public synchronized CompletionStage<Stored> create(Account account, Act act) {
    var own = of(account.organisation());
    if (own.size() >= COUNT_MAX) return done(Stored.FULL);
    if (isTaken(own, account)) return done(Stored.TAKEN);
    all.put(account.id(), account);
    return done(Stored.DONE);
  }

  @Override
  public synchronized CompletionStage<Stored> change(Account account, Act act) {
    var own = of(account.organisation());
    if (own.stream().noneMatch(each -> each.id().equals(account.id()))) return done(Stored.MISSING);
    if (isTaken(own, account)) return done(Stored.TAKEN);
    all.put(account.id(), account);
    return done(Stored.DONE);
  }

  private static boolean isTaken(List<Account> own, Account account) {
    return own.stream()
        .anyMatch(each -> each.name().equals(account.name()) && !each.id().equals(account.id()));
  }

  @Override
  public synchronized CompletionStage<Optional<Account>> find(
      TenantId organisation, ServiceAccountId id) {
    return done(of(organisation).stream().filter(each -> each.id().equals(id)).findFirst());
  }

  @Override
  public synchronized CompletionStage<List<Account>> list(TenantId organisation) {
    return done(of(organisation));
  }

  @Override
  public synchronized CompletionStage<List<CustomRole>> customRoles(TenantId organisation) {
    return done(List.copyOf(custom));
  }

  @Override
  public synchronized CompletionStage<Optional<List<String>>> remove(
      TenantId organisation, ServiceAccountId id, Act act) {
    if (of(organisation).stream().noneMatch(each -> each.id().equals(id)))
      return done(Optional.empty());
    all.remove(id);
    var ended =
        keys.all().stream()
            .filter(key -> key.owner().equals(new KeyOwner.Account(id)))
            .map(ApiKeys.Key::id)
            .toList();
    ended.forEach(key -> keys.revoke(organisation, key, act));
    return done(Optional.of(ended));
  }

  private List<Account> of(TenantId organisation) {
    return all.values().stream()
        .filter(each -> each.organisation().equals(organisation))
        .sorted(Comparator.comparing(Account::name))
        .toList();
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}

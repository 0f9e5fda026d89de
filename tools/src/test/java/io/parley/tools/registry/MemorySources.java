package io.parley.tools.registry;

import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.tool.source.ToolSourceStore;
import io.parley.tools.fake.MemorySignIns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A store in memory, which two nodes may share.
final class MemorySources implements ToolSourceStore {
  private final Map<String, Kept> all = new TreeMap<>();
  private long change;
  volatile boolean isBroken;
  final MemorySignIns signIns = new MemorySignIns();

  @Override
  public synchronized CompletionStage<Long> change() {
    return answer(change + signIns.changes());
  }

  @Override
  public synchronized CompletionStage<Everything> load() {
    var sources = new ArrayList<Kept>();
    for (var kept : all.values())
      sources.add(
          new Kept(
              kept.tenant(),
              kept.source(),
              kept.isSettled(),
              kept.approved(),
              signIns.state(kept.tenant(), kept.source().name())));
    return answer(new Everything(change + signIns.changes(), sources));
  }

  @Override
  public synchronized CompletionStage<Boolean> put(TenantId tenant, ToolSource source) {
    var before = all.get(key(tenant, source.name()));
    boolean isSame = before != null && before.source().isSameServer(source);
    keep(
        new Kept(
            tenant, source, isSame && before.isSettled(), isSame ? before.approved() : Map.of()));
    return answer(true);
  }

  @Override
  public synchronized CompletionStage<Boolean> delete(TenantId tenant, String name) {
    boolean was = all.remove(key(tenant, name)) != null;
    if (was) change++;
    return answer(was);
  }

  @Override
  public CompletionStage<Void> replaceThoseOfFile(TenantId tenant, List<ToolSource> sources) {
    throw new UnsupportedOperationException("the database's test covers it");
  }

  @Override
  public synchronized CompletionStage<Void> settle(
      TenantId tenant, ToolSource source, Map<String, String> tools) {
    var kept = all.get(key(tenant, source.name()));
    if (kept != null && !kept.isSettled() && kept.source().isSameServer(source))
      keep(new Kept(tenant, kept.source(), true, tools));
    return answer(null);
  }

  @Override
  public synchronized CompletionStage<Boolean> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by) {
    var kept = all.get(key(tenant, name));
    if (kept == null) return answer(false);
    var approved = new HashMap<>(kept.approved());
    approved.putAll(tools);
    keep(new Kept(tenant, kept.source(), true, approved));
    return answer(true);
  }

  private void keep(Kept kept) {
    all.put(key(kept.tenant(), kept.source().name()), kept);
    change++;
  }

  private static String key(TenantId tenant, String name) {
    return tenant.value() + ":" + name;
  }

  private <T> CompletionStage<T> answer(T answer) {
    return isBroken
        ? CompletableFuture.failedFuture(new IllegalStateException("the database is away"))
        : CompletableFuture.completedFuture(answer);
  }
}

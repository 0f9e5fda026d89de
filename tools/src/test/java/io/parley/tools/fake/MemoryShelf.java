package io.parley.tools.fake;

import io.parley.core.memory.KeptMemory;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryPage;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.memory.MemoryScope;
import io.parley.core.memory.MemoryStore;
import io.parley.core.party.Party;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Memories of people and tenants in a list; [#broken] makes every look fail.
public final class MemoryShelf implements MemoryStore {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private record Entry(Memory memory, String owner) {}

  public final AtomicInteger looks = new AtomicInteger();
  public volatile boolean broken;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /// The later it is put there, the newer it is.
  public Memory put(TenantId tenant, String customer, MemoryKind kind, String text) {
    int number = entries.size();
    var session = new SessionKey(tenant, new SessionId("before"));
    var memory =
        new Memory(Memory.id(session, number), kind, text, session, NOON.plusSeconds(number));
    entries.add(new Entry(memory, kind == MemoryKind.PROCEDURAL ? "tenant" : "c:" + customer));
    return memory;
  }

  public void remove(Memory memory) {
    entries.removeIf(entry -> entry.memory().equals(memory));
  }

  @Override
  public CompletionStage<List<Memory>> held(MemoryScope scope, Set<MemoryKind> kinds) {
    looks.incrementAndGet();
    if (broken) return CompletableFuture.failedFuture(new IllegalStateException("no store"));
    var person = scope.customer().map(id -> "c:" + id).orElse("s:" + scope.session());
    var held = new ArrayList<Memory>();
    for (var entry : entries.reversed()) {
      var memory = entry.memory();
      boolean theirs =
          entry.owner().equals(memory.kind() == MemoryKind.PROCEDURAL ? "tenant" : person);
      if (memory.source().tenant().equals(scope.session().tenant())
          && theirs
          && kinds.contains(memory.kind())) held.add(memory);
    }
    return CompletableFuture.completedFuture(held);
  }

  @Override
  public CompletionStage<MemoryPage> list(MemoryQuery query) {
    throw new UnsupportedOperationException("nobody lists here");
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> find(TenantId tenant, String id) {
    throw new UnsupportedOperationException("nobody looks here");
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> correct(
      TenantId tenant, String id, String text, Party by) {
    throw new UnsupportedOperationException("nobody corrects here");
  }

  @Override
  public CompletionStage<Optional<KeptMemory>> approve(
      TenantId tenant, String id, Approval decision, Party by) {
    throw new UnsupportedOperationException("nobody approves here");
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String id) {
    throw new UnsupportedOperationException("nobody deletes here");
  }
}

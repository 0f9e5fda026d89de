package io.parley.tools.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.knowledge.Vectors;
import io.parley.core.memory.Memories;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryScope;
import io.parley.core.memory.MemoryStore;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Recalls memories by the meaning of the customer's words. A person's memories are read from the
/// store each time, so that a correction or deletion takes effect at once; a tenant's procedures
/// are cached for a second or two. Vectors are computed only where there is something to choose
/// from.
public final class RecallByMeaning implements Memories, AutoCloseable {
  private static final EnumSet<MemoryKind> PERSONAL =
      EnumSet.of(MemoryKind.SEMANTIC, MemoryKind.EPISODIC);

  private final MemoryStore store;
  private final Embedder embedder;
  private final RecallSettings settings;
  private final ThreadPoolExecutor work;
  private final TextVectors vectors;
  private final Cache<TenantId, CompletableFuture<List<Memory>>> procedures;

  /// @param embedder is asked on threads of our own
  public RecallByMeaning(
      MemoryStore store, Vectors vectors, Embedder embedder, RecallSettings settings) {
    this.store = store;
    this.embedder = embedder;
    this.settings = settings;
    this.work =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waitingMax()),
            Thread.ofPlatform().daemon().name("recall-", 0).factory());
    this.vectors = new TextVectors(vectors, embedder, settings.vectorsMax(), work);
    this.procedures =
        Caffeine.newBuilder()
            .maximumSize(settings.tenantsMax())
            .expireAfterWrite(settings.refreshEvery())
            .executor(Runnable::run)
            .build();
  }

  @Override
  public CompletionStage<List<Memory>> recall(MemoryScope scope, String words, int tokens) {
    if (tokens <= 0) return CompletableFuture.completedStage(List.of());
    return store
        .held(scope, PERSONAL)
        .thenCombine(procedures(scope), RecallByMeaning::both)
        .thenCompose(memories -> chosen(memories, words, tokens));
  }

  @Override
  public CompletionStage<List<Memory>> facts(MemoryScope scope, int limit) {
    return store
        .held(scope, EnumSet.of(MemoryKind.SEMANTIC))
        .thenApply(facts -> facts.stream().limit(limit).toList());
  }

  /// Recalls under way still complete; later ones are refused.
  @Override
  public void close() {
    work.shutdown();
  }

  private CompletableFuture<List<Memory>> procedures(MemoryScope scope) {
    if (settings.proceduresMax() == 0) return CompletableFuture.completedFuture(List.of());
    var tenant = scope.session().tenant();
    var held =
        procedures.get(
            tenant,
            _ -> store.held(scope, EnumSet.of(MemoryKind.PROCEDURAL)).toCompletableFuture());
    // a failed read is not cached
    return held.whenComplete(
        (_, failure) -> {
          if (failure != null) procedures.asMap().remove(tenant, held);
        });
  }

  private CompletionStage<List<Memory>> chosen(List<Memory> memories, String words, int tokens) {
    var facts = memories.stream().filter(memory -> memory.kind() == MemoryKind.SEMANTIC).toList();
    boolean choose = !Selection.fit(facts, tokens);
    var compared =
        memories.stream().filter(memory -> choose || memory.kind() != MemoryKind.SEMANTIC).toList();
    if (compared.isEmpty() || words.isBlank())
      return CompletableFuture.completedStage(
          new Selection(settings, Optional.empty(), Map.of()).of(memories, tokens));
    var newestFirst =
        compared.stream()
            .sorted(Comparator.comparing(Memory::at).reversed())
            .map(Memory::text)
            .toList();
    return CompletableFuture.completedFuture(newestFirst)
        .thenComposeAsync(vectors::of, work)
        .thenApplyAsync(
            known ->
                new Selection(settings, Optional.of(embedder.embed(words)), known)
                    .of(memories, tokens),
            work);
  }

  private static List<Memory> both(List<Memory> personal, List<Memory> procedures) {
    var all = new ArrayList<Memory>(personal.size() + procedures.size());
    all.addAll(personal);
    all.addAll(procedures);
    return all;
  }
}

package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.tenant.TenantId;
import io.parley.http.account.HolderCheck;
import io.parley.http.route.Call.Proven;
import io.parley.http.token.KeyWatches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HolderWatchTest {
  private final ActorSystem system = ActorSystem.create("watch", ConfigFactory.defaultReference());
  private final Table table = new Table();
  private final KeyWatches watches = new KeyWatches();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @Test
  void connections_of_keys_that_ended_are_told_within_seconds_even_after_failed_reads() {
    var soon = Instant.now().plusMillis(100);
    table.put("lasting", Optional.empty(), Optional.empty());
    table.put("expiring", Optional.of(soon), Optional.empty());
    table.put("revoked", Optional.empty(), Optional.empty());
    for (var key : List.of("lasting", "expiring", "revoked", "forgotten"))
      watches.watch(holder(key), () -> ended.add(key));
    var typed = Adapter.toTyped(system);
    var check = new HolderCheck(table, Optional.empty());
    try (var _ = HolderWatch.start(typed, check, watches, Clock.systemUTC())) {
      table.down.set(1);
      table.put("revoked", Optional.empty(), Optional.of(Instant.now()));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(ended).containsExactlyInAnyOrder("expiring", "revoked", "forgotten"));
    }
  }

  @Test
  void a_holder_that_cannot_be_looked_at_keeps_no_other_one_connected() {
    var revoked = IntStream.range(0, 200).mapToObj(i -> "revoked-" + i).toList();
    for (var key : revoked) {
      table.put(key, Optional.empty(), Optional.of(Instant.EPOCH));
      watches.watch(holder(key), () -> ended.add(key));
    }
    table.damaged.addAll(List.of("damaged-1", "damaged-2"));
    for (var key : table.damaged) watches.watch(holder(key), () -> ended.add(key));
    var check = new HolderCheck(table, Optional.empty());
    try (var _ = HolderWatch.start(Adapter.toTyped(system), check, watches, Clock.systemUTC())) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(ended).containsExactlyInAnyOrderElementsOf(revoked));
    }
  }

  private static Optional<Proven> holder(String key) {
    var program = Principal.program(TenantId.DEFAULT, key, Set.of(Permission.READ));
    return Optional.of(new Proven("pk_" + key, program));
  }

  /// The store shared by all nodes; it fails `down` more reads, and those of damaged rows.
  private static final class Table implements ApiKeys {
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final AtomicInteger down = new AtomicInteger();
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();

    void put(String id, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
      keys.put(
          id,
          new Key(
              id,
              TenantId.DEFAULT,
              id,
              "",
              Set.of("read"),
              List.of(),
              Instant.EPOCH,
              expiresAt,
              Optional.empty(),
              revokedAt,
              new KeyOwner.Installation(),
              Set.of()));
    }

    @Override
    public CompletionStage<Optional<Key>> find(String id) {
      if (down.getAndDecrement() > 0 || damaged.contains(id))
        return CompletableFuture.failedStage(new IllegalStateException("down"));
      return CompletableFuture.completedStage(Optional.ofNullable(keys.get(id)));
    }

    @Override
    public CompletionStage<Boolean> create(Key key, Act act) {
      throw new UnsupportedOperationException("the watch only reads");
    }

    @Override
    public CompletionStage<Void> used(TenantId organisation, String id, Instant at) {
      throw new UnsupportedOperationException("the watch only reads");
    }

    @Override
    public CompletionStage<List<Key>> list(TenantId organisation) {
      throw new UnsupportedOperationException("the watch only reads");
    }

    @Override
    public CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act) {
      throw new UnsupportedOperationException("the watch only reads");
    }
  }
}

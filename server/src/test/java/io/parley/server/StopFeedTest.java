package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.organisation.StoppedOrganisations;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.entry.StoppedTenants;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopFeedTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final ActorSystem system = ActorSystem.create("stops", ConfigFactory.defaultReference());
  private final Table table = new Table();
  private final StoppedTenants known = new StoppedTenants();

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /// The store shared by all nodes; it fails `down` more reads.
  private static final class Table implements StoppedOrganisations {
    private final AtomicInteger down = new AtomicInteger();
    private final AtomicLong number = new AtomicLong();
    private volatile Set<TenantId> stopped = Set.of();

    void are(Set<TenantId> tenants) {
      stopped = tenants;
      number.incrementAndGet();
    }

    @Override
    public CompletionStage<Long> version() {
      if (down.getAndDecrement() > 0)
        return CompletableFuture.failedStage(new IllegalStateException("down"));
      return CompletableFuture.completedStage(number.get());
    }

    @Override
    public CompletionStage<Set<TenantId>> all() {
      return CompletableFuture.completedStage(stopped);
    }
  }

  @Test
  void a_node_knows_stopped_organisations_at_its_start_and_changes_within_seconds() {
    table.are(Set.of(SHOP));
    try (var _ = StopFeed.start(Adapter.toTyped(system), table, known, OFTEN)) {
      assertThat(known.has(SHOP)).isTrue();
      table.down.set(1);
      table.are(Set.of(BANK));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(known.has(BANK)).isTrue());
      assertThat(known.has(SHOP)).isFalse();
    }
  }
}

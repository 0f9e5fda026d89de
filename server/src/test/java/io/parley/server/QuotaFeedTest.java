package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Quotas;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.quota.NodeQuotas;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotaFeedTest {
  private static final TenantId SHOP = new TenantId("shop");

  private final ActorSystem system =
      ActorSystem.create(
          "quotas", ManualTime.config().withFallback(ConfigFactory.defaultReference()));
  private final ManualTime time = ManualTime.get(Adapter.toTyped(system));
  private final Table table = new Table();
  private final NodeQuotas quotas = NodeQuotas.none();

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /// The store shared by all nodes.
  private static final class Table implements Quotas {
    private final AtomicLong number = new AtomicLong();
    private volatile Map<TenantId, QuotaPlan> plans = Map.of();

    void turns(long limit) {
      plans = Map.of(SHOP, new QuotaPlan(Map.of(QuotaKind.TURNS, limit)));
      number.incrementAndGet();
    }

    @Override
    public CompletionStage<Long> version() {
      return CompletableFuture.completedStage(number.get());
    }

    @Override
    public CompletionStage<Map<TenantId, QuotaPlan>> all() {
      return CompletableFuture.completedStage(plans);
    }

    @Override
    public CompletionStage<Optional<QuotaPlan>> find(TenantId tenant) {
      throw new UnsupportedOperationException("a feed asks for all at once");
    }

    @Override
    public CompletionStage<QuotaPlan> limit(TenantId tenant, Map<QuotaKind, Long> own, Act act) {
      throw new UnsupportedOperationException("a feed changes nothing");
    }

    @Override
    public CompletionStage<Boolean> put(TenantId tenant, QuotaPlan plan, Act act) {
      throw new UnsupportedOperationException("a feed changes nothing");
    }
  }

  @Test
  void a_node_knows_plans_at_its_start_and_learns_of_a_change_within_a_second() {
    table.turns(600);
    try (var _ = QuotaFeed.start(Adapter.toTyped(system), table, quotas)) {
      assertThat(quotas.limit(SHOP, QuotaKind.TURNS)).hasValue(600);
      table.turns(60);
      time.timePasses(Duration.ofSeconds(1));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(quotas.limit(SHOP, QuotaKind.TURNS)).hasValue(60));
    }
  }
}

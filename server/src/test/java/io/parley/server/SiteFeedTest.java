package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.OrganisationSites;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.WebOrigin;
import io.parley.core.tenant.TenantId;
import io.parley.http.site.Sites;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteFeedTest {
  private final ActorSystem system = ActorSystem.create("sites", ConfigFactory.defaultReference());
  private final Table table = new Table();
  private final Sites known = new Sites();

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /// The store shared by all nodes; it fails `down` more reads.
  private static final class Table implements OrganisationSites {
    private final AtomicInteger down = new AtomicInteger();
    private volatile Changed last = new Changed(1, List.of());

    void put(String slug) {
      var site =
          new OrganisationSite(
              new TenantId(slug), true, List.of(new Slug(slug)), List.of(), List.of());
      last = new Changed(last.number() + 1, List.of(site));
    }

    @Override
    public CompletionStage<Long> change() {
      if (down.getAndDecrement() > 0)
        return CompletableFuture.failedStage(new IllegalStateException("down"));
      return CompletableFuture.completedStage(last.number());
    }

    @Override
    public CompletionStage<Changed> since(long change) {
      return CompletableFuture.completedStage(
          change < last.number() ? last : new Changed(last.number(), List.of()));
    }

    @Override
    public CompletionStage<List<WebOrigin>> origins(TenantId tenant) {
      throw new UnsupportedOperationException("a feed asks for all at once");
    }

    @Override
    public CompletionStage<Void> allow(TenantId tenant, List<WebOrigin> origins, Act act) {
      throw new UnsupportedOperationException("a feed changes nothing");
    }
  }

  @Test
  void a_node_knows_addresses_at_its_start_and_learns_of_changes_also_after_a_failure() {
    table.put("shop");
    try (var _ = SiteFeed.start(Adapter.toTyped(system), table, known)) {
      assertThat(known.ofSlug("shop")).isPresent();
      table.down.set(1);
      table.put("bank");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(known.ofSlug("bank")).isPresent());
      assertThat(known.ofSlug("shop")).as("what did not change").isPresent();
    }
  }
}

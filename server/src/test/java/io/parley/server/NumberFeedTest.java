package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.NumberBook;
import io.parley.voice.telephony.NumberPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NumberFeedTest {
  private static final TenantId SHOP = new TenantId("shop");

  private final ActorSystem system =
      ActorSystem.create("numbers", ConfigFactory.defaultReference());
  private final Table table = new Table();
  private final NumberBook known = new NumberBook();
  private final NumberPlan plan = NumberPlan.from(ConfigFactory.defaultReference()).with(known);

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /// The store shared by all nodes; it fails `down` more reads.
  private static final class Table implements OrganisationNumbers {
    private final AtomicInteger down = new AtomicInteger();
    private final AtomicLong change = new AtomicLong(1);
    private volatile List<OrganisationNumber> last = List.of();

    void hold(String number) {
      last = List.of(OrganisationNumber.plain(new PhoneNumber(number), SHOP));
      change.incrementAndGet();
    }

    @Override
    public CompletionStage<Long> change() {
      if (down.getAndDecrement() > 0)
        return CompletableFuture.failedStage(new IllegalStateException("down"));
      return CompletableFuture.completedStage(change.get());
    }

    @Override
    public CompletionStage<List<OrganisationNumber>> all() {
      return CompletableFuture.completedStage(last);
    }

    @Override
    public CompletionStage<List<OrganisationNumber>> of(TenantId tenant) {
      throw new UnsupportedOperationException("a feed asks for all at once");
    }

    @Override
    public CompletionStage<Assigned> assign(TenantId tenant, PhoneNumber number, Act act) {
      throw new UnsupportedOperationException("a feed changes nothing");
    }

    @Override
    public CompletionStage<Boolean> release(TenantId tenant, PhoneNumber number, Act act) {
      throw new UnsupportedOperationException("a feed changes nothing");
    }

    @Override
    public CompletionStage<Boolean> answer(OrganisationNumber wanted, Act act) {
      throw new UnsupportedOperationException("a feed changes nothing");
    }
  }

  @Test
  void a_node_knows_numbers_at_its_start_and_learns_of_changes_also_after_a_failure() {
    table.hold("+493012345");
    try (var _ = NumberFeed.start(Adapter.toTyped(system), table, known)) {
      assertThat(plan.find("+493012345")).isPresent();
      table.down.set(1);
      table.hold("+33123456");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(plan.find("+33123456")).isPresent());
      assertThat(plan.find("+493012345")).as("one that was taken away").isEmpty();
    }
  }
}

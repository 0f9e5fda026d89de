package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.journal.TokenRevocations;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.token.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationFeedTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private final ActorSystem system = ActorSystem.create("feed", ConfigFactory.defaultReference());
  private final Table table = new Table();
  private final Revocations revocations = new Revocations();

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private static SessionKey session(String id) {
    return new SessionKey(TenantId.DEFAULT, new SessionId(id));
  }

  /// The store shared by all nodes; it fails `down` more reads.
  private static final class Table implements TokenRevocations {
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger down = new AtomicInteger();

    @Override
    public CompletionStage<Void> revoke(Revocation revocation) {
      told.add(new Told(revocation, Instant.now()));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<Told>> since(Instant at, Instant now) {
      if (down.getAndDecrement() > 0)
        return CompletableFuture.failedStage(new IllegalStateException("down"));
      return CompletableFuture.completedStage(
          told.stream().filter(each -> each.at().isAfter(at)).toList());
    }
  }

  @Test
  void a_node_knows_earlier_revocations_and_within_seconds_those_of_other_nodes() {
    var now = Instant.now();
    table.revoke(new TokenRevocations.Revocation(session("before"), now, now.plus(WEEK)));
    var typed = Adapter.toTyped(system);
    try (var _ = RevocationFeed.start(typed, table, revocations, Clock.systemUTC())) {
      assertThat(revocations.concern(session("before"))).isTrue();
      table.down.set(1);
      table.revoke(new TokenRevocations.Revocation(session("later"), now, now.plus(WEEK)));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(revocations.concern(session("later"))).isTrue());
    }
  }
}

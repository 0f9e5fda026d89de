package io.parley.sessions.due;

import static io.parley.sessions.ScriptedWorld.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.Damage;
import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionIndex;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.ScriptedWorld;
import io.parley.sessions.SessionSettings.DamageSettings;
import io.parley.sessions.SessionSettings.DueSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DueSessionsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final DueSettings SETTINGS =
      new DueSettings(Duration.ofSeconds(1), 10, Duration.ofSeconds(5), Duration.ofSeconds(9), 2);

  private static final DamageSettings DAMAGE =
      new DamageSettings(Duration.ofSeconds(30), Duration.ofSeconds(3), 7);

  private final ActorTestKit kit = ScriptedWorld.kitWithManualTime();
  private final ManualTime time = ManualTime.get(kit.system());
  private final BlockingQueue<CompletableFuture<Integer>> projections = new LinkedBlockingQueue<>();
  private final BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
  private final BlockingQueue<SessionKey> woken = new LinkedBlockingQueue<>();

  private final BlockingQueue<CompletableFuture<Long>> looks = new LinkedBlockingQueue<>();

  private record Claim(Instant until, CompletableFuture<List<SessionKey>> due) {}

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void the_index_is_brought_up_to_date_before_sessions_are_woken() {
    begin();
    next(projections).complete(10);
    next(projections).complete(3);
    var claim = next(claims);
    assertThat(claim.until()).isEqualTo(NOON.minus(SETTINGS.grace()));
    claim.due().complete(List.of(key("a")));
    assertThat(next(woken)).isEqualTo(key("a"));
  }

  @Test
  void full_batches_of_due_sessions_follow_without_a_pause() {
    begin();
    next(projections).complete(0);
    next(claims).due().complete(List.of(key("a"), key("b")));
    next(claims).due().complete(List.of());
    assertThat(woken).containsExactly(key("a"), key("b"));
  }

  @Test
  void an_unavailable_database_is_retried_later() {
    begin();
    next(projections).completeExceptionally(new IllegalStateException("database is away"));
    passUntilProjected();
    next(projections).complete(0);
    next(claims);
  }

  @Test
  void damaged_sessions_are_checked_periodically_without_delaying_others() {
    begin();
    var first = next(looks);
    next(projections).complete(0);
    // the first look is still under way
    next(claims).due().complete(List.of());
    first.completeExceptionally(new IllegalStateException("database is away"));
    passUntil(looks);
    next(looks).complete(3L);
    passUntil(looks);
  }

  private void passUntilProjected() {
    passUntil(projections);
  }

  private void passUntil(BlockingQueue<?> queue) {
    Awaitility.await()
        .atMost(ScriptedWorld.PATIENCE)
        .until(
            () -> {
              time.timePasses(SETTINGS.interval());
              return !queue.isEmpty();
            });
  }

  private void begin() {
    kit.spawn(
        DueSessions.create(
            new DueSessions.Task(
                SETTINGS,
                DAMAGE,
                Duration.ofMinutes(1),
                new TestIndex(),
                woken::add,
                Clock.fixed(NOON, ZoneOffset.UTC))));
  }

  private static SessionKey key(String id) {
    return new SessionKey(TenantId.DEFAULT, new SessionId(id));
  }

  private final class TestIndex implements SessionIndex {
    @Override
    public CompletionStage<Integer> project(int max, Duration idleTimeout) {
      var events = new CompletableFuture<Integer>();
      projections.add(events);
      return events;
    }

    @Override
    public CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max) {
      var due = new CompletableFuture<List<SessionKey>>();
      claims.add(new Claim(now, due));
      return due;
    }

    @Override
    public CompletionStage<Boolean> damaged(SessionKey key, Damage damage, Instant now) {
      throw new UnsupportedOperationException("waking finds no damage");
    }

    @Override
    public CompletionStage<Long> lookAgain(
        Instant now, Duration pause, int max, Duration idleTimeout) {
      assertThat(max).isEqualTo(DAMAGE.lookMax());
      assertThat(pause).isEqualTo(DAMAGE.interval());
      var look = new CompletableFuture<Long>();
      looks.add(look);
      return look;
    }

    @Override
    public CompletionStage<ListingPage> list(ListingQuery query) {
      throw new UnsupportedOperationException("waking never lists");
    }
  }
}

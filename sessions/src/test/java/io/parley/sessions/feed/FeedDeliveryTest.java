package io.parley.sessions.feed;

import static io.parley.sessions.ScriptedWorld.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.feed.Feeds;
import io.parley.sessions.ScriptedWorld;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.SessionSettings.FeedSettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedDeliveryTest {
  private static final FeedSettings SETTINGS = settings();
  private static final Duration POLL = Duration.ofMillis(5);

  private final ActorTestKit kit = ScriptedWorld.kitWithManualTime();
  private final ManualTime time = ManualTime.get(kit.system());
  private final BlockingQueue<CompletableFuture<Integer>> steps = new LinkedBlockingQueue<>();

  /// The longest pause is few intervals: Pekko waits a tenth of a second at each step of time.
  private static FeedSettings settings() {
    return SessionSettings.from(
            ConfigFactory.parseString(
                    "parley.sessions.feeds { interval = 2s, batch = 10, backoff { min = 12s, max ="
                        + " 120s } }")
                .withFallback(ConfigFactory.load()))
        .feeds();
  }

  private final class Steps implements Feeds {
    @Override
    public Set<String> names() {
      return Set.of("crm");
    }

    @Override
    public CompletionStage<Integer> advance(String feed, int max) {
      assertThat(feed).isEqualTo("crm");
      assertThat(max).isEqualTo(SETTINGS.batch());
      var step = new CompletableFuture<Integer>();
      steps.add(step);
      return step;
    }
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void a_feed_advances_without_a_pause_while_there_is_more() {
    begin();
    next(steps).complete(10);
    next(steps).complete(10);
    next(steps).complete(9);
    // caught up: it polls again after the pause, and only once
    assertThat(pause()).isGreaterThanOrEqualTo(SETTINGS.interval());
    next(steps);
    assertThat(steps).isEmpty();
  }

  @Test
  void a_failing_handler_gets_the_same_events_again_after_growing_pauses() {
    begin();
    // chance shortens each pause by half at the most
    var shortest = SETTINGS.backoff().min().dividedBy(2);
    for (int failures = 0; failures < 3; failures++) {
      next(steps).completeExceptionally(new IllegalStateException("it is down"));
      assertThat(pause()).isGreaterThanOrEqualTo(shortest.multipliedBy(1L << failures));
    }
    next(steps).complete(3);
    assertThat(pause()).isGreaterThanOrEqualTo(SETTINGS.interval());
    next(steps);
  }

  /// Advances time until the feed takes the next step.
  ///
  /// @return the time passed, at least as much as the actor waited
  private Duration pause() {
    var passed = new AtomicInteger();
    Awaitility.await()
        .atMost(ScriptedWorld.PATIENCE)
        .pollInterval(POLL)
        .until(
            () -> {
              if (!steps.isEmpty()) return true;
              time.timePasses(SETTINGS.interval());
              passed.incrementAndGet();
              return false;
            });
    return SETTINGS.interval().multipliedBy(passed.get());
  }

  private void begin() {
    kit.spawn(FeedDelivery.create("crm", SETTINGS, new Steps()));
  }
}

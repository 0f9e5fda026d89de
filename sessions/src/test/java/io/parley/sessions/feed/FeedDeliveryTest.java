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
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedDeliveryTest {
  private static final FeedSettings SETTINGS = settings();

  private final ActorTestKit kit = ScriptedWorld.kitWithManualTime();
  private final ManualTime time = ManualTime.get(kit.system());
  private final BlockingQueue<CompletableFuture<Integer>> steps = new LinkedBlockingQueue<>();

  private static FeedSettings settings() {
    return SessionSettings.from(
            ConfigFactory.parseString(
                    "parley.sessions.feeds { interval = 2s, batch = 10, backoff { min = 60s, max ="
                        + " 600s } }")
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
  void a_feed_goes_on_without_a_pause_while_there_is_more() {
    begin();
    next(steps).complete(10);
    next(steps).complete(10);
    next(steps).complete(9);
    // caught up: it looks again after the pause, and only once
    pass(SETTINGS.interval());
    next(steps);
    assertThat(steps).isEmpty();
  }

  @Test
  void a_handler_that_fails_is_given_the_same_again_after_a_pause_that_is_longer() {
    begin();
    next(steps).completeExceptionally(new IllegalStateException("it is down"));
    // each pause is shortened by chance, by half at the most
    pass(SETTINGS.backoff().min());
    next(steps).completeExceptionally(new IllegalStateException("it is down"));
    pass(SETTINGS.backoff().min().multipliedBy(2));
    next(steps).complete(3);
    pass(SETTINGS.interval());
    next(steps);
  }

  @Test
  void a_handler_that_fails_is_left_alone_for_longer_than_one_that_has_caught_up() {
    begin();
    var step = next(steps);
    LoggingTestKit.warn("feed crm cannot go on, 1 times in a row: IllegalStateException")
        .expect(
            kit.system(),
            () -> step.completeExceptionally(new IllegalStateException("words of a customer")));
    // chance shortens the pause by half at the most
    time.timePasses(SETTINGS.backoff().min().dividedBy(2).minusMillis(1));
    assertThat(steps).isEmpty();
    time.timePasses(SETTINGS.backoff().min());
    next(steps);
  }

  /// Until the actor has taken the last answer and set its timer nothing happens at all; then time
  /// passes as wanted.
  private void pass(Duration time) {
    Awaitility.await()
        .atMost(ScriptedWorld.PATIENCE)
        .until(
            () -> {
              this.time.timePasses(time);
              return !steps.isEmpty();
            });
  }

  private void begin() {
    kit.spawn(FeedDelivery.create("crm", SETTINGS, new Steps()));
  }
}

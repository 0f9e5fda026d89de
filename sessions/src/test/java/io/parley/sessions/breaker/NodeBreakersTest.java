package io.parley.sessions.breaker;

import static io.parley.sessions.ScriptedWorld.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.fault.BreakerState;
import io.parley.core.tool.ToolFailure;
import io.parley.sessions.ScriptedWorld;
import io.parley.sessions.SessionSettings.BreakerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeBreakersTest {
  private static final String DEPENDENCY = "look-service";
  private static final Duration RESET = Duration.ofSeconds(10);

  private final ActorTestKit kit = ScriptedWorld.kitWithManualTime();
  private final ManualTime time = ManualTime.get(kit.system());
  private final ScriptedWorld world = new ScriptedWorld();
  private final NodeBreakers breakers =
      new NodeBreakers(
          kit.system(),
          new BreakerSettings(2, Duration.ofSeconds(5), RESET),
          world.testTools(),
          Clock.systemUTC());

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void a_broken_dependency_is_hidden_until_its_own_probe_succeeds() {
    var session = kit.<ToolBreaker.Availability>createTestProbe();
    kit.spawn(ToolBreaker.create(DEPENDENCY, breakers, session.ref()));
    session.expectMessage(new ToolBreaker.Availability(DEPENDENCY, false));

    fail();
    fail();
    session.expectMessage(new ToolBreaker.Availability(DEPENDENCY, true));
    assertThat(breakers.isBroken(DEPENDENCY)).isTrue();

    world.probeFailure.set(ToolFailure.notSent("still down", null));
    time.timePasses(RESET);
    assertThat(next(world.probes)).isEqualTo(DEPENDENCY);

    world.probeFailure.set(null);
    // the breaker that its probe opened again waits as long as before
    Awaitility.await()
        .atMost(ScriptedWorld.PATIENCE)
        .until(
            () -> {
              time.timePasses(RESET);
              return !breakers.isBroken(DEPENDENCY);
            });
    session.expectMessage(new ToolBreaker.Availability(DEPENDENCY, true));
    session.expectMessage(new ToolBreaker.Availability(DEPENDENCY, false));
  }

  @Test
  void one_broken_dependency_leaves_another_usable() {
    fail();
    fail();
    assertThat(breakers.isBroken(DEPENDENCY)).isTrue();
    assertThat(breakers.isBroken("other")).isFalse();
    assertThat(breakers.call("other", () -> CompletableFuture.completedFuture("fine")))
        .isCompletedWithValue("fine");
  }

  @Test
  void an_operator_can_close_a_breaker_at_once() {
    assertThat(breakers.reset(DEPENDENCY)).isFalse();
    var session = kit.<ToolBreaker.Availability>createTestProbe();
    kit.spawn(ToolBreaker.create(DEPENDENCY, breakers, session.ref()));
    session.expectMessage(new ToolBreaker.Availability(DEPENDENCY, false));
    fail();
    fail();
    session.expectMessage(new ToolBreaker.Availability(DEPENDENCY, true));
    // failures are counted beside the breaker, which may be open before the second one is counted
    Awaitility.await()
        .atMost(ScriptedWorld.PATIENCE)
        .untilAsserted(
            () -> {
              var broken = breakers.states().getFirst();
              assertThat(broken.state()).isEqualTo(BreakerState.OPEN);
              assertThat(broken.failures()).isEqualTo(2);
              assertThat(broken.since()).isPresent();
            });

    assertThat(breakers.reset(DEPENDENCY)).isTrue();
    session.expectMessage(new ToolBreaker.Availability(DEPENDENCY, false));
    assertThat(breakers.states()).containsExactly(closed());
    assertThat(breakers.call(DEPENDENCY, () -> CompletableFuture.completedFuture("fine")))
        .isCompletedWithValue("fine");
    // the old breaker, which would probe now, is ignored
    time.timePasses(RESET);
    session.expectNoMessage();
    assertThat(breakers.states()).containsExactly(closed());
  }

  private static ToolBreakerState closed() {
    return new ToolBreakerState(DEPENDENCY, BreakerState.CLOSED, 0, Optional.empty());
  }

  private void fail() {
    assertThat(
            breakers.call(
                DEPENDENCY,
                () -> CompletableFuture.failedFuture(ToolFailure.notSent("down", null))))
        .failsWithin(ScriptedWorld.PATIENCE);
  }
}

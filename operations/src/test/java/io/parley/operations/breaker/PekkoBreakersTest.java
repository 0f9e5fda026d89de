package io.parley.operations.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.http.ops.breaker.BreakerControls;
import io.parley.http.ops.breaker.BreakerControls.Breaker;
import io.parley.http.ops.breaker.BreakerControls.State;
import io.parley.http.ops.breaker.BreakerKeeper;
import io.parley.operations.breaker.ClusterBreakers.Node;
import io.parley.operations.breaker.ClusterBreakers.Outcome;
import io.parley.operations.breaker.ClusterBreakers.Reset;
import io.parley.operations.cluster.PekkoCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Three Pekko nodes in one JVM, over real sockets. The third has no breakers.
class PekkoBreakersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final String NODE =
      """
      pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
      pekko.loglevel = WARNING
      """;

  private static final List<ActorSystem<Void>> SYSTEMS = new ArrayList<>();
  private static final Own FIRST =
      new Own(new Breaker("tool:a", State.CLOSED, 0, Optional.empty()));
  private static final Own SECOND =
      new Own(
          new Breaker("provider:main/1", State.OPEN, 5, Optional.of(NOON)),
          new Breaker("tool:a", State.HALF_OPEN, 1, Optional.of(NOON)));

  private static ClusterBreakers breakers;

  /// The breakers of one node; records resets.
  private static final class Own implements BreakerControls {
    private final List<Breaker> there;
    private final List<String> reset = new CopyOnWriteArrayList<>();

    Own(Breaker... there) {
      this.there = List.of(there);
    }

    @Override
    public List<Breaker> breakers() {
      return there;
    }

    @Override
    public boolean reset(String name) {
      boolean known = there.stream().anyMatch(breaker -> breaker.name().equals(name));
      if (known) reset.add(name);
      return known;
    }
  }

  @BeforeAll
  static void form() {
    var config =
        ConfigFactory.parseString(NODE)
            .withFallback(ConfigFactory.parseResources("parley-sessions.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    for (int i = 0; i < 3; i++) {
      SYSTEMS.add(ActorSystem.create(Behaviors.empty(), "parley", config));
      var cluster = Cluster.get(SYSTEMS.getLast());
      cluster.manager().tell(Join.create(Cluster.get(SYSTEMS.getFirst()).selfMember().address()));
    }
    breakers = start(0, FIRST);
    start(1, SECOND);
    await()
        .atMost(PATIENCE)
        .until(() -> breakers.all().toCompletableFuture().join().size() == SYSTEMS.size());
    await()
        .atMost(PATIENCE)
        .until(() -> all().stream().filter(node -> node.breakers().isPresent()).count() == 2);
  }

  private static ClusterBreakers start(int node, BreakerControls own) {
    var system = SYSTEMS.get(node);
    return PekkoBreakers.start(system, own, new PekkoCluster(system, 100));
  }

  @AfterAll
  static void stop() {
    SYSTEMS.forEach(ActorSystem::terminate);
    // a class that is run again begins with none
    SYSTEMS.clear();
  }

  private static String address(int node) {
    var at = Cluster.get(SYSTEMS.get(node)).selfMember().address();
    return at.getHost().orElseThrow() + ":" + at.getPort().orElseThrow();
  }

  private static List<Node> all() {
    return breakers.all().toCompletableFuture().join();
  }

  private static List<Reset> reset(String name, Optional<String> node) {
    return breakers.reset(name, node).toCompletableFuture().join();
  }

  @Test
  void every_node_lists_its_breakers_and_a_node_without_the_service_is_silent() {
    // a node that takes a second to answer, as on a busy machine, counts as silent
    await()
        .untilAsserted(
            () ->
                assertThat(all())
                    .containsExactlyInAnyOrder(
                        new Node(address(0), Optional.of(FIRST.breakers())),
                        new Node(address(1), Optional.of(SECOND.breakers())),
                        new Node(address(2), Optional.empty())));
  }

  @Test
  void a_breaker_is_reset_on_the_given_node_or_everywhere() {
    FIRST.reset.clear();
    SECOND.reset.clear();
    await()
        .untilAsserted(
            () ->
                assertThat(reset("tool:a", Optional.of(address(1))))
                    .containsExactly(new Reset(address(1), Outcome.CLOSED)));
    assertThat(FIRST.reset).isEmpty();
    assertThat(SECOND.reset).containsOnly("tool:a");
    await()
        .untilAsserted(
            () ->
                assertThat(reset("provider:main/1", Optional.empty()))
                    .containsExactlyInAnyOrder(
                        new Reset(address(0), Outcome.UNKNOWN),
                        new Reset(address(1), Outcome.CLOSED),
                        new Reset(address(2), Outcome.SILENT)));
    assertThat(SECOND.reset).containsOnly("tool:a", "provider:main/1");
    assertThat(reset("tool:a", Optional.of("127.0.0.1:1"))).isEmpty();
  }

  /// A node that hangs, or whose answers get lost.
  @Test
  void a_node_that_answers_late_counts_as_silent_and_delays_nothing() {
    var third = SYSTEMS.get(2);
    var asked = new CopyOnWriteArrayList<BreakerKeeper.Message>();
    var mute =
        third.systemActorOf(
            Behaviors.receiveMessage(
                (BreakerKeeper.Message message) -> {
                  asked.add(message);
                  return Behaviors.same();
                }),
            "mute",
            Props.empty());
    third.receptionist().tell(Receptionist.register(BreakerKeeper.KEY, mute));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(all())
                  .contains(
                      new Node(address(1), Optional.of(SECOND.breakers())),
                      new Node(address(2), Optional.empty()));
              assertThat(asked).isNotEmpty();
            });
    assertThat(reset("tool:a", Optional.of(address(2))))
        .containsExactly(new Reset(address(2), Outcome.SILENT));
  }
}

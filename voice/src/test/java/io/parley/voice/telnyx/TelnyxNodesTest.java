package io.parley.voice.telnyx;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.SoundClaims;
import io.parley.voice.testing.ClaimedKeys;
import io.parley.voice.testing.MadeProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call that one node has, and webhooks about its target that another node gets.
class TelnyxNodesTest {
  private static final String CALL = "v3:abc";
  private static final String ACTIONS = "/v2/calls/v3%3Aabc/actions/";
  private static final String RING = ACTIONS + "transfer";
  private static final String STOP = ACTIONS + "streaming_stop";
  private static final String HANG_UP = ACTIONS + "hangup";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final TransferTimes TIMES = new TransferTimes(SECOND, SECOND, SECOND, SECOND);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ManualTimer timer = new ManualTimer();
  private final List<TelnyxEvent.Target> told = new ArrayList<>();
  private MadeProvider provider;
  private TelnyxCalls commands;
  private TelnyxLines here;
  private TelnyxLines there;

  @BeforeEach
  void start() throws IOException {
    provider = new MadeProvider(200, "{\"data\":{\"result\":\"ok\"}}");
    var settings =
        TelnyxSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony.telnyx {
                      api-key = s3cret, public-key = "ERERERERERERERERERERERERERERERERERERERERERE="
                      api = "%s"
                    }
                    """
                        .formatted(provider.api()))
                .withFallback(ConfigFactory.defaultReference()));
    commands = new TelnyxCalls(settings, provider.http(), Runnable::run);
    here = node((target, _) -> told.add(target));
    there = node((target, answered) -> here.told(target, answered));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private TelnyxLines node(TelnyxOthers others) {
    var claims = new SoundClaims(new ClaimedKeys());
    return new TelnyxLines(commands, claims, timer, Duration.ofSeconds(70), _ -> {}, others);
  }

  private CompletableFuture<Void> handOver() {
    var means = new TelnyxTransfer.Means(here, Optional.empty(), new CalledColleagues(), TIMES);
    return new TelnyxTransfer(means, TenantId.DEFAULT, CALL, "+493012345")
        .handOver(TransferAddress.of("+4940123456"))
        .toCompletableFuture();
  }

  private List<String> asked() {
    return provider.asked().stream().map(MadeProvider.Asked::uri).toList();
  }

  /// A webhook about the target.
  private TelnyxEvent target(String type) throws IOException {
    var rung = JSON.readTree(provider.asked().getFirst().body());
    return TelnyxEvent.read(
        """
        {"data":{"event_type":"%s","payload":{"call_control_id":"v3:target","client_state":"%s",\
        "direction":"outgoing"}}}\
        """
            .formatted(type, rung.path("target_leg_client_state").asText()));
  }

  private static boolean mayHaveHappened(CompletableFuture<Void> outcome) {
    assertThat(outcome).isCompletedExceptionally();
    return MadeProvider.failure(outcome::join).mayHaveHappened();
  }

  @Test
  void when_nobody_answers_the_agent_has_the_caller_again_at_once() throws IOException {
    var outcome = handOver();
    there.follow(target("call.hangup"));
    assertThat(mayHaveHappened(outcome)).isFalse();
    assertThat(asked()).containsExactly(RING);
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void when_the_target_answers_the_node_that_learns_of_it_stops_the_sound() throws IOException {
    var outcome = handOver();
    there.follow(target("call.bridged"));
    assertThat(outcome).isCompleted();
    here.soundStopped(CALL);
    assertThat(asked()).containsExactly(RING, STOP);
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void when_it_answers_after_the_agent_has_given_up_nobody_hangs_the_call_up() throws IOException {
    var outcome = handOver();
    timer.pass(TIMES.handingOver());
    assertThat(mayHaveHappened(outcome)).isTrue();
    there.follow(target("call.bridged"));
    here.soundStopped(CALL);
    assertThat(timer.isSet()).isFalse();
    assertThat(asked()).doesNotContain(HANG_UP);
  }

  @Test
  void a_caller_whose_line_has_broken_is_hung_up_when_nobody_answers() throws IOException {
    var _ = handOver();
    here.soundLost(CALL);
    there.follow(target("call.hangup"));
    assertThat(asked()).containsExactly(RING, HANG_UP);
  }

  @Test
  void a_node_that_has_the_call_tells_nobody() throws IOException {
    var outcome = handOver();
    here.follow(target("call.bridged"));
    assertThat(outcome).isCompleted();
    assertThat(told).isEmpty();
  }

  @Test
  void an_answer_of_which_nothing_is_told_is_known_by_the_end_of_the_sound() throws IOException {
    var outcome = handOver();
    node((_, _) -> {}).follow(target("call.bridged"));
    assertThat(asked()).containsExactly(RING, STOP);
    assertThat(outcome).isNotDone();
    here.soundStopped(CALL);
    assertThat(outcome).isCompleted();
    timer.pass(Duration.ofHours(1));
    assertThat(asked()).doesNotContain(HANG_UP);
  }

  @Test
  void news_cross_nodes() throws InterruptedException {
    var kit =
        ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local")
                .withFallback(ConfigFactory.load("parley-sessions")));
    try {
      kit.serializationTestKit().verifySerialization(new TelnyxNode.Told(CALL, 2, true), true);
      BlockingQueue<TelnyxNode.Told> heard = new LinkedBlockingQueue<>();
      var nodes = TelnyxNodes.start(kit.system());
      kit.spawn(
          TelnyxNode.create(
              (target, answered) ->
                  heard.add(new TelnyxNode.Told(target.call(), target.attempt(), answered)),
              _ -> {}));
      await().atMost(PATIENCE).until(() -> nodes.others() == 1);
      assertThat(nodes.hasOthers()).isTrue();
      nodes.tell(new TelnyxEvent.Target(CALL, 2), false);
      assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(new TelnyxNode.Told(CALL, 2, false));
      assertThat(heard).as("each node once, and not the one that tells").isEmpty();
    } finally {
      kit.shutdownTestKit();
    }
  }
}

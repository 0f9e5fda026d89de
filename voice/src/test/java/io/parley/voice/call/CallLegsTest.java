package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.session.Channel;
import io.parley.core.session.Modality;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.speech.Transcript;
import java.time.Clock;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Legs of a call, with engines that take no time; in real time.
class CallLegsTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local"));

  private final MediaClock clock = new MediaClock(1);
  private final FakeLeg leg = new FakeLeg();
  private final FakeEngines engines = new FakeEngines();
  private final FakeSession session = new FakeSession(Materializer.matFromSystem(KIT.system()));

  @AfterEach
  void close() {
    clock.close();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void words_on_a_telephone_are_spoken_words_of_that_channel() {
    leg.channel = new Channel("phone");
    begin();
    says(leg, "Where is my order?");
    await().untilAsserted(() -> assertThat(session.asked(Say.class)).hasSize(1));
    var say = session.asked(Say.class).getFirst();
    assertThat(say.channel()).isEqualTo(new Channel("phone"));
    assertThat(say.modality()).contains(Modality.SPOKEN);
  }

  private ActorRef<CallActor.Message> begin() {
    var call =
        KIT.spawn(
            CallActor.create(
                new CallParts(
                    TestPlan.quick(false),
                    leg,
                    engines,
                    session,
                    0,
                    new CallHouse(clock, new FakeMeter(), Clock.systemUTC()))));
    leg.ready.complete(null);
    await().until(() -> !session.shown.isEmpty());
    return call;
  }

  private void says(FakeLeg speaker, String words) {
    engines.script.add(Transcript.settled(words, 0.9));
    speaker.speaks(Duration.ofMillis(600));
    await().until(() -> !speaker.isSpeaking());
    await().until(engines.script::isEmpty);
  }
}

package io.parley.voice.call;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterEach;

/// A test of one call with engines that take no time, in real time: 20 ms are 20 ms.
abstract class CallInRealTime {
  /// For all such tests of the JVM, which it does not keep from ending.
  static final ActorTestKit KIT =
      ActorTestKit.create(
          "calls",
          ConfigFactory.parseString(
              """
              pekko {
                actor { provider = local, testkit.typed.single-expect-default = 60s }
                daemonic = on
              }\
              """));

  /// One clause of four seconds.
  static final String LONG =
      "One two three four five six seven eight nine ten eleven twelve ".repeat(3) + "thirteen.";

  final MediaClock clock = new MediaClock(1);
  final FakeLeg leg = new FakeLeg();
  final FakeMeter meter = new FakeMeter();
  final FakeEngines engines = new FakeEngines();
  final FakeSession session = new FakeSession(Materializer.matFromSystem(KIT.system()));
  private final List<ActorRef<CallMessage>> calls = new ArrayList<>();

  @AfterEach
  void stop() {
    calls.forEach(KIT::stop);
    clock.close();
  }

  /// A call that is answered and listens.
  final ActorRef<CallMessage> begin() {
    return begin(TestPlan.quick(false), engines);
  }

  final ActorRef<CallMessage> begin(CallPlan plan, Engines with) {
    return begun(spawn(new CallParts(plan, leg, with, session, 0, services())));
  }

  /// In a session with events up to `after`, and this turn open.
  final ActorRef<CallMessage> begin(long after, int turn) {
    var plan = TestPlan.quick(false);
    return begun(
        spawn(new CallParts(plan, leg, engines, session, after, Optional.of(turn), services())));
  }

  private ActorRef<CallMessage> begun(ActorRef<CallMessage> call) {
    leg.ready.complete(null);
    await().until(() -> !session.shown.isEmpty());
    return call;
  }

  final CallServices services() {
    return new CallServices(clock, meter, Clock.systemUTC());
  }

  final ActorRef<CallMessage> spawn(CallParts parts) {
    var call = KIT.spawn(CallActor.create(parts));
    calls.add(call);
    return call;
  }

  /// The customer says this, and it takes 600 ms, however late the ticks are.
  final void says(String words) {
    says(leg, words);
  }

  final void says(FakeLeg speaker, String words) {
    engines.script.add(Transcript.settled(words, 0.9));
    speaks(speaker);
    await().until(() -> engines.script.isEmpty() || engines.ears.getFirst().dead);
  }

  final void speaks(FakeLeg speaker) {
    speaks(speaker, Duration.ofMillis(600));
  }

  final void speaks(FakeLeg speaker, Duration length) {
    speaker.speaks(length);
    await().until(() -> !speaker.isSpeaking());
  }

  /// The words of the first voice.
  final List<String> said() {
    return engines.voices.getFirst().said;
  }

  final Phase shown() {
    return session.shown.getLast().phase();
  }
}

package io.parley.bench.felt;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.bench.call.CallsBench;
import io.parley.bench.call.CodecWork;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.core.limit.AddressBlock;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.Caller;
import io.parley.voice.call.Calls;
import io.parley.voice.call.Engines;
import io.parley.voice.call.FirstWords;
import io.parley.voice.call.Negotiation;
import io.parley.voice.engine.EngineSettings;
import io.parley.voice.engine.VoiceEngines;
import io.parley.voice.flow.Timer;
import io.parley.voice.local.LocalEngines;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;

/// Opens calls in this process, by the settings of a server as it is delivered.
final class Switchboard implements AutoCloseable {
  /// The replies of its calls.
  enum Replies {
    /// In the voice that a call chooses; after two sentences the caller is asked.
    AS_DELIVERED,
    /// Whole, and by flite: a minute of sound for several calls at once, which takes no time to
    /// make.
    LONG
  }

  private static final int CALLS_MAX = 20;

  private final ActorSystem<?> system;
  private final FeltMeter meter = new FeltMeter();
  private final Map<SessionKey, ScriptedSession> sessions = new ConcurrentHashMap<>();
  private final Calls calls;
  private final Timer timer;
  private final Local engines;

  private record Local(SpeechDetector detector, VoiceEngines both) implements Engines {
    @Override
    public List<SpeechToText> ears(String language) {
      return both.ears(language);
    }

    @Override
    public List<TextToSpeech> voices(String language) {
      return both.voices(language);
    }
  }

  private Switchboard(LocalEngines local, Config config, Replies replies) {
    system = ActorSystem.create(Behaviors.empty(), "felt", config);
    timer = Timer.of(system);
    calls = Calls.start(system, CallSettings.from(config), sessions::get, meter, Clock.systemUTC());
    engines =
        new Local(
            local.detector().orElseThrow(),
            VoiceEngines.of(
                EngineSettings.from(config),
                local.ears(),
                local.voices().stream()
                    .filter(each -> replies == Replies.AS_DELIVERED || each.name().equals("flite"))
                    .toList(),
                meter,
                timer,
                Clock.systemUTC()));
  }

  static Switchboard open(LocalEngines local, Replies replies) {
    Map<String, Object> changes = new HashMap<>();
    changes.put("pekko.actor.provider", "local");
    changes.put("parley.voice.calls-max", CALLS_MAX);
    if (replies == Replies.LONG) changes.put("parley.voice.lines.en.go-on", "");
    var config = ConfigFactory.parseMap(changes).withFallback(ConfigFactory.load());
    return new Switchboard(local, config, replies);
  }

  FeltMeter meter() {
    return meter;
  }

  /// A call on a quiet line.
  HeldCall call(Codec codec, UnaryOperator<String> answers) {
    return call(new FeltLeg(new CodecWork(codec), Optional.empty()), answers);
  }

  HeldCall call(FeltLeg leg, UnaryOperator<String> answers) {
    var id = calls.newId();
    var key = new SessionKey(TenantId.DEFAULT, new SessionId(id));
    var session = new ScriptedSession(answers, timer, Materializer.matFromSystem(system));
    sessions.put(key, session);
    if (!calls.reserve()) throw new IllegalStateException("no capacity for one more call");
    calls.open(
        id,
        CallsBench.view(key),
        "en",
        FirstWords.NONE,
        leg,
        Negotiation.NONE,
        engines,
        new Caller(new AddressBlock("bench"), UnaryOperator.identity()));
    return new HeldCall(leg, session);
  }

  @Override
  public void close() {
    calls.close();
    engines.both().close();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}

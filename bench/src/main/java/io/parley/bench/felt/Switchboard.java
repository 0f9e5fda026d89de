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
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import scala.concurrent.ExecutionContext;

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
  private final FeltMeter meter;
  private final CallTime time;
  private final Map<SessionKey, ScriptedSession> sessions = new ConcurrentHashMap<>();
  private final Calls calls;
  private final Timer timer;
  private final Engines engines;
  private final Runnable closeEngines;

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

  private Switchboard(
      ActorSystem<?> system,
      Config config,
      FeltMeter meter,
      CallTime time,
      Engines engines,
      Runnable closeEngines) {
    this.system = system;
    this.meter = meter;
    this.time = time;
    this.engines = engines;
    this.closeEngines = closeEngines;
    timer = Timer.of(system);
    var settings = CallSettings.from(config);
    calls =
        Calls.start(
            system,
            settings,
            sessions::get,
            meter,
            time.clock(),
            time.media(settings.mediaThreads()));
  }

  /// In real time, with all engines.
  static Switchboard open(LocalEngines local, Replies replies) {
    var config = config(replies, Map.of());
    var system = ActorSystem.create(Behaviors.empty(), "felt", config);
    var meter = new FeltMeter();
    var both =
        VoiceEngines.of(
            EngineSettings.from(config),
            local.ears(),
            local.voices().stream()
                .filter(each -> replies == Replies.AS_DELIVERED || each.name().equals("flite"))
                .toList(),
            meter,
            Timer.of(system),
            Clock.systemUTC());
    var engines = new Local(local.detector().orElseThrow(), both);
    return new Switchboard(system, config, meter, new RealTime(), engines, both::close);
  }

  /// In virtual time: see [VirtualTime] and [VirtualEngines].
  static Switchboard virtual(LocalEngines local, Replies replies) {
    var config =
        config(
            replies,
            Map.of(
                "pekko.scheduler.implementation",
                VirtualScheduler.class.getName(),
                "pekko.actor.internal-dispatcher",
                "pekko.actor.default-dispatcher"));
    var time = new VirtualTime();
    var system =
        ScopedValue.where(VirtualTime.CREATING, time)
            .call(
                () ->
                    ActorSystem.create(
                        Behaviors.empty(),
                        "felt",
                        BootstrapSetup.create()
                            .withConfig(config)
                            .withDefaultExecutionContext(
                                ExecutionContext.fromExecutor(time.actors()))));
    var engines = new VirtualEngines(local, time);
    return new Switchboard(system, config, new FeltMeter(), time, engines, engines::close);
  }

  private static Config config(Replies replies, Map<String, String> more) {
    Map<String, Object> changes = new HashMap<>(more);
    changes.put("pekko.actor.provider", "local");
    changes.put("parley.voice.calls-max", CALLS_MAX);
    if (replies == Replies.LONG) changes.put("parley.voice.lines.en.go-on", "");
    // as the program does; timers of Pekko's own settings are some 15 ms later
    return ConfigFactory.parseMap(changes)
        .withFallback(ConfigFactory.parseResources("parley-voice.conf"))
        .withFallback(ConfigFactory.load());
  }

  CallTime time() {
    return time;
  }

  FeltMeter meter() {
    return meter;
  }

  /// A call on a quiet line.
  HeldCall call(Codec codec, UnaryOperator<String> answers) {
    return call(new FeltLeg(new CodecWork(codec), Optional.empty(), time), answers);
  }

  HeldCall call(FeltLeg leg, UnaryOperator<String> answers) {
    var id = calls.newId();
    var key = new SessionKey(TenantId.DEFAULT, new SessionId(id));
    var session = new ScriptedSession(answers, time, timer, Materializer.matFromSystem(system));
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
    return new HeldCall(leg, session, time);
  }

  @Override
  public void close() {
    calls.close();
    closeEngines.run();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    time.close();
  }
}

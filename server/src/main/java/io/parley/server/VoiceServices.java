package io.parley.server;

import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.agent.Agents;
import io.parley.core.phone.CustomerNumbers;
import io.parley.core.phone.KnownCallers;
import io.parley.core.recording.RecordingMode;
import io.parley.core.setting.Expect;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.tenant.TenantId;
import io.parley.core.turn.Engine;
import io.parley.http.session.Edge;
import io.parley.http.voice.VoiceEdge;
import io.parley.operations.CallMeters;
import io.parley.operations.EngineMeters;
import io.parley.operations.RecordingMeters;
import io.parley.persistence.recording.StoredRecordings;
import io.parley.sessions.entry.Entry;
import io.parley.voice.call.Calls;
import io.parley.voice.call.Engines;
import io.parley.voice.call.SessionConversation;
import io.parley.voice.call.TransferPlan;
import io.parley.voice.codec.Opus;
import io.parley.voice.desk.Availability;
import io.parley.voice.desk.CallDesk;
import io.parley.voice.desk.CallShares;
import io.parley.voice.desk.LostCalls;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.desk.TracedCalls;
import io.parley.voice.engine.VoiceEngines;
import io.parley.voice.flow.Rounds;
import io.parley.voice.flow.Timer;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.recording.Recorders;
import io.parley.voice.recording.RecordingSettings;
import io.parley.voice.webrtc.WebRtc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The services for calls on this node: engines, the browsers' port, and the call desk. Models are
/// loaded while the server already runs, and again when they are installed later: until then the
/// page says what is missing.
final class VoiceServices {
  private static final Logger LOG = LoggerFactory.getLogger(VoiceServices.class);

  /// The language of this machine's engines.
  private static final String SPOKEN_FIRST = "en";

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /// Customers' numbers: more than a million a day, for a large company has as many that expire.
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

  private static final int SWEEP_MAX = 1_000;

  private final VoiceSettings settings;
  private final LocalEngines local;
  private final EngineMeters meters;
  private final Timer timer;
  private final NodeBasics basics;
  private final Agents agents;
  private volatile Optional<Calls> calls = Optional.empty();
  private volatile Optional<Ready> ready = Optional.empty();
  private volatile boolean loading;

  private record Ready(SpeechDetector detector, VoiceEngines engines) implements Engines {
    @Override
    public List<SpeechToText> ears(String language) {
      return engines.ears(language);
    }

    @Override
    public List<TextToSpeech> voices(String language) {
      return engines.voices(language);
    }
  }

  private VoiceServices(
      VoiceSettings settings, NodeBasics basics, Agents agents, LocalEngines local, Timer timer) {
    this.agents = agents;
    this.settings = settings;
    this.basics = basics;
    this.local = local;
    this.timer = timer;
    this.meters = new EngineMeters(basics.meters().registry());
  }

  static VoiceEdge start(
      VoiceSettings settings,
      NodeBasics basics,
      ActorSystem<?> system,
      Entry entry,
      CallShares shares,
      Agents agents,
      Repositories stores) {
    agents
        .current(TenantId.DEFAULT, Optional.empty())
        // the configuration's, also while an organisation's own has its place
        .flatMap(
            agent ->
                agents.find(
                    TenantId.DEFAULT, new AgentRef(agent.ref().id(), AgentVersions.OF_FILE_MAX)))
        .ifPresent(
            agent ->
                MenuTargets.check(
                    agent.ref(),
                    agent.presentation(),
                    settings.transfer().targets(),
                    settings.calls().turns().keys().terminator()));
    var registry = basics.meters().registry();
    var closers = basics.closers();
    var models = new ModelDirectory(settings.local().models().orElse(basics.data().models()));
    var local = LocalEngines.open(models, settings.local());
    closers.add("the speech models", local);
    var timer = Timer.of(system);
    var voice = new VoiceServices(settings, basics, agents, local, timer);
    closers.onClose("the speech engines", voice::close);
    var recorders = recorders(settings.recording(), basics, timer, stores.phones().recordings());
    var calls =
        closers.add(
            "calls",
            Calls.start(
                system,
                settings.calls(),
                key -> new SessionConversation(entry, key),
                new CallMeters(registry),
                TransferPlan.of(settings.transfer()),
                recorders::of,
                basics.clock()));
    voice.calls = Optional.of(calls);
    registry.gauge("parley.calls", calls, Calls::count);
    registry.gauge("parley.calls.load", calls, Calls::load);
    var webRtc = settings.calls().enabled() ? webRtc(settings, basics) : Optional.<WebRtc>empty();
    if (settings.calls().enabled()) voice.loadMeanwhile();
    var desk =
        new CallDesk(
            entry,
            calls,
            shares,
            agents,
            voice::availability,
            () -> webRtc.map(WebRtc::giveWay).orElse(false),
            system);
    var known = known(settings, basics, stores.phones().customerNumbers(), timer);
    var phones =
        new PhoneDesk(
            Edge.starter(entry, basics.gatekeeper(), agents, stores.callers().startRequests()),
            desk,
            entry,
            agents,
            lost(settings, basics, calls, stores, timer),
            known);
    return new VoiceEdge(calls, desk, phones, known, webRtc, settings.socket());
  }

  /// Old numbers are deleted, too, where callers are not known any more.
  private static KnownCallers known(
      VoiceSettings settings, NodeBasics basics, CustomerNumbers numbers, Timer timer) {
    basics
        .closers()
        .add(
            "the sweep of customers' numbers",
            Rounds.start(
                timer,
                SWEEP_EVERY,
                () -> numbers.sweep(basics.clock().instant().minus(KnownCallers.KEPT), SWEEP_MAX),
                failure -> LOG.warn("old numbers are not deleted just now", failure)));
    return settings.knowsCallers()
        ? new KnownCallers(numbers, text -> basics.gatekeeper().seal("known-caller", text))
        : KnownCallers.NONE;
  }

  /// Traces of an earlier setting are deleted, too, where calls do not go on any more.
  private static LostCalls lost(
      VoiceSettings settings, NodeBasics basics, Calls calls, Repositories stores, Timer timer) {
    var traced =
        new TracedCalls(
            settings.resumption(),
            new TracedCalls.Parts(
                stores.phones().traces(),
                stores.sessions().journal(),
                number -> basics.gatekeeper().seal("caller", number),
                calls::lives,
                language -> settings.calls().phrases(language).lines(),
                basics.clock()));
    basics.closers().add("the sweep of calls' traces", traced.sweeping(timer));
    return traced;
  }

  private static Recorders recorders(
      RecordingSettings settings, NodeBasics basics, Timer timer, StoredRecordings recordings) {
    if (settings.mode() != RecordingMode.OFF && recordings.hasNoKey())
      throw Expect.wrong(
          SecretKeyring.KEYS, "empty", "a key, as parley.telephony.recording.mode is not off");
    var closers = basics.closers();
    closers.add(
        "the erasure of recordings",
        RecordingErasure.start(settings, recordings, timer, basics.clock()));
    return closers.add(
        "the recorders",
        new Recorders(
            settings,
            Opus.from(basics.config()),
            recordings,
            timer,
            new RecordingMeters(basics.meters().registry()),
            basics.clock()));
  }

  private static Optional<WebRtc> webRtc(VoiceSettings settings, NodeBasics basics) {
    if (!settings.webRtc().enabled()) return Optional.empty();
    try {
      return Optional.of(
          basics.closers().add("the port for calls", WebRtc.start(settings.webRtc())));
    } catch (IOException e) {
      throw new UncheckedIOException("the port for calls cannot be opened", e);
    }
  }

  /// Loads models in the background, also those installed while the server runs.
  private synchronized void loadMeanwhile() {
    if (loading) return;
    loading = true;
    Thread.ofVirtual().name("voice-warm-up").start(this::load);
  }

  private void load() {
    try {
      local.warmUp();
      prepare();
      local
          .detector()
          .ifPresent(
              detector ->
                  ready =
                      Optional.of(
                          new Ready(
                              detector,
                              VoiceEngines.of(
                                  settings.engines(),
                                  local.ears(),
                                  local.voices(),
                                  meters,
                                  timer,
                                  basics.clock()))));
    } catch (RuntimeException e) {
      LOG.error("the speech models cannot be loaded", e);
    } finally {
      loading = false;
    }
  }

  /// Frequent sentences are synthesized in advance, where calls may use the voices of this program,
  /// and while there is no call: it takes minutes of more than a core, and a call's own words would
  /// wait behind it. Sentences of calls meanwhile are cached as well.
  private void prepare() {
    if (!settings.engines().usesLocal(Engine.VOICE)) return;
    local.prepare(
        Stream.concat(
                settings.calls().sayings(SPOKEN_FIRST).stream(),
                settings.recording().sayings(SPOKEN_FIRST).stream())
            .map(text -> new Utterance(text, SPOKEN_FIRST, "", 1))
            .toList(),
        this::whenQuiet);
  }

  private void whenQuiet(Runnable task) {
    if (calls.map(Calls::count).orElse(0) == 0) task.run();
    else timer.after(LOOK_AGAIN, () -> whenQuiet(task));
  }

  private Availability availability() {
    if (!settings.calls().enabled())
      return new Availability.Missing("disabled", "Calls are turned off here.");
    var engines = ready.filter(this::isWhole);
    if (engines.isPresent()) return new Availability.Ready(engines.get());
    boolean isLoaded = ready.isPresent() && local.isReady();
    if (!loading && !isLoaded && local.missing().isEmpty()) loadMeanwhile();
    if (loading)
      return new Availability.Missing(
          "loading", "Calls are being prepared. Try again in a moment.");
    // all models are loaded, but none for the agents' languages: loading again does not help
    if (isLoaded) return new Availability.Ready(ready.get());
    return new Availability.Missing(
        "models-missing",
        "The speech models are not installed yet. The server's operator installs them with: parley"
            + " models");
  }

  /// Whether an ear and a voice exist for any of the agents' languages.
  private boolean isWhole(Ready engines) {
    return CallDesk.languages(agents).stream().anyMatch(engines::speak);
  }

  private void close() {
    ready.ifPresent(engines -> engines.engines().close());
  }
}

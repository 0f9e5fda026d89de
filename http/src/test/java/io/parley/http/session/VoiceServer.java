package io.parley.http.session;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.dial.RememberedCallsOut;
import io.parley.core.phone.KnownCallers;
import io.parley.http.connection.HttpPort;
import io.parley.http.dial.CallOutEndpoints;
import io.parley.http.limit.Refusals;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.telephony.CallPass;
import io.parley.http.telephony.PhoneTransfers;
import io.parley.http.telephony.Telephony;
import io.parley.http.telephony.TelephonyEndpoints;
import io.parley.http.telephony.TelephonySettings;
import io.parley.http.voice.VoiceEdge;
import io.parley.http.voice.VoiceEndpoints;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.Calls;
import io.parley.voice.call.Engines;
import io.parley.voice.call.TransferPlan;
import io.parley.voice.desk.Availability;
import io.parley.voice.desk.CallDesk;
import io.parley.voice.desk.LostCalls;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.dial.CallsOut;
import io.parley.voice.dial.NodeCapacity;
import io.parley.voice.dial.OutboundSettings;
import io.parley.voice.flow.Timer;
import io.parley.voice.relay.RelayRules;
import io.parley.voice.socket.SocketLegSettings;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.RecordingProgress;
import io.parley.voice.telephony.SoundClaims;
import io.parley.voice.telephony.TransferSettings;
import io.parley.voice.telnyx.TelnyxCalls;
import io.parley.voice.telnyx.TelnyxLines;
import io.parley.voice.telnyx.TelnyxOutboundCalls;
import io.parley.voice.telnyx.TelnyxTransfer;
import io.parley.voice.twilio.TwilioCalls;
import io.parley.voice.twilio.TwilioSettings;
import io.parley.voice.twilio.TwilioTransfer;
import io.parley.voice.vonage.VonageCalls;
import io.parley.voice.vonage.VonageTransfer;
import io.parley.voice.webrtc.WebRtc;
import io.parley.voice.webrtc.WebRtcSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.Materializer;

/// The endpoints of calls on a free port, with [SilentVoice] behind them.
final class VoiceServer implements AutoCloseable {
  final EdgeServer edge;
  final SilentVoice.Session session = new SilentVoice.Session();
  final Calls calls;
  final WebRtc webRtc;
  final HttpPort port;
  final CallsOut out;
  final List<String> reported = new CopyOnWriteArrayList<>();
  final RememberedCallsOut stored = new RememberedCallsOut();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  final PlacedCalls network = new PlacedCalls();
  final CalledColleagues colleagues = new CalledColleagues();
  private final ProviderReports reports = reports().and(colleagues);
  private final GuardedHttp http =
      GuardedHttp.open(
          GuardSettings.from(
              ConfigFactory.parseString("parley.outbound.allow = [\"127.0.0.0/8\"]")
                  .withFallback(ConfigFactory.defaultReference())));

  /// @param overrides HOCON over the defaults
  VoiceServer(String overrides) throws IOException {
    this(overrides, "");
  }

  /// @param edgeOverrides the same for the edge
  VoiceServer(String overrides, String edgeOverrides) throws IOException {
    this(overrides, edgeOverrides, new SilentVoice.Nobody());
  }

  VoiceServer(String overrides, String edgeOverrides, Engines engines) throws IOException {
    edge = EdgeServer.start(edgeOverrides);
    var config =
        ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference());
    calls =
        Calls.start(
            Adapter.toTyped(edge.system),
            CallSettings.from(config),
            _ -> session,
            new Unmeasured(),
            TransferPlan.of(TransferSettings.from(config)),
            Clock.systemUTC());
    webRtc = WebRtc.start(WebRtcSettings.from(config));
    var desk =
        new CallDesk(
            edge.edge.entry(),
            calls,
            edge.edge.settings().visitors().calls(),
            new EdgeServer.OneAgent(),
            () -> new Availability.Ready(engines),
            webRtc::giveWay,
            Adapter.toTyped(edge.system));
    var voice =
        new VoiceEdge(
            calls,
            desk,
            phones(desk),
            KnownCallers.NONE,
            Optional.of(webRtc),
            SocketLegSettings.from(config));
    var origins = new Origins(Set.of());
    var endpoints = new ArrayList<>(VoiceEndpoints.of(edge.edge, voice, origins));
    out = callsOut(config, voice);
    endpoints.addAll(TelephonyEndpoints.of(edge.edge, voice, telephony(config)));
    endpoints.addAll(CallOutEndpoints.of(edge.edge, new EdgeServer.OneAgent(), out, stored));
    var router =
        Router.create(
            endpoints,
            new Router.Settings(new BodyLimits(65_536, EdgeServer.PATIENCE), origins, 0),
            _ -> {},
            edge.edge.tracing(),
            Materializer.createMaterializer(edge.system));
    port =
        HttpPort.bind(
                edge.system,
                "127.0.0.1",
                0,
                edge.edge.settings().connections(),
                Optional.empty(),
                router::answer,
                new Refusals(edge.meters))
            .toCompletableFuture()
            .join();
  }

  private Telephony telephony(Config config) {
    var settings = TelephonySettings.from(config);
    var lines = settings.telnyx().apiKey().map(_ -> lines(settings));
    return new Telephony(
        settings,
        new EdgeServer.OneAgent(),
        _ -> CallSettings.from(config).phrases().get("en").lines(),
        RelayRules.of(CallSettings.from(config).turns(), CallSettings.from(config).lengthMax()),
        lines,
        new PhoneTransfers(pass -> transfer(pass, config, lines), colleagues)
            .to(TransferSettings.from(config).targets()),
        reports.and(out),
        out);
  }

  private TelnyxCalls telnyx(TelephonySettings settings) {
    return new TelnyxCalls(settings.telnyx(), http, Runnable::run);
  }

  private TelnyxLines lines(TelephonySettings settings) {
    return new TelnyxLines(
        telnyx(settings),
        new SoundClaims(new EdgeServer.Claims()),
        Timer.of(Adapter.toTyped(edge.system)),
        settings.soundWithin(),
        _ -> {},
        (_, _) -> {});
  }

  private CallsOut callsOut(Config config, VoiceEdge voice) {
    var settings = TelephonySettings.from(config);
    var outbound = OutboundSettings.from(config);
    return new CallsOut(
        outbound,
        stored,
        outbound.by().map(name -> provider(name, settings, CallSettings.from(config).lengthMax())),
        new NodeCapacity(voice.phones(), true),
        (_, _) -> {},
        Clock.systemUTC());
  }

  private PhoneDesk phones(CallDesk desk) {
    var agents = new EdgeServer.OneAgent();
    return new PhoneDesk(
        edge.edge.starter(agents, new EdgeServer.Claims()),
        desk,
        edge.edge.entry(),
        agents,
        LostCalls.NONE,
        KnownCallers.NONE);
  }

  private OutboundCalls provider(String name, TelephonySettings settings, Duration lengthMax) {
    return switch (name) {
      case "telnyx" ->
          telnyx(settings, TelephonyEndpoints.telnyxCallbacks(edge.edge, settings), lengthMax);
      case "vonage" -> vonage(settings, TelephonyEndpoints.vonageCallbacks(settings));
      default ->
          new TwilioCalls(
              settings.twilio(),
              http,
              new DialClaims(new EdgeServer.Claims()),
              TelephonyEndpoints.twilioCallbacks(settings),
              Optional.of(Duration.ofSeconds(40))
                  .filter(_ -> settings.twilio().mode() == TwilioSettings.Mode.RELAY),
              requests);
    };
  }

  private OutboundCalls telnyx(
      TelephonySettings settings, TelnyxOutboundCalls.Callbacks callbacks, Duration lengthMax) {
    return new TelnyxOutboundCalls(
        telnyx(settings), new DialClaims(new EdgeServer.Claims()), callbacks, lengthMax);
  }

  private VonageCalls vonage(TelephonySettings settings, VonageCalls.Callbacks callbacks) {
    return new VonageCalls(
        settings.vonage(),
        http,
        new DialClaims(new EdgeServer.Claims()),
        callbacks,
        requests,
        Clock.systemUTC());
  }

  private CallTransfer transfer(CallPass pass, Config config, Optional<TelnyxLines> lines) {
    var phone = pass.phone();
    var settings = TelephonySettings.from(config);
    var times = TransferSettings.from(config).times();
    return switch (phone.provider()) {
      case "telnyx" ->
          new TelnyxTransfer(
              new TelnyxTransfer.Means(
                  lines.orElseThrow(),
                  Optional.of(
                      telnyx(
                          settings,
                          TelephonyEndpoints.telnyxCallbacks(edge.edge, settings.ofNode()),
                          EdgeServer.PATIENCE)),
                  colleagues,
                  times),
              phone.tenant(),
              phone.call(),
              phone.number());
      case "vonage" -> vonage(pass, settings, times.ring());
      default ->
          new TwilioTransfer(
              network,
              colleagues,
              phone.tenant(),
              phone.call(),
              phone.number(),
              TelephonyEndpoints.returns(edge.edge, settings, times.ring()).apply(pass));
    };
  }

  private CallTransfer vonage(CallPass pass, TelephonySettings settings, Duration ring) {
    if (settings.vonage().privateKey().isEmpty()) return CallTransfer.NONE;
    var phone = pass.phone();
    var calls = vonage(settings, TelephonyEndpoints.vonageCallbacks(settings.ofNode()));
    return new VonageTransfer(
        new VonageTransfer.Means(calls, colleagues, ring),
        phone.tenant(),
        phone.call(),
        phone.number(),
        () -> TelephonyEndpoints.returns(edge.edge, settings, ring).apply(pass));
  }

  /// Reports of providers, as text.
  private ProviderReports reports() {
    return new ProviderReports() {
      @Override
      public void call(CallProgress progress) {
        reported.add(progress.toString());
      }

      @Override
      public void recording(RecordingProgress progress) {
        reported.add(progress.toString());
      }
    };
  }

  @Override
  public void close() throws IOException {
    out.close();
    requests.close();
    http.close();
    webRtc.close();
    calls.close();
    edge.close();
  }
}

package io.parley.http.session;

import com.typesafe.config.ConfigFactory;
import io.parley.http.connection.HttpPort;
import io.parley.http.limit.Refusals;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.voice.VoiceEdge;
import io.parley.http.voice.VoiceEndpoints;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.Calls;
import io.parley.voice.call.Engines;
import io.parley.voice.desk.Availability;
import io.parley.voice.desk.CallDesk;
import io.parley.voice.socket.SocketLegSettings;
import io.parley.voice.webrtc.WebRtc;
import io.parley.voice.webrtc.WebRtcSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.Materializer;

/// The endpoints of calls on a free port, with [SilentVoice] behind them.
final class VoiceServer implements AutoCloseable {
  final EdgeServer edge;
  final SilentVoice.Session session = new SilentVoice.Session();
  final Calls calls;
  final WebRtc webRtc;
  final HttpPort port;

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
            Clock.systemUTC());
    webRtc = WebRtc.start(WebRtcSettings.from(config));
    var voice =
        new VoiceEdge(
            calls,
            new CallDesk(
                edge.edge.entry(),
                calls,
                edge.edge.settings().visitors().calls(),
                new EdgeServer.OneAgent(),
                () -> new Availability.Ready(engines),
                webRtc::giveWay,
                Adapter.toTyped(edge.system)),
            Optional.of(webRtc),
            SocketLegSettings.from(config));
    var origins = new Origins(Set.of());
    var router =
        Router.create(
            VoiceEndpoints.of(edge.edge, voice, origins),
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

  @Override
  public void close() throws IOException {
    webRtc.close();
    calls.close();
    edge.close();
  }
}

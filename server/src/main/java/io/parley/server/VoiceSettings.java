package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.phone.Resumption;
import io.parley.core.setting.Expect;
import io.parley.voice.call.CallSettings;
import io.parley.voice.engine.EngineSettings;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.recording.RecordingSettings;
import io.parley.voice.socket.SocketLegSettings;
import io.parley.voice.telephony.TransferSettings;
import io.parley.voice.udp.UdpSettings;
import io.parley.voice.webrtc.WebRtcSettings;
import java.util.List;

/// All of `parley.voice`, and what calls use of `parley.telephony`, checked before anything is
/// started.
///
/// @param knowsCallers whether customers are known by attested numbers
record VoiceSettings(
    CallSettings calls,
    EngineSettings engines,
    LocalSettings local,
    WebRtcSettings webRtc,
    SocketLegSettings socket,
    UdpSettings telephones,
    TransferSettings transfer,
    RecordingSettings recording,
    Resumption resumption,
    boolean knowsCallers) {
  private static final String KNOWN_CALLERS = "parley.telephony.known-callers";
  private static final String OFF = "off";
  private static final String ATTESTED = "attested";

  VoiceSettings {
    calls.checkAgainst(engines.slowestTranscript());
  }

  static VoiceSettings from(Config config) {
    return new VoiceSettings(
        CallSettings.from(config),
        EngineSettings.from(config),
        LocalSettings.from(config),
        WebRtcSettings.from(config),
        SocketLegSettings.from(config),
        UdpSettings.from(config),
        TransferSettings.from(config),
        RecordingSettings.from(config),
        new Resumption(config.getDuration("parley.telephony.resume")),
        knowsCallers(config.getString(KNOWN_CALLERS)));
  }

  private static boolean knowsCallers(String which) {
    Expect.oneOf(KNOWN_CALLERS, which, List.of(OFF, ATTESTED));
    return which.equals(ATTESTED);
  }
}

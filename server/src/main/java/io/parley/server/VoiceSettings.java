package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.phone.Resumption;
import io.parley.voice.call.CallSettings;
import io.parley.voice.engine.EngineSettings;
import io.parley.voice.local.LocalSettings;
import io.parley.voice.recording.RecordingSettings;
import io.parley.voice.socket.SocketLegSettings;
import io.parley.voice.telephony.TransferSettings;
import io.parley.voice.udp.UdpSettings;
import io.parley.voice.webrtc.WebRtcSettings;

/// All of `parley.voice`, and what calls use of `parley.telephony`, checked before anything is
/// started.
record VoiceSettings(
    CallSettings calls,
    EngineSettings engines,
    LocalSettings local,
    WebRtcSettings webRtc,
    SocketLegSettings socket,
    UdpSettings telephones,
    TransferSettings transfer,
    RecordingSettings recording,
    Resumption resumption) {
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
        new Resumption(config.getDuration("parley.telephony.resume")));
  }
}

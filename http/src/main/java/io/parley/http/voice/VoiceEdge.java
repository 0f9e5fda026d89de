package io.parley.http.voice;

import io.parley.voice.call.Calls;
import io.parley.voice.desk.CallDesk;
import io.parley.voice.desk.LostCalls;
import io.parley.voice.socket.SocketLegSettings;
import io.parley.voice.webrtc.WebRtc;
import java.util.Optional;

/// Shared dependencies of the call endpoints.
///
/// @param lost telephone calls that go on when their caller calls again
/// @param webRtc empty when calls come over WebSockets only
public record VoiceEdge(
    Calls calls,
    CallDesk desk,
    LostCalls lost,
    Optional<WebRtc> webRtc,
    SocketLegSettings sockets) {}

package io.parley.http.voice;

import io.parley.core.phone.KnownCallers;
import io.parley.voice.call.Calls;
import io.parley.voice.desk.CallDesk;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.socket.SocketLegSettings;
import io.parley.voice.webrtc.WebRtc;
import java.util.Optional;

/// Shared dependencies of the call endpoints.
///
/// @param phones starts sessions and calls of telephones, for all who bring them
/// @param known customers whom the company knows by their numbers
/// @param webRtc empty when calls come over WebSockets only
public record VoiceEdge(
    Calls calls,
    CallDesk desk,
    PhoneDesk phones,
    KnownCallers known,
    Optional<WebRtc> webRtc,
    SocketLegSettings sockets) {}

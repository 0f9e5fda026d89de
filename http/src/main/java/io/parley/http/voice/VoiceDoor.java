package io.parley.http.voice;

import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.Agents;
import io.parley.core.tenant.TenantId;
import io.parley.voice.call.Calls;
import io.parley.voice.call.Engines;
import io.parley.voice.socket.SocketLegSettings;
import io.parley.voice.webrtc.WebRtc;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the edge needs for calls.
///
/// @param webRtc empty when calls come over WebSockets only
/// @param availability as it is now: models are loaded while the server runs already
public record VoiceDoor(
    Calls calls,
    Optional<WebRtc> webRtc,
    SocketLegSettings sockets,
    Supplier<Availability> availability,
    Agents agents) {

  /// Whether there can be calls.
  public sealed interface Availability {
    record Ready(Engines engines) implements Availability {}

    /// @param reason a word for programs; @param detail a sentence for people
    record Missing(String reason, String detail) implements Availability {}
  }

  /// BCP 47 tags of those that the default agent has texts in.
  public static List<String> languages(Agents agents) {
    return agents
        .current(TenantId.DEFAULT, Optional.empty())
        .map(agent -> agent.presentation().texts())
        .orElse(List.of())
        .stream()
        .map(Texts::language)
        .toList();
  }
}

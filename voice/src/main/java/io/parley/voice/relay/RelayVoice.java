package io.parley.voice.relay;

import io.parley.voice.relay.RelayTalk.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Twilio's voice: what it is to speak, and for how long it does, by the length of the texts:
/// Twilio does not tell when it has finished. Not thread safe.
final class RelayVoice {
  /// Nobody waits longer: the length is a guess.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Socket socket;
  private final InstantSource clock;
  private Instant speaksUntil = Instant.MIN;

  RelayVoice(Socket socket, InstantSource clock) {
    this.socket = socket;
    this.clock = clock;
  }

  /// @param last whether nothing follows for now: without that Twilio waits for more before it
  ///   speaks
  void speak(List<String> texts, boolean last) {
    for (int i = 0; i < texts.size(); i++)
      socket.send(RelayFrame.text(texts.get(i), last && i == texts.size() - 1));
    if (last && texts.isEmpty()) socket.send(RelayFrame.text("", true));
    var now = clock.instant();
    long letters = texts.stream().mapToLong(String::length).sum();
    speaksUntil =
        (speaksUntil.isAfter(now) ? speaksUntil : now)
            .plusMillis(letters * 1_000 / RelayReply.CHARACTERS_A_SECOND);
  }

  /// It was interrupted.
  void stopped() {
    speaksUntil = Instant.MIN;
  }

  /// How long it still speaks, 10 s at most.
  Duration left() {
    var now = clock.instant();
    if (!speaksUntil.isAfter(now)) return Duration.ZERO;
    var left = Duration.between(now, speaksUntil);
    return left.compareTo(LONGEST) < 0 ? left : LONGEST;
  }
}

package io.parley.http.session;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import java.time.Instant;
import java.util.Optional;

/// Commands that come both over HTTP and over a WebSocket.
final class Commands {
  private Commands() {}

  /// Only the session knows how much of an open reply was heard; it fills that in.
  static SessionCommand.Interrupt interrupt(String id, int turn, Party by, Instant at) {
    return new SessionCommand.Interrupt(id, turn, by, Optional.empty(), at);
  }

  static SessionCommand.End end(
      Optional<String> id, Optional<String> reason, Party by, Instant at) {
    var why = reason.filter(text -> !text.isBlank()).orElseGet(() -> "ended-by-" + by.word());
    return new SessionCommand.End(id, why, by, "", at);
  }
}

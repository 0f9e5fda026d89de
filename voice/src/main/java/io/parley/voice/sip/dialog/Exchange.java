package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Request;
import java.time.Instant;
import java.util.Optional;

/// Of descriptions within a call: one offer at a time, from one end (RFC 3264; RFC 3311, section
/// 5).
sealed interface Exchange {
  /// Nothing is offered.
  ///
  /// @param challenged our last request, if the other end wants credentials for it
  record Idle(Optional<Ours> challenged) implements Exchange {
    Idle() {
      this(Optional.empty());
    }
  }

  /// We offered, or refreshed the session.
  ///
  /// @param request INVITE or UPDATE
  /// @param isRefresh whether our side knows nothing of it
  record Ours(Request request, Body offer, boolean isRefresh) implements Exchange {}

  /// The other end offered, and our side has to answer.
  record Theirs(CallEvent.Asked asked) implements Exchange {}

  /// Both offered at once, and ours is to be tried again (RFC 3261, section 14.1).
  record Again(Body offer, Instant at) implements Exchange {}
}

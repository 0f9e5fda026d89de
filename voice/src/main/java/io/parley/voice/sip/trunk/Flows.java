package io.parley.voice.sip.trunk;

import io.parley.voice.sip.transport.Peer;
import java.time.Duration;
import java.util.Optional;

/// The connections by which trunks register, as flows (RFC 5626): their calls come over them. For
/// the port's thread.
public interface Flows {
  /// This node at a trunk, as a URN: the same after a restart, so that a registration takes the
  /// place of that of a node which died. No other node may have it, since it would take the calls.
  ///
  /// @param trunk its name
  String instance(String trunk);

  /// The registrar has agreed: it answers pings over this connection, which is dead when an answer
  /// is missing.
  ///
  /// @param every how often it wants one at least; empty if it does not say
  void kept(Peer over, Optional<Duration> every);
}

package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.EstablishedCall;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transport.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// How calls leave a node that drains: the other end is asked to call another node (REFER), where
/// it goes on in its session ([io.parley.voice.desk.LostCalls]). One that cannot, or does not in
/// time, is hung up: so are telephones over WebSockets, to which no address leads. In the port's
/// thread.
final class Leaving {
  /// For the other ends to call another node.
  static final Duration MOVES = Duration.ofSeconds(4);

  /// Set before the port starts.
  private Function<Peer, CompletionStage<Optional<HostPort>>> elsewhere =
      _ -> CompletableFuture.completedStage(Optional.empty());

  private Instant until = Transaction.NEVER;

  /// @param found where another node takes calls of this peer over its transport, if one does
  void moveTo(Function<Peer, CompletionStage<Optional<HostPort>>> found) {
    elsewhere = found;
  }

  /// The node has left this call.
  void left(SipCall call) {
    if (call.wayBack().isEmpty()
        || call.peer().transport().isWebSocket()
        || !(call.state() instanceof EstablishedCall)) {
      call.say(new CallEvent.HangUp());
      return;
    }
    elsewhere
        .apply(call.peer())
        // a node that does not answer takes no calls
        .exceptionally(_ -> Optional.empty())
        .thenAccept(
            node ->
                call.say(
                    node.<CallEvent>map(there -> new CallEvent.Transfer(at(there, call), MOVES))
                        .orElseGet(CallEvent.HangUp::new)));
  }

  private static Address at(HostPort there, SipCall call) {
    return new Address(call.wayBack().orElseThrow().at(there, call.peer().transport()));
  }

  /// The other end calls elsewhere, or will not: its call here is of no more use.
  void told(SipCall call, CallNews news) {
    if (call.isMoving() && news instanceof CallNews.Transferred) call.say(new CallEvent.HangUp());
  }

  /// Calls that move now have this long.
  void begin(Instant now) {
    until = now.plus(MOVES);
  }

  Instant due() {
    return until;
  }

  /// Whether those that still move are to be hung up. Once.
  boolean isOver(Instant at) {
    if (at.isBefore(until)) return false;
    until = Transaction.NEVER;
    return true;
  }
}

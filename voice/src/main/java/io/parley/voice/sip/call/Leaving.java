package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.EstablishedCall;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transport.Peer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/// How calls leave a node that drains. An other end that knows REFER is asked to call another node,
/// where it goes on in its session ([io.parley.voice.desk.LostCalls]); telephones over WebSockets
/// are not, since no address leads to them. Where it does not know it, or refuses, or no node is
/// found for it to call, another node goes on with the call itself, and tells the other end so by a
/// re-INVITE ([LeftCalls]): over UDP, where that node reaches it as well. All others, and those
/// that are late, are hung up. In the port's thread.
final class Leaving {
  /// For calls to go on elsewhere.
  static final Duration MOVES = Duration.ofSeconds(4);

  /// Ends that any node reaches: not telephones behind translators of addresses.
  private final Predicate<InetAddress> known;

  private final Executor port;

  /// Set before the port starts, like the next one.
  private Function<Peer, CompletionStage<Optional<HostPort>>> elsewhere =
      _ -> CompletableFuture.completedStage(Optional.empty());

  private Function<LeftCall, CompletionStage<Boolean>> others =
      _ -> CompletableFuture.completedStage(false);

  private Instant until = Transaction.NEVER;

  /// @param known addresses that may call us; @param port runs tasks in its thread
  Leaving(Predicate<InetAddress> known, Executor port) {
    this.known = known;
    this.port = port;
  }

  /// @param found where another node takes calls of this peer over its transport, if one does
  void moveTo(Function<Peer, CompletionStage<Optional<HostPort>>> found) {
    elsewhere = found;
  }

  /// @param takeOver has another node go on with a call; whether one does
  void leaveTo(Function<LeftCall, CompletionStage<Boolean>> takeOver) {
    others = takeOver;
  }

  /// The node has left this call.
  void left(SipCall call) {
    boolean refers =
        call.wayBack().isPresent()
            && !call.peer().transport().isWebSocket()
            && call.state() instanceof EstablishedCall;
    if (refers) refer(call);
    else handOn(call);
  }

  private void refer(SipCall call) {
    elsewhere
        .apply(call.peer())
        // a node that does not answer takes no calls
        .exceptionally(_ -> Optional.empty())
        .thenAcceptAsync(
            node ->
                node.ifPresentOrElse(
                    there -> call.say(new CallEvent.Transfer(at(there, call), MOVES)),
                    () -> handOn(call)),
            port);
  }

  private static Address at(HostPort there, SipCall call) {
    return new Address(call.wayBack().orElseThrow().at(there, call.peer().transport()));
  }

  private void handOn(SipCall call) {
    var left = call.forAnotherNode().filter(found -> known.test(found.from().getAddress()));
    if (left.isEmpty()) {
      call.say(new CallEvent.HangUp());
      return;
    }
    others
        .apply(left.get())
        // as above
        .exceptionally(_ -> false)
        .thenAccept(
            goesOn -> call.say(goesOn ? new CallEvent.TakenOver() : new CallEvent.HangUp()));
  }

  /// The other end calls elsewhere, or will not: its call here is of no more use, unless another
  /// node goes on with it.
  void told(SipCall call, CallNews news) {
    if (!call.isMoving() || !(news instanceof CallNews.Transferred(var end, _))) return;
    switch (end) {
      case REFUSED -> handOn(call);
      case REACHED, LEFT, UNKNOWN -> call.say(new CallEvent.HangUp());
    }
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

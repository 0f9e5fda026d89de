package io.parley.voice.sip.call;

import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.sip.message.Body;
import io.parley.voice.telephony.CallTransfer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/// Goes on with calls of nodes that drain: a call gets a place in its session here, and its other
/// end is offered our sound by a re-INVITE, from which it learns our address too. One that refuses
/// that is hung up.
public final class LeftCalls {
  private final SipCalls calls;
  private final AgentCalls agents;
  private final BiFunction<SipCall, PhoneCall, CallTransfer> transfers;
  private final SipSound.Parts sound;
  private final OwnEnd soundEnd;
  private final Trunking trunks;
  private final InstantSource clock;

  /// Lets calls go over the trunks of this node.
  @FunctionalInterface
  public interface Trunking {
    /// In the port's thread.
    ///
    /// @return the listener that the call gets; empty when the trunk has no capacity for it here
    Optional<CallListener> goesOver(SipCall call, LeftCall left, CallListener listener);
  }

  /// @param transfers hands a call's other end over
  /// @param soundEnd where others reach the ports of sound
  public LeftCalls(
      SipCalls calls,
      AgentCalls agents,
      BiFunction<SipCall, PhoneCall, CallTransfer> transfers,
      SipSound.Parts sound,
      OwnEnd soundEnd,
      Trunking trunks,
      InstantSource clock) {
    this.calls = calls;
    this.agents = agents;
    this.transfers = transfers;
    this.sound = sound;
    this.soundEnd = soundEnd;
    this.trunks = trunks;
    this.clock = clock;
  }

  /// From any thread.
  ///
  /// @return whether this node goes on with the call, which is its own then; fails like
  ///   [AgentCalls#goOn], and when there is no port for its sound
  public CompletionStage<Boolean> goOn(LeftCall left) {
    return agents.readiness(left.phone()) == PhoneDesk.Readiness.READY
        ? agents.goOn(left.phone(), left.session()).thenCompose(place -> goOn(left, place))
        : CompletableFuture.completedStage(false);
  }

  private CompletionStage<Boolean> goOn(LeftCall left, AgentCalls.Place place) {
    try {
      var from = left.from();
      var own = new SipSound(sound, soundEnd.towards(from), from.getAddress(), left.line());
      var offer = Body.of(own.offer(Direction.SENDRECV));
      var side =
          ReceivedCall.goingOn(
              left.phone(),
              place,
              call -> transfers.apply(call, left.phone()),
              own,
              sound.meter(),
              clock);
      return calls
          .goOn(left, offer, call -> side(call, left, side))
          .whenComplete(
              (goesOn, failure) -> {
                if (failure == null && goesOn) return;
                place.forgo();
                own.close();
              });
    } catch (RuntimeException e) {
      place.forgo();
      throw e;
    }
  }

  private Optional<CallListener> side(SipCall call, LeftCall left, CallListener side) {
    var listener = trunks.goesOver(call, left, side);
    if (listener.isPresent()) sound.meter().wentOn();
    return listener;
  }
}

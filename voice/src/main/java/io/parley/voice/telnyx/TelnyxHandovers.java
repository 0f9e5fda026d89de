package io.parley.voice.telnyx;

import io.parley.core.fault.Stages;
import io.parley.core.model.Cancellable;
import io.parley.voice.flow.Timer;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Blind transfers of Telnyx's calls: the target is rung while our sound stays, and each of its
/// webhooks repeats whose target it is. When it answers, our sound is stopped by the node that
/// learns of it, under a `client_state` that is no longer ours, so that no node hangs the call up.
/// When it does not, nothing has changed for the caller. A webhook that reaches another node than
/// the call's is told to all nodes. Thread safe.
///
/// Source: Telnyx, [Transfer
/// call](https://developers.telnyx.com/api-reference/call-commands/transfer-call) ("If the transfer
/// is unsuccessful, a `call.hangup` webhook for the other call (Leg B) will be sent … The original
/// call will remain active") and [Streaming
/// stop](https://developers.telnyx.com/api-reference/call-commands/streaming-stop).
final class TelnyxHandovers {
  private static final Logger LOG = LoggerFactory.getLogger(TelnyxHandovers.class);

  private final TelnyxCalls commands;
  private final Timer timer;
  private final Consumer<String> handedOver;
  private final Consumer<String> leftAlone;
  private final TelnyxOthers others;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();

  /// Calls without our sound whose target may still ring.
  private final Map<String, Pending> departed = new ConcurrentHashMap<>();

  /// A target that is rung.
  private record Pending(
      TelnyxEvent.Target target, CompletableFuture<Void> outcome, Cancellable expiry) {}

  /// The wish to hand a call over.
  ///
  /// @param to a number as E.164, or a `sip:` address
  /// @param callerId one of our numbers that is shown there; empty for Telnyx's choice
  /// @param ring so long the target rings; @param patience until the outcome counts as unknown
  record Wish(String to, Optional<String> callerId, Duration ring, Duration patience) {}

  /// @param handedOver receives a call that is nobody's to hang up any more
  /// @param leftAlone receives one of these that has neither our sound nor a target
  /// @param others learn of targets of calls that this node does not have
  TelnyxHandovers(
      TelnyxCalls commands,
      Timer timer,
      Consumer<String> handedOver,
      Consumer<String> leftAlone,
      TelnyxOthers others) {
    this.commands = commands;
    this.timer = timer;
    this.handedOver = handedOver;
    this.leftAlone = leftAlone;
    this.others = others;
  }

  /// Has the target of a call rung.
  ///
  /// @param target the call, and how often it was tried
  /// @return completes when the target has answered; fails with [TelephonyFailure]
  CompletionStage<Void> begin(TelnyxEvent.Target target, Wish wish) {
    var outcome = new CompletableFuture<Void>();
    var expiry = timer.after(wish.patience(), () -> fails(target, true));
    var before = pending.put(target.call(), new Pending(target, outcome, expiry));
    if (before != null) {
      before.expiry().cancel();
      before.outcome().completeExceptionally(failure(true));
    }
    commands
        .ring(target, wish)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) return;
              take(pending, target);
              outcome.completeExceptionally(Stages.cause(failure));
            });
    return outcome;
  }

  /// Takes what a webhook says about a target, or about a call whose target is rung.
  void follow(TelnyxEvent event) {
    if (event.isOver()) over(event.call());
    event.target().ifPresent(target -> follow(target, event.type()));
  }

  private void follow(TelnyxEvent.Target target, String type) {
    switch (type) {
      case "call.answered", "call.bridged" -> {
        // first: the node that has the call is not to take the end of its sound for a failure
        if (!isWaitedFor(target)) others.tell(target, true);
        answered(target);
      }
      case "call.hangup" -> {
        if (!isWaitedFor(target)) others.tell(target, false);
        fails(target, false);
      }
      default -> {
        // it rings
      }
    }
  }

  /// Whether this node has the call, and waits for what becomes of its target.
  private boolean isWaitedFor(TelnyxEvent.Target target) {
    return Stream.of(pending, departed)
        .map(calls -> calls.get(target.call()))
        .anyMatch(waiting -> waiting != null && waiting.target().equals(target));
  }

  /// Another node has learned what has become of a target. That one also stops our sound.
  void told(TelnyxEvent.Target target, boolean answered) {
    if (answered) settled(target);
    else fails(target, false);
  }

  private void over(String call) {
    take(pending, call, _ -> true)
        .ifPresent(waiting -> waiting.outcome().completeExceptionally(failure(false)));
    take(departed, call, _ -> true);
  }

  /// Late and repeated webhooks do no harm: Telnyx ignores a second command with the same id.
  private void answered(TelnyxEvent.Target target) {
    settled(target);
    CompletableFuture.completedStage(target.call())
        .thenCompose(commands::stopSound)
        .whenComplete(
            (_, failure) -> {
              if (failure != null)
                LOG.warn(
                    "the sound of a call by Telnyx that was handed over is not stopped: {}",
                    Stages.cause(failure).toString());
            });
  }

  private void settled(TelnyxEvent.Target target) {
    handedOver.accept(target.call());
    take(pending, target).ifPresent(waiting -> waiting.outcome().complete(null));
    take(departed, target);
  }

  /// The sound of a call has stopped. While its target is rung that is what an answer brings about,
  /// of which another node may have learned; or the caller has hung up, or the agent. When the
  /// target ends then, nobody is left in the call but its caller.
  ///
  /// @return whether it was handed over, and is not to be hung up
  boolean stopped(String call) {
    var waiting = Optional.ofNullable(pending.remove(call));
    waiting.ifPresent(
        handed -> {
          departed.put(call, handed);
          handedOver.accept(call);
          handed.outcome().complete(null);
        });
    return waiting.isPresent();
  }

  private void fails(TelnyxEvent.Target target, boolean unknown) {
    take(pending, target)
        .ifPresent(waiting -> waiting.outcome().completeExceptionally(failure(unknown)));
    boolean isAlone = take(departed, target).isPresent() && !unknown;
    if (isAlone) leftAlone.accept(target.call());
  }

  /// Not a later attempt of the same call.
  private static Optional<Pending> take(Map<String, Pending> from, TelnyxEvent.Target target) {
    return take(from, target.call(), each -> each.target().equals(target));
  }

  private static Optional<Pending> take(
      Map<String, Pending> from, String call, Predicate<Pending> which) {
    var waiting =
        Optional.ofNullable(from.get(call)).filter(which).filter(each -> from.remove(call, each));
    waiting.ifPresent(each -> each.expiry().cancel());
    return waiting;
  }

  private static TelephonyFailure failure(boolean unknown) {
    return new TelephonyFailure(TelnyxCalls.PROVIDER, Category.REFUSED, unknown, "", null);
  }
}

package io.parley.voice.telnyx;

import io.parley.core.fault.Doubling;
import io.parley.core.fault.Stages;
import io.parley.core.limit.RecentlyUsed;
import io.parley.core.model.Cancellable;
import io.parley.core.tenant.TenantId;
import io.parley.voice.flow.Timer;
import io.parley.voice.telephony.LineMeter;
import io.parley.voice.telephony.SoundClaims;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that no call of Telnyx goes on without a conversation: Telnyx keeps a line open, and
/// charges for it, whether its sound goes anywhere or not. A call whose sound does not begin in
/// time, fails or stops is hung up, by whichever node learns of it, and a hang-up that fails is
/// sent again. Calls of other programs with the same account are left alone. Thread safe.
public final class TelnyxLines {
  private static final Logger LOG = LoggerFactory.getLogger(TelnyxLines.class);

  /// Of a hang-up, over about 19 minutes.
  static final int ATTEMPTS_MAX = 12;

  private static final Duration PAUSE_MIN = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

  /// Between the end of the sound and that of a call whose end stopped it.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// Between the command to stop a call's sound, and the end of its stream.
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(2);

  /// Calls that are over and remembered, for webhooks that come late.
  private static final int OVER_MAX = 1_000;

  private final TelnyxCalls commands;
  private final SoundClaims claims;
  private final Timer timer;
  private final Duration soundWithin;
  private final LineMeter meter;
  private final TelnyxOthers others;
  private final TelnyxHandovers handovers;

  /// The next step for a call unless something is heard of it.
  private final Map<String, Cancellable> waiting = new ConcurrentHashMap<>();

  /// Calls whose sound is brought to another node, each with the end of its stream here.
  private final Map<String, CompletableFuture<Void>> moving = new ConcurrentHashMap<>();

  /// Calls whose sound this node has brought to another one, or does: they are over here alone.
  private final Map<String, Boolean> moved =
      Collections.synchronizedMap(new RecentlyUsed<>(OVER_MAX));

  /// Calls that are being hung up.
  private final Set<String> ending = ConcurrentHashMap.newKeySet();

  private final Map<String, Boolean> over =
      Collections.synchronizedMap(new RecentlyUsed<>(OVER_MAX));

  /// @param soundWithin so long after a call was answered its sound has begun, or never does
  /// @param meter counts calls that could not be ended
  /// @param others learn what this node is told about targets of their calls
  public TelnyxLines(
      TelnyxCalls commands,
      SoundClaims claims,
      Timer timer,
      Duration soundWithin,
      LineMeter meter,
      TelnyxOthers others) {
    this.commands = commands;
    this.claims = claims;
    this.timer = timer;
    this.soundWithin = soundWithin;
    this.meter = meter;
    this.others = others;
    this.handovers = new TelnyxHandovers(commands, timer, this::over, this::leftAlone, others);
  }

  /// Answers a call, and connects its sound with a WebSocket: see [TelnyxCalls#answer].
  public CompletionStage<Void> answer(String call, TenantId tenant, URI url, String pass) {
    expect(tenant, call);
    return commands.answer(call, tenant, url, pass);
  }

  /// Does not answer: see [TelnyxCalls#reject].
  public CompletionStage<Void> reject(String call, boolean busy) {
    return commands.reject(call, busy);
  }

  /// Hands a call over: see [TelnyxHandovers#begin]. From the target's answer on it is hung up by
  /// nobody here.
  CompletionStage<Void> handOver(TelnyxEvent.Target target, TelnyxHandovers.Wish wish) {
    return handovers.begin(target, wish);
  }

  /// Brings the sound of a call to another node, when this one drains: it is stopped, and connected
  /// anew when the stream here has ended, for Telnyx gives each webhook the state that was set
  /// last. If that fails, the call is hung up, here or with its leg. Without another node nobody
  /// would hang up a call whose sound leads nowhere.
  ///
  /// @param state of the call from then on; @param url any node's; @param pass opens it
  CompletionStage<Void> move(String call, String state, URI url, String pass) {
    if (!others.hasOthers())
      return CompletableFuture.failedStage(
          new UnsupportedOperationException("no other node takes calls of Telnyx"));
    var stopped = new CompletableFuture<Void>();
    moving.put(call, stopped);
    // not this node's to hang up
    over(call);
    moved.put(call, true);
    var limit = timer.after(STOPPED_WITHIN, () -> stopped.complete(null));
    return CompletableFuture.completedStage(call)
        .thenCompose(id -> commands.stopToMove(id, pass))
        .thenCompose(_ -> stopped)
        .thenCompose(_ -> commands.startAgain(call, state, url, pass))
        .whenComplete(
            (_, failure) -> {
              limit.cancel();
              moving.remove(call);
              if (failure == null) return;
              moved.remove(call);
              over.remove(call);
              // its stream has ended, or may have: that was taken for the move's
              if (stopped.isDone()) end(call);
            });
  }

  private boolean hasMoved(String call) {
    var stopped = moving.get(call);
    if (stopped != null) stopped.complete(null);
    return stopped != null;
  }

  /// Takes what a webhook says about the line of a call.
  public void follow(TelnyxEvent event) {
    var call = event.call();
    handovers.follow(event);
    if (event.isOver()) {
      moved.remove(call);
      over(call);
    }
    if (event.owner().isEmpty()) return;
    switch (event.type()) {
      case "call.answered" -> expect(event.owner().get(), call);
      case "streaming.failed" -> {
        LOG.info("a call by Telnyx has no sound, and is hung up");
        // it has come to no other node, and none but this one may learn of that
        if (moved.remove(call) != null) over.remove(call);
        end(call);
      }
      case "streaming.stopped" -> soundStopped(call);
      default -> {
        // says nothing about the line
      }
    }
  }

  /// Another node was told what has become of a target.
  void told(TelnyxEvent.Target target, boolean answered) {
    handovers.told(target, answered);
  }

  /// Waits for the sound of a call that was answered; once, however often it is told.
  private void expect(TenantId tenant, String call) {
    if (over.containsKey(call)) return;
    waiting.computeIfAbsent(call, _ -> timer.after(soundWithin, () -> late(tenant, call, 1)));
  }

  private void late(TenantId tenant, String call, int attempt) {
    claims
        .giveUp(tenant, call)
        .whenComplete(
            (isGivenUp, failure) -> {
              if (failure != null) {
                LOG.warn(
                    "whether a call by Telnyx has sound is not known: {}",
                    Stages.cause(failure).toString());
                if (attempt < ATTEMPTS_MAX)
                  waiting.put(
                      call, timer.after(pause(attempt), () -> late(tenant, call, attempt + 1)));
                else leave(call);
                return;
              }
              waiting.remove(call);
              // else it has begun, here or on another node
              if (!isGivenUp) return;
              LOG.warn("the sound of a call by Telnyx did not begin: it is hung up");
              end(call);
            });
  }

  /// The sound of a call begins on this node.
  ///
  /// @return false when it was given up, and is hung up
  public CompletionStage<Boolean> begins(TenantId tenant, String call) {
    forget(call);
    return claims.begin(tenant, call);
  }

  /// The sound of a call has stopped: most often because the call is over, which a webhook says. If
  /// none does, the call is hung up, unless it was handed over.
  public void soundStopped(String call) {
    if (hasMoved(call) || handovers.stopped(call)) return;
    forget(call);
    if (!over.containsKey(call)) waiting.put(call, timer.after(GRACE, () -> end(call)));
  }

  /// The sound of a call has broken off, without a word about its end: the call is hung up, unless
  /// its target is rung, or has answered.
  public void soundLost(String call) {
    if (!hasMoved(call) && !handovers.stopped(call)) end(call);
  }

  private void forget(String call) {
    var next = waiting.remove(call);
    if (next != null) next.cancel();
  }

  private void over(String call) {
    over.put(call, true);
    forget(call);
  }

  /// It counted as handed over.
  private void leftAlone(String call) {
    over.remove(call);
    end(call);
  }

  /// Hangs a call up: again and again until Telnyx takes it, or says that the call is over.
  public void end(String call) {
    forget(call);
    if (!over.containsKey(call) && ending.add(call)) hangUp(call, 1);
  }

  private void hangUp(String call, int attempt) {
    if (over.containsKey(call)) {
      ending.remove(call);
      return;
    }
    CompletableFuture.completedStage(call)
        .thenCompose(commands::end)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                ending.remove(call);
                return;
              }
              LOG.info("a call by Telnyx is not hung up yet: {}", Stages.cause(failure).toString());
              if (attempt < ATTEMPTS_MAX) {
                timer.after(pause(attempt), () -> hangUp(call, attempt + 1));
                return;
              }
              ending.remove(call);
              leave(call);
            });
  }

  private void leave(String call) {
    waiting.remove(call);
    LOG.error(
        "call {} by Telnyx could not be ended: it goes on until its other end or Telnyx ends it",
        call);
    meter.leftOpen(TelnyxCalls.PROVIDER);
  }

  private static Duration pause(int attempt) {
    return Doubling.after(attempt, PAUSE_MIN, PAUSE_MAX);
  }
}

package io.parley.voice.sip.call;

import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.message.Address;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Hands a call by SIP over: the other end is asked to call the target (REFER with Referred-By, RFC
/// 3515 and 3892), and reports how that goes until it is over. When the target has answered, our
/// call is hung up; when it has not, the other end is still with us. A challenge is answered once.
public final class SipTransfer implements CallTransfer {
  /// Other ends that do not report at all are asked again after so long.
  static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String PROVIDER = "sip";
  private static final int SUCCESS = 200;
  private static final int FAILURE = 300;

  private final SipCall call;
  private final TransferWay way;
  private final InstantSource clock;
  private Optional<Pending> pending = Optional.empty();
  private boolean isOver;

  /// @param done receives the outcome
  /// @param isProven whether credentials were sent
  private record Pending(
      Address target, Instant since, CompletableFuture<Void> done, boolean isProven) {
    Pending proven() {
      return new Pending(target, since, done, true);
    }
  }

  public SipTransfer(SipCall call, TransferWay way, InstantSource clock) {
    this.call = call;
    this.way = way;
    this.clock = clock;
  }

  @Override
  public boolean isPossible() {
    return true;
  }

  @Override
  public boolean may(TransferMode mode, TransferAddress to) {
    return switch (mode) {
      case BLIND -> way.target(to).isPresent();
      case ATTENDED -> way.mayCall(to);
    };
  }

  /// The target's telephone rings while the other end hands itself over.
  @Override
  public TransferTimes times(TransferTimes configured) {
    return configured.withHandOver(configured.handOver().plus(configured.ring()));
  }

  @Override
  public CompletionStage<Void> handOver(TransferAddress to) {
    var target = way.target(to);
    var done = new CompletableFuture<Void>();
    if (target.isEmpty() || !begin(target.get(), done)) {
      done.completeExceptionally(failure(Category.REFUSED, false, ""));
      return done;
    }
    call.say(new CallEvent.Transfer(target.get()));
    return done;
  }

  private synchronized boolean begin(Address target, CompletableFuture<Void> done) {
    var now = clock.instant();
    boolean isBusy =
        pending.filter(before -> now.isBefore(before.since.plus(PATIENCE))).isPresent();
    if (isOver || isBusy) return false;
    pending.ifPresent(before -> before.done.completeExceptionally(unknown()));
    pending = Optional.of(new Pending(target, now, done, false));
    return true;
  }

  /// To be called with all news of the call, in the port's thread.
  public void told(CallNews news) {
    switch (news) {
      case CallNews.TransferChallenged challenged -> challenged(challenged);
      case CallNews.TransferProgress(int status, boolean isLast) -> progressed(status, isLast);
      // what the other end does by itself now is not known
      case CallNews.Ended _ -> {
        over();
        settle().ifPresent(done -> done.completeExceptionally(unknown()));
      }
      case CallNews.Ringing _,
          CallNews.Early _,
          CallNews.Answered _,
          CallNews.Confirmed _,
          CallNews.Offered _,
          CallNews.OfferRefused _,
          CallNews.Challenged _,
          CallNews.Informed _,
          CallNews.TransferAsked _ -> {
        // nothing about a transfer of ours
      }
    }
  }

  private synchronized void over() {
    isOver = true;
  }

  /// @return the one that waits, which is forgotten
  private synchronized Optional<CompletableFuture<Void>> settle() {
    var done = pending.map(Pending::done);
    pending = Optional.empty();
    return done;
  }

  private void challenged(CallNews.TransferChallenged challenged) {
    var next = proven(challenged);
    if (next.isPresent()) call.say(next.get());
    else refused(challenged.response().status());
  }

  private synchronized Optional<CallEvent> proven(CallNews.TransferChallenged challenged) {
    if (pending.isEmpty() || pending.get().isProven()) return Optional.empty();
    var proof = way.proof(challenged.response(), challenged.next());
    if (proof.isEmpty()) return Optional.empty();
    pending = pending.map(Pending::proven);
    return Optional.of(new CallEvent.Transfer(pending.get().target(), proof));
  }

  private void progressed(int status, boolean isLast) {
    if (!isLast) return;
    if (status >= FAILURE) refused(status);
    else if (status < SUCCESS) settle().ifPresent(done -> done.completeExceptionally(unknown()));
    else
      settle()
          .ifPresent(
              done -> {
                done.complete(null);
                call.say(new CallEvent.HangUp());
              });
  }

  private void refused(int status) {
    settle()
        .ifPresent(
            done ->
                done.completeExceptionally(
                    failure(Category.REFUSED, false, Integer.toString(status))));
  }

  private static TelephonyFailure unknown() {
    return failure(Category.UNAVAILABLE, true, "");
  }

  private static TelephonyFailure failure(Category category, boolean sent, String code) {
    return new TelephonyFailure(PROVIDER, category, sent, code, null);
  }

  @Override
  public Colleague call(TransferOrder order, Duration ring) {
    return way.colleague(order, ring)
        .orElseThrow(
            () -> new IllegalStateException("a colleague who cannot be called was asked for"));
  }
}

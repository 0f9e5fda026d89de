package io.parley.voice.sip.dial;

import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Places calls over the trunks of SIP. An order is claimed before it is dialled, so that it is
/// dialled once; the course of a call goes to [io.parley.voice.telephony.ProviderReports] under
/// provider `sip`. Which numbers may be dialled is decided before. Thread safe: everything happens
/// in the port's thread.
public final class SipOutboundCalls implements OutboundCalls {
  private static final String NUMBER = "\\+[1-9][0-9]{2,14}";

  /// Calls that are over and remembered.
  private static final int OVER_MAX = 1_000;

  private final DialClaims claims;
  private final DialParts parts;

  /// Under way.
  private final Map<String, PlacedCall> calls = new HashMap<>();

  /// The last reports of calls that are over, the oldest first.
  private final Map<String, CallProgress> over =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CallProgress> eldest) {
          return size() > OVER_MAX;
        }
      };

  public SipOutboundCalls(DialClaims claims, DialParts parts) {
    this.claims = claims;
    this.parts = parts;
  }

  @Override
  public CompletionStage<Placed> place(Order order) {
    requireNumber(order.from());
    requireNumber(order.to());
    return inPort(() -> attempts(order))
        .thenCompose(_ -> claims.claim(order))
        .thenCompose(
            claim ->
                switch (claim) {
                  case FIRST -> inPort(() -> dial(order));
                  case REPEATED -> CompletableFuture.completedStage(new Placed.Repeated());
                  case OTHER_ORDER -> CompletableFuture.completedStage(new Placed.KeyReused());
                });
  }

  /// @throws TelephonyFailure if no call could go out now
  private Attempts attempts(Order order) {
    var readiness = parts.answered().readiness(PlacedCall.phone(order, order.key()));
    if (readiness != PhoneDesk.Readiness.READY) throw failure(Category.UNAVAILABLE, "no agent");
    var attempts = Attempts.of(parts.trunks().forCallOut(), order.to());
    if (attempts.first().isEmpty()) throw failure(Category.UNAVAILABLE, "no trunk");
    return attempts;
  }

  private Placed dial(Order order) {
    var attempts = attempts(order);
    var id = parts.port().seeds().get();
    var call = new PlacedCall(id, order, attempts, parts, () -> ended(id));
    calls.put(id, call);
    call.begin();
    return new Placed.Dialled(id);
  }

  /// Remembered for a while: its last report may be missed.
  private void ended(String id) {
    var call = calls.remove(id);
    call.progress().ifPresent(last -> over.put(id, last));
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return inPort(
        () -> {
          if (!calls.containsKey(call) && parts.port().elsewhere().has(call))
            parts.port().elsewhere().hangUp(call);
          else known(call).hangUp();
          return null;
        });
  }

  /// Of a call that another node has placed, and goes on with, it is only known that it was placed.
  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    return inPort(
        () ->
            Optional.ofNullable(calls.get(call))
                .flatMap(PlacedCall::progress)
                .or(() -> Optional.ofNullable(over.get(call)))
                .or(() -> elsewhere(call)));
  }

  private Optional<CallProgress> elsewhere(String call) {
    return parts.port().elsewhere().has(call)
        ? Optional.of(
            new CallProgress(
                PlacedCall.PROVIDER, call, Status.INITIATED, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    requireNumber(number);
    return inPort(() -> known(call).transfer(number)).thenCompose(done -> done);
  }

  /// @throws TelephonyFailure if it is over, or of another node
  private PlacedCall known(String call) {
    var known = calls.get(call);
    if (known == null && parts.port().elsewhere().has(call))
      throw failure(Category.UNAVAILABLE, "another node");
    if (known == null) throw refused();
    return known;
  }

  private <T> CompletionStage<T> inPort(Supplier<T> work) {
    var done = new CompletableFuture<T>();
    parts
        .port()
        .wire()
        .execute(
            () -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  static TelephonyFailure refused() {
    return failure(Category.REFUSED, "");
  }

  private static TelephonyFailure failure(Category category, String code) {
    return new TelephonyFailure(PlacedCall.PROVIDER, category, false, code, null);
  }

  private static void requireNumber(String number) {
    if (!number.matches(NUMBER))
      throw new IllegalArgumentException("a number of another form (expected: +493012345)");
  }
}

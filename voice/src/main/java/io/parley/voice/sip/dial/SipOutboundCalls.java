package io.parley.voice.sip.dial;

import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Places calls over the trunks of SIP. An order is claimed before it is dialled, so that it is
/// dialled once; the course of a call goes to [io.parley.voice.telephony.ProviderReports] under
/// provider `sip`. Which numbers may be dialled is decided before. Thread safe.
public final class SipOutboundCalls implements OutboundCalls {
  private static final String NUMBER = "\\+[1-9][0-9]{2,14}";

  private final DialClaims claims;
  private final DialParts parts;
  private final Map<String, PlacedCall> calls = new ConcurrentHashMap<>();

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
    var phone =
        new PhoneCall(
            PlacedCall.PROVIDER,
            order.key(),
            order.tenant(),
            order.agent(),
            order.language(),
            order.to(),
            order.from());
    if (parts.agents().readiness(phone) != PhoneDesk.Readiness.READY)
      throw failure(Category.UNAVAILABLE, "no agent");
    var attempts = Attempts.of(parts.trunks().forCallOut(), order.to());
    if (attempts.first().isEmpty()) throw failure(Category.UNAVAILABLE, "no trunk");
    return attempts;
  }

  private Placed dial(Order order) {
    var attempts = attempts(order);
    var id = parts.port().seeds().get();
    var call = new PlacedCall(id, order, attempts, parts, () -> calls.remove(id));
    calls.put(id, call);
    call.begin();
    return new Placed.Dialled(id);
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return inPort(
        () -> {
          known(call).hangUp();
          return null;
        });
  }

  /// Calls that are over, or were placed by another node, are not known.
  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    return inPort(() -> Optional.ofNullable(calls.get(call)).flatMap(PlacedCall::progress));
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    requireNumber(number);
    return inPort(() -> known(call).transfer(number)).thenCompose(done -> done);
  }

  private PlacedCall known(String call) {
    var known = calls.get(call);
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

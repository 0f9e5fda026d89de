package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.time.Duration;
import java.time.Instant;

/// The client's side of any request but INVITE (RFC 3261, section 17.1.2). It repeats the request
/// until a final response comes.
///
/// @param resendAt timer E; @param interval until the repetition after that
/// @param endsAt timer F or K
public record PlainClient(
    Request request,
    boolean isReliable,
    TransactionTimes times,
    Phase phase,
    Instant resendAt,
    Duration interval,
    Instant endsAt)
    implements Transaction {
  /// Of its life.
  public enum Phase {
    TRYING,
    PROCEEDING,
    COMPLETED,
    OVER
  }

  public static Step start(
      Request request, boolean isReliable, TransactionTimes times, Instant at) {
    return Step.of(
        new PlainClient(
            request,
            isReliable,
            times,
            Phase.TRYING,
            isReliable ? NEVER : at.plus(times.t1()),
            times.t1(),
            at.plus(times.patience())),
        new Action.Send(request));
  }

  private boolean isWaiting() {
    return phase == Phase.TRYING || phase == Phase.PROCEEDING;
  }

  @Override
  public Step on(Event event, Instant at) {
    return switch (event) {
      case Event.Received(Response response) ->
          isWaiting() ? answered(response, at) : Step.of(this);
      case Event.Received(Request _), Event.Answer _, Event.Cancelled _ -> Step.of(this);
      case Event.Failed _ ->
          isWaiting() ? Step.of(over(), new Action.Unreachable()) : Step.of(this);
      case Event.Passed _ -> passed(at);
    };
  }

  private Step answered(Response response, Instant at) {
    var deliver = new Action.Deliver(response);
    if (response.isProvisional())
      return Step.of(
          new PlainClient(
              request, isReliable, times, Phase.PROCEEDING, resendAt, times.t2(), endsAt),
          deliver);
    if (isReliable) return Step.of(over(), deliver);
    return Step.of(
        new PlainClient(
            request, false, times, Phase.COMPLETED, NEVER, interval, at.plus(times.t4())),
        deliver);
  }

  private Step passed(Instant at) {
    if (!at.isBefore(endsAt))
      return isWaiting() ? Step.of(over(), new Action.TimedOut()) : Step.of(over());
    if (at.isBefore(resendAt)) return Step.of(this);
    var next = phase == Phase.PROCEEDING ? times.t2() : times.doubled(interval);
    return Step.of(
        new PlainClient(request, isReliable, times, phase, at.plus(next), next, endsAt),
        new Action.Send(request));
  }

  private PlainClient over() {
    return new PlainClient(request, isReliable, times, Phase.OVER, NEVER, interval, NEVER);
  }

  @Override
  public Instant due() {
    return Transaction.earlier(resendAt, endsAt);
  }

  @Override
  public boolean isOver() {
    return phase == Phase.OVER;
  }
}

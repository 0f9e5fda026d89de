package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The caller's side of an INVITE (RFC 3261, section 17.1.1; RFC 6026, section 7.2). It repeats the
/// request until anything comes, and acknowledges refusals by itself. A success is acknowledged by
/// the dialog, each time that it comes: several may come from several telephones.
///
/// @param resendAt timer A; @param interval until the repetition after that
/// @param endsAt timer B, D or M, or the end of patience with a peer that works on it
public record InviteClient(
    Request invite,
    boolean isReliable,
    TransactionTimes times,
    Phase phase,
    Instant resendAt,
    Duration interval,
    Instant endsAt)
    implements Transaction {
  /// Of its life.
  public enum Phase {
    CALLING,
    PROCEEDING,
    /// A CANCEL was sent: a final response is due soon.
    CANCELLED,
    COMPLETED,
    ACCEPTED,
    OVER
  }

  private static final List<HeaderType<?>> REPEATED_IN_ACK =
      List.of(HeaderType.FROM, HeaderType.CALL_ID, HeaderType.ROUTE);

  public static Step start(Request invite, boolean isReliable, TransactionTimes times, Instant at) {
    return Step.of(
        new InviteClient(
            invite,
            isReliable,
            times,
            Phase.CALLING,
            isReliable ? NEVER : at.plus(times.t1()),
            times.t1(),
            at.plus(times.patience())),
        new Action.Send(invite));
  }

  @Override
  public Step on(Event event, Instant at) {
    return switch (event) {
      case Event.Received(Response response) -> answered(response, at);
      case Event.Received(Request _), Event.Answer _ -> Step.of(this);
      case Event.Failed _ ->
          phase == Phase.CALLING || phase == Phase.COMPLETED
              ? Step.of(in(Phase.OVER, NEVER), new Action.Unreachable())
              : Step.of(this);
      case Event.Cancelled _ ->
          phase == Phase.PROCEEDING
              ? Step.of(in(Phase.CANCELLED, at.plus(times.patience())))
              : Step.of(this);
      case Event.Passed _ -> passed(at);
    };
  }

  private Step answered(Response response, Instant at) {
    return switch (phase) {
      case CALLING, PROCEEDING, CANCELLED -> {
        var deliver = new Action.Deliver(response);
        if (response.isProvisional())
          yield phase == Phase.CANCELLED
              ? Step.of(this, deliver)
              : Step.of(in(Phase.PROCEEDING, at.plus(TransactionTimes.SILENCE)), deliver);
        if (response.isSuccess())
          yield Step.of(in(Phase.ACCEPTED, at.plus(times.patience())), deliver);
        var next =
            isReliable
                ? in(Phase.OVER, NEVER)
                : in(Phase.COMPLETED, at.plus(times.repeatsOfFinal()));
        yield Step.of(next, new Action.Send(ack(response)), deliver);
      }
      case COMPLETED ->
          response.status() < 300 ? Step.of(this) : Step.of(this, new Action.Send(ack(response)));
      case ACCEPTED ->
          response.isSuccess() ? Step.of(this, new Action.Deliver(response)) : Step.of(this);
      case OVER -> Step.of(this);
    };
  }

  private Step passed(Instant at) {
    if (!at.isBefore(endsAt))
      return phase == Phase.CALLING || phase == Phase.PROCEEDING || phase == Phase.CANCELLED
          ? Step.of(in(Phase.OVER, NEVER), new Action.TimedOut())
          : Step.of(in(Phase.OVER, NEVER));
    if (at.isBefore(resendAt)) return Step.of(this);
    var twice = interval.multipliedBy(2);
    return Step.of(
        new InviteClient(invite, isReliable, times, phase, at.plus(twice), twice, endsAt),
        new Action.Send(invite));
  }

  /// Nothing is repeated in the phases after the first.
  private InviteClient in(Phase next, Instant endsAt) {
    return new InviteClient(invite, isReliable, times, next, NEVER, interval, endsAt);
  }

  /// Of a refusal: to where the request went, in its transaction (section 17.1.1.3).
  private Request ack(Response response) {
    var headers =
        Headers.NONE
            .with(HeaderType.VIA, invite.topVia())
            .with(HeaderType.MAX_FORWARDS, 70L)
            .plus(invite.headers().only(REPEATED_IN_ACK))
            .with(HeaderType.TO, response.to())
            .with(HeaderType.CSEQ, new CSeq(invite.cseq().number(), Method.ACK));
    return new Request(Method.ACK, invite.uri(), headers, Body.EMPTY);
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

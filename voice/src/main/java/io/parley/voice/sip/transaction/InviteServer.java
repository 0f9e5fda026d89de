package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The called side of an INVITE (RFC 3261, section 17.2.1; RFC 6026, section 7.1). It answers
/// repeated requests, and repeats a refusal until it is acknowledged. A success is repeated by the
/// dialog.
///
/// @param last the last response, if there was one
public record InviteServer(
    Request invite,
    boolean isReliable,
    TransactionTimes times,
    Stage stage,
    Optional<Response> last)
    implements Transaction {
  /// Of its life.
  public enum Phase {
    PROCEEDING,
    COMPLETED,
    CONFIRMED,
    ACCEPTED,
    OVER
  }

  /// A phase and its timers.
  ///
  /// @param resendAt timer G; before any response, when 100 is due
  /// @param interval until the repetition after that
  /// @param endsAt timer H, I or L
  record Stage(Phase phase, Instant resendAt, Duration interval, Instant endsAt) {
    static Stage of(Phase phase, Instant endsAt) {
      return new Stage(phase, NEVER, Duration.ZERO, endsAt);
    }
  }

  public static Step start(Request invite, boolean isReliable, TransactionTimes times, Instant at) {
    var trying = at.plus(TransactionTimes.TRYING);
    return Step.of(
        new InviteServer(
            invite,
            isReliable,
            times,
            new Stage(Phase.PROCEEDING, trying, Duration.ZERO, NEVER),
            Optional.empty()),
        new Action.Deliver(invite));
  }

  public Phase phase() {
    return stage.phase;
  }

  @Override
  public Step on(Event event, Instant at) {
    return switch (event) {
      case Event.Received(var message) -> received(message, at);
      case Event.Cancelled _ -> Step.of(this);
      case Event.Answer(var response) -> answer(response, at);
      case Event.Failed _ ->
          phase() == Phase.PROCEEDING || phase() == Phase.COMPLETED
              ? Step.of(this, new Action.Unreachable())
              : Step.of(this);
      case Event.Passed _ -> passed(at);
    };
  }

  private Step received(SipMessage message, Instant at) {
    return switch (message) {
      case Request request -> request.is(Method.ACK) ? acknowledged(request, at) : repeated();
      case Response _ -> Step.of(this);
    };
  }

  private Step repeated() {
    return switch (phase()) {
      case PROCEEDING -> last.isPresent() ? Step.of(this, new Action.Send(last.get())) : trying();
      case COMPLETED -> Step.of(this, new Action.Send(last.orElseThrow()));
      case CONFIRMED, ACCEPTED, OVER -> Step.of(this);
    };
  }

  private Step acknowledged(Request ack, Instant at) {
    return switch (phase()) {
      case COMPLETED ->
          Step.of(
              in(
                  isReliable
                      ? Stage.of(Phase.OVER, NEVER)
                      : Stage.of(Phase.CONFIRMED, at.plus(times.t4()))));
      case ACCEPTED -> Step.of(this, new Action.Deliver(ack));
      case PROCEEDING, CONFIRMED, OVER -> Step.of(this);
    };
  }

  private Step answer(Response response, Instant at) {
    if (phase() != Phase.PROCEEDING)
      return phase() == Phase.ACCEPTED && response.isSuccess()
          ? Step.of(this, new Action.Send(response))
          : Step.of(this);
    var next = Stage.of(Phase.PROCEEDING, NEVER);
    if (response.isSuccess()) next = Stage.of(Phase.ACCEPTED, at.plus(times.patience()));
    else if (response.isFinal())
      next =
          new Stage(
              Phase.COMPLETED,
              isReliable ? NEVER : at.plus(times.t1()),
              times.t1(),
              at.plus(times.patience()));
    return Step.of(
        new InviteServer(invite, isReliable, times, next, Optional.of(response)),
        new Action.Send(response));
  }

  private Step passed(Instant at) {
    if (!at.isBefore(stage.endsAt)) {
      var over = in(Stage.of(Phase.OVER, NEVER));
      return phase() == Phase.COMPLETED ? Step.of(over, new Action.TimedOut()) : Step.of(over);
    }
    if (at.isBefore(stage.resendAt)) return Step.of(this);
    if (last.isEmpty()) return trying();
    var next = times.doubled(stage.interval);
    return Step.of(
        in(new Stage(Phase.COMPLETED, at.plus(next), next, stage.endsAt)),
        new Action.Send(last.get()));
  }

  /// 100, which stops the repetition of the request.
  private Step trying() {
    var trying = Response.to(invite, 100);
    return Step.of(
        new InviteServer(
            invite, isReliable, times, Stage.of(Phase.PROCEEDING, NEVER), Optional.of(trying)),
        new Action.Send(trying));
  }

  private InviteServer in(Stage next) {
    return new InviteServer(invite, isReliable, times, next, last);
  }

  @Override
  public Instant due() {
    return Transaction.earlier(stage.resendAt, stage.endsAt);
  }

  @Override
  public boolean isOver() {
    return phase() == Phase.OVER;
  }
}

package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.time.Instant;
import java.util.Optional;

/// The server's side of any request but INVITE and ACK (RFC 3261, section 17.2.2). It answers
/// repeated requests as the first one. If our side does not answer while the peer waits (timer F),
/// it ends.
///
/// @param last the last response, if there was one
/// @param endsAt timer J, or when the peer has given up
public record PlainServer(
    Request request,
    boolean isReliable,
    TransactionTimes times,
    Phase phase,
    Optional<Response> last,
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
        new PlainServer(
            request, isReliable, times, Phase.TRYING, Optional.empty(), at.plus(times.patience())),
        new Action.Deliver(request));
  }

  private boolean isOpen() {
    return phase == Phase.TRYING || phase == Phase.PROCEEDING;
  }

  @Override
  public Step on(Event event, Instant at) {
    return switch (event) {
      case Event.Received _ ->
          phase == Phase.OVER || last.isEmpty()
              ? Step.of(this)
              : Step.of(this, new Action.Send(last.get()));
      case Event.Answer(var response) -> isOpen() ? answer(response, at) : Step.of(this);
      case Event.Failed _ ->
          isOpen() || phase == Phase.COMPLETED
              ? Step.of(over(), new Action.Unreachable())
              : Step.of(this);
      case Event.Cancelled _ -> Step.of(this);
      case Event.Passed _ -> at.isBefore(endsAt) ? Step.of(this) : passed();
    };
  }

  private Step answer(Response response, Instant at) {
    var next =
        new PlainServer(
            request,
            isReliable,
            times,
            response.isFinal() ? Phase.COMPLETED : Phase.PROCEEDING,
            Optional.of(response),
            response.isFinal() ? at.plus(times.patience()) : endsAt);
    return Step.of(
        response.isFinal() && isReliable ? next.over() : next, new Action.Send(response));
  }

  private Step passed() {
    return isOpen() ? Step.of(over(), new Action.TimedOut()) : Step.of(over());
  }

  private PlainServer over() {
    return new PlainServer(request, isReliable, times, Phase.OVER, last, NEVER);
  }

  @Override
  public Instant due() {
    return endsAt;
  }

  @Override
  public boolean isOver() {
    return phase == Phase.OVER;
  }
}

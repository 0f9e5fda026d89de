package io.parley.voice.sip.dialog;

import io.parley.voice.sip.dialog.Call.Turn;
import io.parley.voice.sip.dialog.CallNews.Cause;
import io.parley.voice.sip.dialog.EndedCall.Ending;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers one request of the other end within an established call (RFC 3261, section 12.2.2).
record InDialog(EstablishedCall call, CallEvent.Asked asked, Instant at) {
  Turn turn() {
    var request = asked.request();
    if (!call.dialog().has(request)) return Turn.of(call, Call.respond(asked, 481));
    if (request.is(Method.CANCEL)) return cancelled();
    if (!call.dialog().isNews(request)) return Turn.of(call, Call.respond(asked, 500));
    var next = call.with(call.dialog().heard(request));
    return switch (request.method()) {
      case Method.BYE -> hungUp();
      case Method.INVITE, Method.UPDATE -> offered(next);
      case Method.INFO -> Turn.of(next, ok(), Call.tell(new CallNews.Informed(request)));
      case Method.OPTIONS -> Turn.of(next, able(200));
      case Method.REFER -> refer(next);
      case Method.NOTIFY -> notified(next);
      default -> Turn.of(next, able(request.is(Method.PRACK) ? 481 : 405));
    };
  }

  private CallAction ok() {
    return Call.respond(asked, 200);
  }

  private CallAction able(int status) {
    return new CallAction.Respond(asked.key(), Call.able(asked.request(), status, call.end()));
  }

  /// Of an offer that our side has not answered; otherwise it is too late for one.
  private Turn cancelled() {
    if (!(call.exchange() instanceof Exchange.Theirs(var offered))
        || offered.request().cseq().number() != asked.request().cseq().number())
      return Turn.of(call, ok());
    return Turn.of(
        call.with(new Exchange.Idle()),
        ok(),
        Call.respond(offered, 487),
        Call.tell(new CallNews.Answered(Body.EMPTY)));
  }

  private Turn hungUp() {
    var before = new ArrayList<>(List.of(ok()));
    new Referring(call, at).left().ifPresent(before::add);
    var ended =
        EndedCall.turn(
            call.end(),
            call.handshake().invite(),
            at,
            Ending.by(Cause.OTHER_HUNG_UP),
            before.toArray(CallAction[]::new));
    return call.exchange() instanceof Exchange.Theirs(var offered)
        ? ended.after(Call.respond(offered, 487))
        : ended;
  }

  private Turn offered(EstablishedCall next) {
    var request = asked.request();
    var refusal = IncomingCall.refusal(request, call.end());
    if (refusal.isPresent())
      return Turn.of(next, new CallAction.Respond(asked.key(), refusal.get()));
    if (request.is(Method.UPDATE) && request.body().isEmpty()) {
      var timer = SessionTimer.accepted(request, at);
      var response = timer.in(Call.able(request, 200, call.end()));
      return Turn.of(
          next.with(next.dialog().refreshed(request)).with(timer),
          new CallAction.Respond(asked.key(), response));
    }
    var busy = busy();
    if (busy.isPresent()) return Turn.of(next, busy.get());
    return Turn.of(
        next.with(next.dialog().refreshed(request)).with(new Exchange.Theirs(asked)),
        Call.tell(new CallNews.Offered(request.body())));
  }

  /// 491 if an offer of ours is unanswered, 500 if one of theirs is (section 14.2; RFC 3311,
  /// section 5.2).
  private Optional<CallAction> busy() {
    var answer = call.handshake().success();
    if (call.exchange() instanceof Exchange.Ours
        || answer.filter(Handshake.Success::expectsAnswer).isPresent())
      return Optional.of(Call.respond(asked, 491));
    return call.exchange() instanceof Exchange.Theirs
        ? Optional.of(Call.later(asked, call.end()))
        : Optional.empty();
  }

  private Turn refer(EstablishedCall next) {
    var headers = asked.request().headers();
    var target = headers.first(HeaderType.REFER_TO);
    if (target.isEmpty()) return Turn.of(next, Call.respond(asked, 400));
    return Turn.of(
        next,
        Call.tell(
            new CallNews.TransferAsked(
                asked, target.get(), headers.first(HeaderType.REFERRED_BY))));
  }

  private Turn notified(EstablishedCall next) {
    return Transfers.isReport(asked.request())
        ? new Referring(next, at).reported(asked)
        : Turn.of(next, Call.respond(asked, 489));
  }
}

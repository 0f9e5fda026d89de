package io.parley.voice.sip.dialog;

import io.parley.voice.sip.dialog.Call.Turn;
import io.parley.voice.sip.dialog.CallNews.Cause;
import io.parley.voice.sip.dialog.CallNews.TransferEnd;
import io.parley.voice.sip.dialog.EndedCall.Ending;
import io.parley.voice.sip.dialog.Referral.Phase;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Response;
import java.time.Instant;
import java.util.Optional;

/// The course of a transfer that our side asks the other end for, within an established call: the
/// request, its credentials, and the reports until a last one (RFC 3515; RFC 5589, section 6).
record Referring(EstablishedCall call, Instant at) {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int GONE = 481;

  Turn begin(CallEvent.Transfer wanted) {
    if (call.referral().filter(Referral::isUnderWay).isPresent()) return Turn.of(call);
    var made = call.dialog().next(Method.REFER, call.end());
    var refer = made.request().with(Transfers.refer(made.request(), wanted.target(), call.end()));
    var referral = new Referral(wanted.target(), refer, Phase.ASKED, at.plus(wanted.patience()));
    return Turn.of(
        call.with(made.dialog()).with(Optional.of(referral)), new CallAction.Send(refer));
  }

  /// The same request with credentials, as another one.
  Turn authorize(HeaderType<Credentials> header, Credentials credentials) {
    var asked = call.referral().filter(referral -> referral.phase() == Phase.CHALLENGED);
    if (asked.isEmpty()) return Turn.of(call);
    var made = call.dialog().next(Method.REFER, call.end());
    Headers headers = Transfers.refer(made.request(), asked.get().target(), call.end());
    // a challenge of a proxy is another one than the other end's, and both are to be met
    var proved = headers.plus(Dialog.credentials(asked.get().refer())).with(header, credentials);
    var refer = made.request().with(proved);
    return Turn.of(
        call.with(made.dialog()).with(Optional.of(asked.get().again(refer))),
        new CallAction.Send(refer));
  }

  /// A final response to the request.
  Turn answered(Response response) {
    var asked = call.referral().filter(each -> each.refer().cseq().equals(response.cseq()));
    if (asked.isEmpty() || asked.get().phase() != Phase.ASKED) return Turn.of(call);
    int status = response.status();
    if (response.isSuccess())
      return Turn.of(call.with(Optional.of(asked.get().in(Phase.ACCEPTED))));
    return switch (status) {
      case 401, 407 ->
          Turn.of(
              call.with(Optional.of(asked.get().in(Phase.CHALLENGED))),
              Call.tell(new CallNews.Challenged(response, asked.get().refer())));
      case REQUEST_TIMEOUT -> unanswered();
      case GONE ->
          call.bye(Ending.by(Cause.OTHER_HUNG_UP, status), at)
              .after(ended(TransferEnd.REFUSED, status));
      default -> over(TransferEnd.REFUSED, status);
    };
  }

  /// No response came: the request may have arrived.
  Turn unanswered() {
    return call.referral().filter(each -> each.phase() == Phase.ASKED).isPresent()
        ? overdue(REQUEST_TIMEOUT)
        : Turn.of(call);
  }

  /// The time of its last report has passed.
  Turn passed() {
    return overdue(0);
  }

  private Turn overdue(int status) {
    return Turn.of(
        call.with(call.referral().map(late -> late.in(Phase.OVERDUE))),
        ended(TransferEnd.UNKNOWN, status));
  }

  /// A report of the other end.
  Turn reported(CallEvent.Asked notify) {
    var request = notify.request();
    var known = call.referral().filter(referral -> referral.isOf(request));
    if (known.isEmpty()) return Turn.of(call, Call.respond(notify, GONE));
    var ok = Call.respond(notify, 200);
    var status = Transfers.status(request);
    // one without a status says nothing; a last one may be missing, and then time tells
    if (status.isEmpty()) return Turn.of(call, ok);
    if (status.get() >= 200)
      return over(status.get() < 300 ? TransferEnd.REACHED : TransferEnd.REFUSED, status.get())
          .after(ok);
    // it may overtake the response to the request
    var next = known.get().phase() == Phase.ASKED ? known.get().in(Phase.ACCEPTED) : known.get();
    return Turn.of(
        call.with(Optional.of(next)), ok, Call.tell(new CallNews.TransferProgress(status.get())));
  }

  private Turn over(TransferEnd end, int status) {
    return Turn.of(call.with(Optional.<Referral>empty()), ended(end, status));
  }

  private static CallAction ended(TransferEnd end, int status) {
    return Call.tell(new CallNews.Transferred(end, status));
  }

  /// The end of a transfer under way when the other end hangs up.
  Optional<CallAction> left() {
    return call.referral()
        .filter(Referral::isUnderWay)
        .map(
            referral ->
                referral.phase() == Phase.ACCEPTED
                    ? ended(TransferEnd.LEFT, 0)
                    : ended(TransferEnd.UNKNOWN, 0));
  }
}

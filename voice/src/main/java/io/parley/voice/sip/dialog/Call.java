package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.RetryAfter;
import io.parley.voice.sip.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One call at one moment. A value: [#on] gives the next one.
public sealed interface Call permits OutgoingCall, IncomingCall, EstablishedCall, EndedCall {

  /// @param next the call after an event; @param actions to be done then
  record Turn(Call next, List<CallAction> actions) {
    static Turn of(Call next, CallAction... actions) {
      return new Turn(next, List.of(actions));
    }

    /// Its actions after others.
    Turn after(CallAction... before) {
      var all = new ArrayList<>(List.of(before));
      all.addAll(actions);
      return new Turn(next, all);
    }
  }

  Turn on(CallEvent event, Instant at);

  /// When [CallEvent.Passed] is due, or [Transaction#NEVER].
  Instant due();

  static CallAction tell(CallNews news) {
    return new CallAction.Tell(news);
  }

  static CallAction respond(CallEvent.Asked asked, int status) {
    return new CallAction.Respond(asked.key(), Response.to(asked.request(), status));
  }

  /// That an offer must wait, for a time by chance of up to 10 s: our side has not answered the one
  /// before (section 14.2; RFC 3311, section 5.2).
  static CallAction later(CallEvent.Asked asked, LocalEnd end) {
    long seconds = Math.floorMod((end.seed() + asked.request().cseq().number()).hashCode(), 11);
    return new CallAction.Respond(
        asked.key(),
        Response.to(asked.request(), 500)
            .with(HeaderType.RETRY_AFTER, new RetryAfter(seconds, Params.NONE)));
  }

  /// With abilities, as responses that begin or change a call have them.
  static Response able(Request request, int status, LocalEnd end) {
    var response = Response.to(request, status).tagged(end.tag());
    return response.with(response.headers().plus(end.abilities()));
  }

  /// That an INVITE of ours is no longer wanted: same branch, same number (section 9.1).
  static Request cancel(Request invite) {
    var headers =
        invite
            .headers()
            .only(
                List.of(
                    HeaderType.VIA,
                    HeaderType.ROUTE,
                    HeaderType.MAX_FORWARDS,
                    HeaderType.FROM,
                    HeaderType.TO,
                    HeaderType.CALL_ID))
            .with(HeaderType.CSEQ, new CSeq(invite.cseq().number(), Method.CANCEL));
    return new Request(Method.CANCEL, invite.uri(), headers, Body.EMPTY);
  }
}

package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Via;
import java.util.Locale;

/// The common parts of the messages of one transaction (RFC 3261, sections 17.1.3 and 17.2.3).
///
/// @param branch unique since RFC 3261; before it, everything else that does not change
/// @param sentBy of the hop before us; empty for transactions that we began
/// @param method `INVITE` for ACK
public record TransactionKey(boolean isServer, String branch, String sentBy, String method) {

  static TransactionKey of(Request request) {
    return server(request, request.is(Method.ACK) ? Method.INVITE : request.method());
  }

  /// Of the request that a CANCEL is about.
  static TransactionKey cancelledBy(Request cancel) {
    return server(cancel, Method.INVITE);
  }

  private static TransactionKey server(Request request, String method) {
    var via = request.topVia();
    var sentBy = via.sentBy().toString().toLowerCase(Locale.ROOT);
    return via.hasUniqueBranch()
        ? new TransactionKey(true, via.branch().orElseThrow(), sentBy, method)
        : new TransactionKey(true, oldBranch(request, via, method), sentBy, method);
  }

  /// For peers of RFC 2543. The tag in To is left out of INVITE: its ACK has one that we gave.
  private static String oldBranch(Request request, Via via, String method) {
    var ownTag = method.equals(Method.INVITE) ? "" : request.to().tag().orElse("");
    return String.join(
        "\n",
        request.uri().toString(),
        request.from().tag().orElse(""),
        ownTag,
        request.callId(),
        Long.toString(request.cseq().number()),
        via.branch().orElse(""));
  }

  /// Of a request of ours.
  static TransactionKey ofOwn(Request request) {
    return new TransactionKey(
        false, request.topVia().branch().orElseThrow(), "", request.cseq().method());
  }

  /// Of the INVITE with the same branch.
  TransactionKey ofInvite() {
    return new TransactionKey(isServer, branch, sentBy, Method.INVITE);
  }

  static TransactionKey of(Response response) {
    return new TransactionKey(
        false, response.topVia().branch().orElse(""), "", response.cseq().method());
  }
}

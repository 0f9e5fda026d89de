package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallNews;
import io.parley.voice.sip.dialog.CallNews.TransferEnd;
import io.parley.voice.sip.dialog.EstablishedCall;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Leads the other end of one call to somebody else: the outcome of the call's transfer, and its
/// consequence for the call. It has the credentials that the other end may want within the call. In
/// the port's thread.
final class BlindTransfer {
  private static final String PROVIDER = "sip";

  private Optional<CompletableFuture<Void>> waiting = Optional.empty();

  /// Credentials for where the call comes from, or goes.
  private Optional<DigestClient> digest = Optional.empty();

  void proves(Optional<DigestClient> given) {
    digest = given;
  }

  /// @param done completes with the outcome
  /// @return whether the other end may be asked now
  boolean begin(SipCall call, CompletableFuture<Void> done) {
    boolean isPossible =
        waiting.isEmpty()
            && call.state() instanceof EstablishedCall established
            && !established.isReferring();
    if (isPossible) waiting = Optional.of(done);
    else done.completeExceptionally(failure(Category.REFUSED, false, ""));
    return isPossible;
  }

  /// @param nonces of ours, another one each time
  void told(SipCall call, CallNews news, Supplier<String> nonces) {
    switch (news) {
      case CallNews.Challenged(var response, var request) when request.is(Method.REFER) ->
          challenged(call, response, request, nonces);
      case CallNews.Challenged(var response, var request)
          when call.state() instanceof EstablishedCall || call.isOver() ->
          offerChallenged(call, response, request, nonces);
      case CallNews.Transferred(var end, int status) -> ended(call, end, status);
      case CallNews.Ended _ -> fail(failure(Category.UNAVAILABLE, true, ""));
      case CallNews.Ringing _,
          CallNews.Early _,
          CallNews.Answered _,
          CallNews.Confirmed _,
          CallNews.Offered _,
          CallNews.EarlyOffered _,
          CallNews.OfferRefused _,
          CallNews.Challenged _,
          CallNews.Informed _,
          CallNews.TransferAsked _,
          CallNews.TransferProgress _ -> {
        // says nothing about its end
      }
    }
  }

  private void challenged(
      SipCall call, Response response, Request request, Supplier<String> nonces) {
    prove(
        call,
        response,
        request,
        nonces,
        () -> fail(failure(Category.CREDENTIALS, false, Integer.toString(response.status()))));
  }

  private void offerChallenged(
      SipCall call, Response response, Request request, Supplier<String> nonces) {
    var refusal = new CallEvent.Refuse(response.status());
    prove(call, response, request, nonces, () -> call.say(refusal));
  }

  private void prove(
      SipCall call,
      Response response,
      Request request,
      Supplier<String> nonces,
      Runnable otherwise) {
    digest
        .flatMap(client -> client.answer(response, request, nonces.get()))
        .ifPresentOrElse(
            proof -> call.say(new CallEvent.Authorize(proof.header(), proof.credentials())),
            otherwise);
  }

  private void ended(SipCall call, TransferEnd end, int status) {
    switch (end) {
      case REACHED -> {
        // the caller is with the target, also where nobody waits for that any more
        finished().ifPresent(done -> done.complete(null));
        call.say(new CallEvent.HangUp());
      }
      case LEFT -> finished().ifPresent(done -> done.complete(null));
      case REFUSED -> fail(failure(Category.REFUSED, false, Integer.toString(status)));
      case UNKNOWN -> fail(failure(Category.UNAVAILABLE, true, ""));
    }
  }

  private void fail(TelephonyFailure failure) {
    finished().ifPresent(done -> done.completeExceptionally(failure));
  }

  private Optional<CompletableFuture<Void>> finished() {
    var done = waiting;
    waiting = Optional.empty();
    return done;
  }

  /// @param code the status, if there is one
  private static TelephonyFailure failure(Category category, boolean sent, String code) {
    return new TelephonyFailure(PROVIDER, category, sent, code, null);
  }
}

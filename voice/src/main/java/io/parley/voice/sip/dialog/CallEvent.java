package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.RetryAfter;
import io.parley.voice.sip.transaction.TransactionKey;
import java.time.Duration;

/// An event of a call: from the network, or from our side.
public sealed interface CallEvent {
  /// A request of the other end, once.
  record Asked(TransactionKey key, Request request) implements CallEvent {}

  /// The other end acknowledged a success of ours.
  record Acknowledged(Request ack) implements CallEvent {}

  /// A response to a request of ours.
  record Answered(Response response) implements CallEvent {}

  /// No response came to a request of ours.
  record Unanswered(String method) implements CallEvent {}

  /// Time has passed.
  record Passed() implements CallEvent {}

  /// Says that somebody is being looked for.
  record Ring() implements CallEvent {}

  /// Lets the caller hear something before the answer.
  record Progress(Body answer) implements CallEvent {}

  /// Accepts the call, or an offer within it.
  ///
  /// @param description the answer to an offer; an offer where none came
  record Accept(Body description) implements CallEvent {}

  /// Refuses the call, or an offer within it; or has no credentials for an offer of our side.
  ///
  /// @param comeBack when to try again (`Retry-After`); zero says nothing about that
  record Refuse(int status, Duration comeBack) implements CallEvent {
    public Refuse(int status) {
      this(status, Duration.ZERO);
    }

    /// The response, without a tag of ours.
    Response to(Request request) {
      var refusal = Response.to(request, status);
      return comeBack.isPositive()
          ? refusal.with(HeaderType.RETRY_AFTER, new RetryAfter(comeBack.toSeconds(), Params.NONE))
          : refusal;
    }
  }

  /// Answers [CallNews.EarlyOffered].
  ///
  /// @param update as it was asked; @param status 200, or a refusal
  /// @param answer empty for a refusal
  record UpdateAnswer(Asked update, int status, Body answer) implements CallEvent {
    public static UpdateAnswer accepted(Asked update, Body answer) {
      return new UpdateAnswer(update, 200, answer);
    }

    public static UpdateAnswer refused(Asked update, int status) {
      return new UpdateAnswer(update, status, Body.EMPTY);
    }

    boolean isAccepted() {
      return status < 300;
    }

    Response to(LocalEnd end) {
      var response = Call.able(update.request(), status, end);
      return isAccepted() ? response.with(MediaType.SDP, answer) : response;
    }
  }

  /// Offers another description: hold, another codec or address.
  record Offer(Body offer) implements CallEvent {}

  /// Ends the call in any state.
  record HangUp() implements CallEvent {}

  /// Another node goes on with the call ([EstablishedCall#forAnotherNode]): it ends here, and the
  /// other end is told nothing.
  record TakenOver() implements CallEvent {}

  /// Tries again after [CallNews.Challenged].
  record Authorize(HeaderType<Credentials> header, Credentials credentials) implements CallEvent {}

  /// Asks the other end to call somebody else. Without effect while it does so already.
  ///
  /// @param patience after so long without a last report it is not known what became of it
  record Transfer(Address target, Duration patience) implements CallEvent {}

  /// Answers [CallNews.TransferAsked].
  ///
  /// @param refer as it was asked; @param status 202, or a refusal
  record TransferAnswer(Asked refer, int status) implements CallEvent {}

  /// Tells how a transfer goes that the other end asked for.
  ///
  /// @param status of the call to its target; a final one ends the reports
  record TransferReport(int status) implements CallEvent {}
}

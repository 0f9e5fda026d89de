package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.util.List;
import java.util.Optional;

/// News of a call for our side.
public sealed interface CallNews {
  /// The other end is being looked for.
  record Ringing() implements CallNews {}

  /// Sound may come before the answer, which this is not.
  record Early(Body description) implements CallNews {}

  /// The other end answered, or accepted an offer.
  ///
  /// @param description its answer; empty when nothing changes
  record Answered(Body description) implements CallNews {}

  /// The other end acknowledged our answer to its call, or to an offer within it.
  record Confirmed() implements CallNews {}

  /// The other end offers a description: answer with [CallEvent.Accept] or [CallEvent.Refuse].
  ///
  /// @param description empty when it asks for an offer of ours
  record Offered(Body description) implements CallNews {}

  /// The other end of a call that is not answered yet offers another description (UPDATE), after
  /// one was agreed on reliably: answer with [CallEvent.UpdateAnswer], and soon (RFC 3311, section
  /// 5.2). Where the call is answered then, the newest such offer is the description of
  /// [CallNews.Answered].
  ///
  /// @param before its description that holds so far
  record EarlyOffered(CallEvent.Asked update, Body before, Body offer) implements CallNews {}

  /// The other end refused an offer; what was agreed before holds.
  record OfferRefused(int status) implements CallNews {}

  /// Credentials are required, for a call of ours, an offer or a refresh within a call, a transfer,
  /// or our BYE, where it comes after [Ended]: continue with [CallEvent.Authorize], or end the
  /// call, refuse the offer ([CallEvent.Refuse]), or leave the transfer.
  ///
  /// @param request for which they are
  record Challenged(Response response, Request request) implements CallNews {}

  /// INFO, which has been answered.
  record Informed(Request info) implements CallNews {}

  /// The other end wants us to call somebody else: answer with [CallEvent.TransferAnswer].
  record TransferAsked(CallEvent.Asked refer, Address target, Optional<Address> by)
      implements CallNews {}

  /// How the transfer goes that we asked for.
  ///
  /// @param status of the other end's call to the target: a provisional one
  record TransferProgress(int status) implements CallNews {}

  /// The end of the transfer that we asked for. A target that answers after [TransferEnd#UNKNOWN]
  /// is told all the same.
  ///
  /// @param status of the other end's call to the target, or of its refusal; 0 where none came
  record Transferred(TransferEnd end, int status) implements CallNews {}

  /// It is over. The last news of a call.
  ///
  /// @param status of the response that ended it; 0 where none did
  /// @param elsewhere where the other end may be reached instead (3xx). It is never called without
  ///   a decision of our side
  record Ended(Cause cause, int status, List<Address> elsewhere) implements CallNews {
    Ended(Cause cause, int status) {
      this(cause, status, List.of());
    }
  }

  /// The outcome of a transfer.
  enum TransferEnd {
    /// The target has answered.
    REACHED,
    /// The other end took it on, and left our call without a last report.
    LEFT,
    /// The other end refused it, or did not reach the target.
    REFUSED,
    /// No answer or no last report came in time.
    UNKNOWN
  }

  /// Why a call is over.
  enum Cause {
    /// By our side.
    HUNG_UP,
    /// By the other end, which may also say that it has no such call (481).
    OTHER_HUNG_UP,
    /// The other end refused it.
    REFUSED,
    /// Our side refused it.
    REFUSED_BY_US,
    /// Before it was answered, by the side that began it.
    CANCELLED,
    /// The other end named other addresses.
    REDIRECTED,
    /// The other end does not answer any more, or never did.
    LOST,
    /// The other end agreed to no description.
    NO_DESCRIPTION
  }
}

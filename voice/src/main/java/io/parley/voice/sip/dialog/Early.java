package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.util.Optional;

/// A dialog of a call of ours that is not confirmed.
///
/// @param rseq of the last reliable response, 0 before any
/// @param theirs the newest description of the other end
/// @param isAgreed whether one came in a reliable response, which answers our offer: then the other
///   end may offer something else (RFC 3311, section 5.1)
/// @param ours our answer to such an offer; empty while the INVITE's offer holds
/// @param update an offer that our side has not answered
record Early(
    Dialog dialog,
    long rseq,
    Optional<Body> theirs,
    boolean isAgreed,
    Optional<Body> ours,
    Optional<CallEvent.Asked> update) {

  static Early begin(Request invite, Response response) {
    return new Early(
        Dialog.calling(invite, response),
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /// After a response that need not be acknowledged. Its description is a preview, and none of what
  /// was agreed on since (RFC 3261, section 13.2.1).
  Early described(Optional<Body> description) {
    return new Early(dialog, rseq, newest(description), isAgreed, ours, update);
  }

  /// After a reliable response.
  ///
  /// @param next with the number of its acknowledgement
  Early acknowledged(Dialog next, long number, Optional<Body> description) {
    return new Early(
        next, number, newest(description), isAgreed || description.isPresent(), ours, update);
  }

  private Optional<Body> newest(Optional<Body> description) {
    return ours.isPresent() ? theirs : description.or(() -> theirs);
  }

  /// After a request of the other end.
  Early heard(Dialog next) {
    return new Early(next, rseq, theirs, isAgreed, ours, update);
  }

  /// With an offer that our side has to answer.
  Early asked(CallEvent.Asked offer) {
    return new Early(dialog, rseq, theirs, isAgreed, ours, Optional.of(offer));
  }

  /// Our side has refused the offer.
  Early refused() {
    return new Early(dialog, rseq, theirs, isAgreed, ours, Optional.empty());
  }

  /// Our side has answered the offer.
  Early agreed(Body offer, Body answer) {
    return new Early(
        dialog, rseq, Optional.of(offer), isAgreed, Optional.of(answer), Optional.empty());
  }

  /// The other end's description once the call is answered: of an agreement since our first offer
  /// that one, and otherwise the answer's own.
  Optional<Body> answer(Optional<Body> ofSuccess) {
    return newest(ofSuccess);
  }
}

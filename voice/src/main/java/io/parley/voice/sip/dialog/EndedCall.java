package io.parley.voice.sip.dialog;

import io.parley.voice.sip.dialog.CallNews.Cause;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call that is over, kept while messages of it may still come: a late success of an INVITE that
/// was cancelled is acknowledged and ended at once, and a BYE for which the other end wants
/// credentials is sent again with them.
///
/// @param invite ours, if we called
/// @param acks of successes that have been ended, by the tag of their end
/// @param bye ours, if we have ended an established call
/// @param until when it may be forgotten
public record EndedCall(
    LocalEnd end,
    Optional<Request> invite,
    Map<String, Request> acks,
    Optional<Dialog.Made> bye,
    Instant until)
    implements Call {
  /// An INVITE that is forked to more telephones than that is none of ours.
  static final int FORKS_MAX = 16;

  public EndedCall {
    acks = Map.copyOf(acks);
  }

  /// Tells it, after other actions.
  static Turn turn(
      LocalEnd end, Optional<Request> invite, Instant at, Ending ending, CallAction... before) {
    var until = at.plus(end.times().patience());
    var ended = new EndedCall(end, invite, Map.of(), Optional.empty(), until);
    var news = new CallNews.Ended(ending.cause, ending.status, ending.elsewhere);
    return Turn.of(ended, Call.tell(news)).after(before);
  }

  /// Why.
  record Ending(Cause cause, int status, List<Address> elsewhere) {
    static Ending by(Cause cause) {
      return new Ending(cause, 0, List.of());
    }

    static Ending by(Cause cause, int status) {
      return new Ending(cause, status, List.of());
    }
  }

  @Override
  public Turn on(CallEvent event, Instant at) {
    return switch (event) {
      case CallEvent.Asked asked -> Turn.of(this, Call.respond(asked, 481));
      case CallEvent.Answered(var response) -> answered(response);
      case CallEvent.Authorize(var header, var credentials) -> authorize(header, credentials);
      case CallEvent.UpdateAnswer answer -> Turn.of(this, Call.respond(answer.update(), 481));
      case CallEvent.Acknowledged _,
          CallEvent.Unanswered _,
          CallEvent.Passed _,
          CallEvent.Ring _,
          CallEvent.Progress _,
          CallEvent.Accept _,
          CallEvent.Refuse _,
          CallEvent.Offer _,
          CallEvent.HangUp _,
          CallEvent.TakenOver _,
          CallEvent.Transfer _,
          CallEvent.TransferAnswer _,
          CallEvent.TransferReport _ ->
          Turn.of(this);
    };
  }

  private Turn answered(Response response) {
    boolean isChallenge = response.status() == 401 || response.status() == 407;
    var challenged =
        bye.map(Dialog.Made::request)
            .filter(request -> isChallenge && request.cseq().equals(response.cseq()));
    if (challenged.isPresent())
      return Turn.of(this, Call.tell(new CallNews.Challenged(response, challenged.get())));
    if (invite.isEmpty() || !isSuccessOf(invite.get(), response)) return Turn.of(this);
    var tag = response.to().tag().orElse("");
    var known = acks.get(tag);
    if (known != null) return Turn.of(this, new CallAction.SendAck(known));
    if (acks.size() == FORKS_MAX) return Turn.of(this);
    var dialog = Dialog.calling(invite.get(), response);
    var ack = dialog.ack(invite.get(), end);
    return Turn.of(
        with(tag, ack),
        new CallAction.SendAck(ack),
        new CallAction.Send(dialog.next(Method.BYE, end).request()));
  }

  private Turn authorize(HeaderType<Credentials> header, Credentials credentials) {
    if (bye.isEmpty()) return Turn.of(this);
    var made = bye.get().dialog().next(Method.BYE, end);
    // a challenge of a proxy is another one than the other end's, and both are to be met
    var before = Dialog.credentials(bye.get().request());
    var again =
        made.request().with(made.request().headers().plus(before).with(header, credentials));
    var next = Optional.of(new Dialog.Made(made.dialog(), again));
    return Turn.of(new EndedCall(end, invite, acks, next, until), new CallAction.Send(again));
  }

  /// With a success that has been acknowledged and ended.
  EndedCall with(String tag, Request ack) {
    var more = new HashMap<>(acks);
    more.put(tag, ack);
    return new EndedCall(end, invite, more, bye, until);
  }

  static boolean isSuccessOf(Request invite, Response response) {
    return response.isSuccess() && response.cseq().equals(invite.cseq());
  }

  @Override
  public Instant due() {
    return until;
  }
}

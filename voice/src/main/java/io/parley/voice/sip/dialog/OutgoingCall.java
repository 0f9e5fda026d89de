package io.parley.voice.sip.dialog;

import io.parley.voice.sip.dialog.CallNews.Cause;
import io.parley.voice.sip.dialog.EndedCall.Ending;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.RAck;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A call of ours that is not answered yet (RFC 3261, section 13.2).
///
/// @param invite the last one: credentials make another
/// @param early dialogs by the other end's tag: a proxy may ring several telephones
/// @param endsAt when our patience ends
public record OutgoingCall(
    LocalEnd end, Request invite, Phase phase, Map<String, Early> early, Instant endsAt)
    implements Call {
  /// Of its life.
  enum Phase {
    /// Nothing has come yet.
    CALLING,
    PROCEEDING,
    /// Our side has to find credentials.
    CHALLENGED,
    /// To be cancelled as soon as anything comes (section 9.1).
    CANCEL_WANTED,
    CANCELLED
  }

  public OutgoingCall {
    early = Map.copyOf(early);
  }

  public static Turn start(LocalEnd end, CallPlan plan, Instant at) {
    var headers =
        Headers.NONE
            .with(HeaderType.VIA, end.via(Method.INVITE, 1, ""))
            .with(HeaderType.ROUTE, plan.routes())
            .with(HeaderType.MAX_FORWARDS, 70L)
            .with(HeaderType.FROM, plan.from().withTag(end.tag()))
            .with(HeaderType.TO, plan.to())
            .with(HeaderType.CALL_ID, end.seed())
            .with(HeaderType.CSEQ, new CSeq(1, Method.INVITE))
            .plus(end.abilities());
    var invite =
        new Request(
                Method.INVITE,
                plan.target(),
                SessionTimer.asked(headers, SessionTimer.WANTED),
                Body.EMPTY)
            .with(MediaType.SDP, plan.offer());
    return Turn.of(
        new OutgoingCall(end, invite, Phase.CALLING, Map.of(), at.plus(plan.ringing())),
        new CallAction.Send(invite));
  }

  /// Whether any response has come to the last INVITE.
  public boolean isHeard() {
    return phase != Phase.CALLING && phase != Phase.CANCEL_WANTED;
  }

  private boolean isCancelling() {
    return phase == Phase.CANCEL_WANTED || phase == Phase.CANCELLED;
  }

  @Override
  public Turn on(CallEvent event, Instant at) {
    return switch (event) {
      case CallEvent.Answered(var response) ->
          response.cseq().equals(invite.cseq()) ? answered(response, at) : Turn.of(this);
      case CallEvent.Unanswered(var method) ->
          method.equals(Method.INVITE)
              ? over(Ending.by(isCancelling() ? Cause.CANCELLED : Cause.LOST), at)
              : Turn.of(this);
      case CallEvent.HangUp _ -> hangUp(at);
      case CallEvent.Passed _ -> at.isBefore(endsAt) ? Turn.of(this) : passed(at);
      case CallEvent.Authorize(var header, var credentials) ->
          phase == Phase.CHALLENGED
              ? again(invite.headers().with(header, credentials))
              : Turn.of(this);
      case CallEvent.Asked asked -> asked(asked);
      case CallEvent.UpdateAnswer answer -> answerUpdate(answer);
      case CallEvent.Acknowledged _,
          CallEvent.Ring _,
          CallEvent.Progress _,
          CallEvent.Accept _,
          CallEvent.Refuse _,
          CallEvent.Offer _,
          CallEvent.TakenOver _,
          CallEvent.Transfer _,
          CallEvent.TransferAnswer _,
          CallEvent.TransferReport _ ->
          Turn.of(this);
    };
  }

  private Turn answered(Response response, Instant at) {
    if (response.isProvisional()) return provisional(response, at);
    if (response.isSuccess()) return success(response, at);
    if (isCancelling()) return over(Ending.by(Cause.CANCELLED, response.status()), at);
    return switch (response.status()) {
      case 401, 407 ->
          Turn.of(
              in(Phase.CHALLENGED, endsAt), Call.tell(new CallNews.Challenged(response, invite)));
      case 422 -> longer(response, at);
      default ->
          response.status() < 400
              ? over(
                  new Ending(
                      Cause.REDIRECTED,
                      response.status(),
                      response.headers().all(HeaderType.CONTACT)),
                  at)
              : over(Ending.by(Cause.REFUSED, response.status()), at);
    };
  }

  private Turn provisional(Response response, Instant at) {
    if (phase == Phase.CANCEL_WANTED) return cancel(at);
    if (phase == Phase.CANCELLED) return Turn.of(this);
    var next = in(Phase.PROCEEDING, endsAt);
    var tag = response.to().tag();
    if (response.status() == 100 || tag.isEmpty()) return Turn.of(next);
    var before = early.get(tag.get());
    if (before == null && early.size() == EndedCall.FORKS_MAX) return Turn.of(next);
    var known = before == null ? Early.begin(invite, response) : before;
    var rseq = response.headers().first(HeaderType.RSEQ);
    boolean isReliable = rseq.isPresent() && response.headers().has(HeaderType.REQUIRE, "100rel");
    // a repeated one is acknowledged already, one after a gap comes again (RFC 3262, section 4)
    if (isReliable && known.rseq() > 0 && rseq.get() != known.rseq() + 1) return Turn.of(next);
    var description = description(response);
    var news =
        Call.tell(
            description.isPresent()
                ? new CallNews.Early(description.get())
                : new CallNews.Ringing());
    if (!isReliable) return Turn.of(next.with(tag.get(), known.described(description)), news);
    var made = known.dialog().next(Method.PRACK, end);
    var rack = new RAck(rseq.get(), invite.cseq().number(), Method.INVITE);
    var prack = made.request().with(made.request().headers().with(HeaderType.RACK, rack));
    return Turn.of(
        next.with(tag.get(), known.acknowledged(made.dialog(), rseq.get(), description)),
        new CallAction.Send(prack),
        news);
  }

  private static Optional<Body> description(Response response) {
    return Optional.of(response.body())
        .filter(body -> response.isOf(MediaType.SDP) && !body.isEmpty());
  }

  /// The early dialog of the telephone that answers goes on, if it had one, and its description
  /// holds where the success has none, or something else was agreed on since. A success after a
  /// CANCEL crossed it: the call is answered, and ended at once.
  private Turn success(Response response, Instant at) {
    var known = Optional.ofNullable(early.get(response.to().tag().orElse("")));
    var confirmed = Dialog.calling(invite, response);
    var dialog = known.map(e -> confirmed.after(e.dialog())).orElse(confirmed);
    var ack = dialog.ack(invite, end);
    var description = description(response);
    var answer = known.map(e -> e.answer(description)).orElse(description);
    if (!isCancelling() && answer.isPresent())
      return Turn.of(
          EstablishedCall.answered(
              end, dialog, invite, known.flatMap(Early::ours), response, ack, at),
          new CallAction.SendAck(ack),
          Call.tell(new CallNews.Answered(answer.get())));
    var cause = isCancelling() ? Cause.CANCELLED : Cause.NO_DESCRIPTION;
    var ended =
        over(Ending.by(cause), at)
            .after(
                new CallAction.SendAck(ack),
                new CallAction.Send(dialog.next(Method.BYE, end).request()));
    return ended.next() instanceof EndedCall over
        ? new Turn(over.with(dialog.remoteTag(), ack), ended.actions())
        : ended;
  }

  /// The other end or a proxy wants a longer interval between refreshes (RFC 4028, section 7.4).
  private Turn longer(Response response, Instant at) {
    var asked = invite.headers().need(HeaderType.SESSION_EXPIRES).value();
    var least = response.headers().first(HeaderType.MIN_SE).map(min -> min.value()).orElse(0L);
    return least > asked
        ? again(SessionTimer.asked(invite.headers(), Duration.ofSeconds(least)))
        : over(Ending.by(Cause.REFUSED, 422), at);
  }

  /// The same INVITE with other headers, as another request.
  private Turn again(Headers headers) {
    long number = invite.cseq().number() + 1;
    var next =
        invite.with(
            headers
                .with(HeaderType.VIA, end.via(Method.INVITE, number, ""))
                .with(HeaderType.CSEQ, new CSeq(number, Method.INVITE)));
    return Turn.of(
        new OutgoingCall(end, next, Phase.CALLING, Map.of(), endsAt), new CallAction.Send(next));
  }

  private Turn hangUp(Instant at) {
    return switch (phase) {
      case CALLING -> Turn.of(in(Phase.CANCEL_WANTED, endsAt));
      case PROCEEDING -> cancel(at);
      case CHALLENGED -> over(Ending.by(Cause.CANCELLED), at);
      case CANCEL_WANTED, CANCELLED -> Turn.of(this);
    };
  }

  private Turn cancel(Instant at) {
    return Turn.of(
        in(Phase.CANCELLED, at.plus(end.times().patience())),
        new CallAction.Send(Call.cancel(invite)));
  }

  /// Our patience has ended, or no response comes to an INVITE that was cancelled.
  private Turn passed(Instant at) {
    return phase == Phase.CANCELLED ? over(Ending.by(Cause.CANCELLED), at) : hangUpAtLast(at);
  }

  private Turn hangUpAtLast(Instant at) {
    var turn = hangUp(at);
    // the transaction gives up by itself if nothing has come
    return turn.next() instanceof OutgoingCall call && call.phase == Phase.CANCEL_WANTED
        ? new Turn(call.in(Phase.CANCEL_WANTED, at.plus(end.times().patience())), turn.actions())
        : turn;
  }

  /// Within an early dialog.
  private Turn asked(CallEvent.Asked asked) {
    var request = asked.request();
    var tag = request.from().tag().orElse("");
    var known = early.get(tag);
    if (known == null || !known.dialog().has(request))
      return Turn.of(this, Call.respond(asked, 481));
    if (!known.dialog().isNews(request)) return Turn.of(this, Call.respond(asked, 500));
    var next = with(tag, known.heard(known.dialog().heard(request)));
    return switch (request.method()) {
      case Method.UPDATE -> next.updated(tag, asked);
      case Method.INFO ->
          Turn.of(next, Call.respond(asked, 200), Call.tell(new CallNews.Informed(request)));
      case Method.OPTIONS ->
          Turn.of(next, new CallAction.Respond(asked.key(), Call.able(request, 200, end)));
      default -> Turn.of(next, Call.respond(asked, 405));
    };
  }

  /// One offer at a time (RFC 3311, section 5.2): while ours has no reliable answer, another one
  /// gets 491, and while our side has not answered theirs, 500.
  private Turn updated(String tag, CallEvent.Asked asked) {
    var request = asked.request();
    var refusal = IncomingCall.refusal(request, end);
    if (refusal.isPresent())
      return Turn.of(this, new CallAction.Respond(asked.key(), refusal.get()));
    var known = early.get(tag);
    var next = with(tag, known.heard(known.dialog().refreshed(request)));
    if (request.body().isEmpty())
      return Turn.of(next, new CallAction.Respond(asked.key(), Call.able(request, 200, end)));
    if (known.update().isPresent()) return Turn.of(this, Call.later(asked, end));
    if (!known.isAgreed() || known.theirs().isEmpty())
      return Turn.of(this, Call.respond(asked, 491));
    return Turn.of(
        next.with(tag, next.early.get(tag).asked(asked)),
        Call.tell(new CallNews.EarlyOffered(asked, known.theirs().get(), request.body())));
  }

  private Turn answerUpdate(CallEvent.UpdateAnswer answer) {
    var request = answer.update().request();
    var tag = request.from().tag().orElse("");
    var known = early.get(tag);
    // the dialogs are others after a challenge
    if (known == null || known.update().filter(answer.update()::equals).isEmpty())
      return Turn.of(this, Call.respond(answer.update(), 481));
    return Turn.of(
        with(
            tag,
            answer.isAccepted() ? known.agreed(request.body(), answer.answer()) : known.refused()),
        new CallAction.Respond(answer.update().key(), answer.to(end)));
  }

  private Turn over(Ending ending, Instant at) {
    return EndedCall.turn(end, Optional.of(invite), at, ending);
  }

  private OutgoingCall in(Phase next, Instant endsAt) {
    return new OutgoingCall(end, invite, next, early, endsAt);
  }

  private OutgoingCall with(String tag, Early dialog) {
    var more = new HashMap<>(early);
    more.put(tag, dialog);
    return new OutgoingCall(end, invite, phase, more, endsAt);
  }

  @Override
  public Instant due() {
    return endsAt;
  }
}

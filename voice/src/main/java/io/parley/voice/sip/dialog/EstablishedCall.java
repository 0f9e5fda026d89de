package io.parley.voice.sip.dialog;

import io.parley.voice.sip.dialog.CallNews.Cause;
import io.parley.voice.sip.dialog.EndedCall.Ending;
import io.parley.voice.sip.dialog.Handshake.Success;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Transaction;
import java.time.Instant;
import java.util.Optional;

/// A call that has been answered, from either end (RFC 3261, sections 13 to 15).
///
/// @param ours our last description; empty if it is unknown
/// @param canUpdate whether the other end understands UPDATE
/// @param referral a transfer that our side has asked for
public record EstablishedCall(
    LocalEnd end,
    Dialog dialog,
    Body ours,
    boolean canUpdate,
    SessionTimer timer,
    Exchange exchange,
    Handshake handshake,
    Optional<Referral> referral)
    implements Call {
  private static final Exchange IDLE = new Exchange.Idle();

  /// Whether the other end is on its way to somebody else, as our side has asked.
  public boolean isReferring() {
    return referral.filter(Referral::isUnderWay).isPresent();
  }

  /// A call of ours, by a success.
  ///
  /// @param ours our last description, where that is another one than the INVITE's
  static EstablishedCall answered(
      LocalEnd end,
      Dialog dialog,
      Request invite,
      Optional<Body> ours,
      Response success,
      Request ack,
      Instant at) {
    return new EstablishedCall(
        end,
        dialog,
        ours.orElseGet(invite::body),
        success.headers().has(HeaderType.ALLOW, Method.UPDATE),
        SessionTimer.answered(success, at),
        IDLE,
        Handshake.called(invite, dialog.remoteTag(), ack),
        Optional.empty());
  }

  /// A call of the other end, by our success.
  static EstablishedCall accepted(
      IncomingCall call, Response success, SessionTimer timer, Instant at) {
    var invite = call.invite();
    return new EstablishedCall(
        call.end(),
        call.dialog(),
        success.body(),
        invite.headers().has(HeaderType.ALLOW, Method.UPDATE),
        timer,
        IDLE,
        Handshake.accepted(
            new Success(
                call.key(),
                success,
                Resending.begin(call.end().times(), at),
                invite.body().isEmpty())),
        Optional.empty());
  }

  /// A call of another node, which goes on here: the other end learns our address, and is offered
  /// our sound (RFC 3261, section 14).
  ///
  /// @param dialog as [#forAnotherNode] has given it
  /// @param heard the number of the other end's last request there
  public static Turn takenOver(LocalEnd end, Request dialog, long heard, Body offer) {
    return new EstablishedCall(
            end,
            Dialog.of(dialog, heard),
            offer,
            false,
            SessionTimer.NONE,
            IDLE,
            Handshake.NONE,
            Optional.empty())
        .invite(offer, false);
  }

  /// Its dialog as a request, for another node that goes on with the call; empty while an offer,
  /// its acknowledgement or a transfer is due.
  public Optional<Request> forAnotherNode() {
    boolean isQuiet =
        exchange instanceof Exchange.Idle && handshake.success().isEmpty() && !isReferring();
    return isQuiet ? Optional.of(dialog.asRequest(end)) : Optional.empty();
  }

  @Override
  public Turn on(CallEvent event, Instant at) {
    return switch (event) {
      case CallEvent.Asked asked -> new InDialog(this, asked, at).turn();
      case CallEvent.Acknowledged(var ack) -> acknowledged(ack, at);
      case CallEvent.Answered(var response) -> answered(response, at);
      case CallEvent.Unanswered(var method) ->
          switch (method) {
            case Method.BYE -> Turn.of(this);
            // an end that does not know it may say nothing: the call goes on
            case Method.REFER -> new Referring(this, at).unanswered();
            default -> bye(Ending.by(Cause.LOST), at);
          };
      case CallEvent.Passed _ -> passed(at);
      case CallEvent.Accept(var description) -> accept(description, at);
      case CallEvent.Refuse refusal -> refuse(refusal);
      case CallEvent.Offer(var offer) -> offer(offer);
      // of an offer before the call was answered, which may come again
      case CallEvent.UpdateAnswer late -> Turn.of(this, Call.later(late.update(), end));
      case CallEvent.HangUp _ ->
          handshake.success().isPresent()
              ? Turn.of(with(handshake.ending()))
              : bye(Ending.by(Cause.HUNG_UP), at);
      case CallEvent.TakenOver _ ->
          EndedCall.turn(end, handshake.invite(), at, Ending.by(Cause.HUNG_UP));
      case CallEvent.Transfer wanted -> new Referring(this, at).begin(wanted);
      case CallEvent.Authorize proof -> authorize(proof, at);
      case CallEvent.TransferAnswer(var refer, int status) -> transferAnswer(refer, status);
      case CallEvent.TransferReport(int status) -> {
        var made = dialog.next(Method.NOTIFY, end);
        yield send(made, Transfers.notify(made.request(), status, end));
      }
      case CallEvent.Ring _, CallEvent.Progress _ -> Turn.of(this);
    };
  }

  private Turn send(Dialog.Made made, Request request) {
    return Turn.of(with(made.dialog()), new CallAction.Send(request));
  }

  private Turn acknowledged(Request ack, Instant at) {
    var success = handshake.success();
    if (success.isEmpty() || !success.get().isFor(ack)) return Turn.of(this);
    var next = with(handshake.with(Optional.empty()));
    if (handshake.isByeWanted()) return next.bye(Ending.by(Cause.HUNG_UP), at);
    if (!success.get().expectsAnswer()) return Turn.of(next, Call.tell(new CallNews.Confirmed()));
    return ack.isOf(MediaType.SDP) && !ack.body().isEmpty()
        ? Turn.of(next, Call.tell(new CallNews.Answered(ack.body())))
        : next.bye(Ending.by(Cause.NO_DESCRIPTION), at);
  }

  private Turn answered(Response response, Instant at) {
    var first = handshake.invite();
    if (first.isPresent() && EndedCall.isSuccessOf(first.get(), response))
      return successAgain(first.get(), response);
    if (exchange instanceof Exchange.Ours mine
        && response.cseq().equals(mine.request().cseq())
        && response.isFinal()) return concluded(mine, response, at);
    if (response.isSuccess()
        && response.cseq().method().equals(Method.INVITE)
        && handshake
            .lastAck()
            .filter(ack -> ack.cseq().number() == response.cseq().number())
            .isPresent()) return Turn.of(this, new CallAction.SendAck(handshake.lastAck().get()));
    return response.cseq().method().equals(Method.REFER) && response.isFinal()
        ? new Referring(this, at).answered(response)
        : Turn.of(this);
  }

  /// Repeated, or of another telephone, which is left at once (section 13.2.2.4).
  private Turn successAgain(Request invite, Response response) {
    var tag = response.to().tag().orElse("");
    var known = handshake.acks().get(tag);
    if (known != null) return Turn.of(this, new CallAction.SendAck(known));
    if (handshake.acks().size() == EndedCall.FORKS_MAX) return Turn.of(this);
    var other = Dialog.calling(invite, response);
    var ack = other.ack(invite, end);
    return Turn.of(
        with(handshake.with(tag, ack)),
        new CallAction.SendAck(ack),
        new CallAction.Send(other.next(Method.BYE, end).request()));
  }

  /// A final response to our offer.
  private Turn concluded(Exchange.Ours mine, Response response, Instant at) {
    int status = response.status();
    if (response.isSuccess()) return agreed(mine, response, at);
    if (status == 408) return bye(Ending.by(Cause.LOST, status), at);
    // its BYE may have been overtaken
    if (status == 481) return bye(Ending.by(Cause.OTHER_HUNG_UP, status), at);
    if (status == 491)
      return Turn.of(with(new Exchange.Again(mine.offer(), at.plusMillis(backOffMillis()))));
    if (status == 401 || status == 407)
      return Turn.of(
          with(new Exchange.Idle(Optional.of(mine))),
          Call.tell(new CallNews.Challenged(response, mine.request())));
    var next = with(IDLE);
    return mine.isRefresh()
        ? Turn.of(next.with(timer.restarted(at)))
        : Turn.of(next, Call.tell(new CallNews.OfferRefused(status)));
  }

  private Turn agreed(Exchange.Ours mine, Response response, Instant at) {
    var next =
        with(IDLE)
            .with(dialog.refreshed(response))
            .with(SessionTimer.answered(response, at))
            .describing(mine.offer().isEmpty() ? ours : mine.offer());
    var news = new CallNews.Answered(response.body());
    var actions = mine.isRefresh() ? new CallAction[0] : new CallAction[] {Call.tell(news)};
    if (!mine.request().is(Method.INVITE)) return Turn.of(next, actions);
    var ack = next.dialog.ack(mine.request(), end);
    return Turn.of(next.with(handshake.withLast(ack)), actions).after(new CallAction.SendAck(ack));
  }

  /// 2.1 to 4 s for the end that began the call, up to 2 s for the other one (section 14.1).
  private long backOffMillis() {
    int chance = (end.seed() + dialog.localNumber()).hashCode();
    return handshake.invite().isPresent()
        ? 2_100 + 10L * Math.floorMod(chance, 190)
        : 10L * Math.floorMod(chance, 200);
  }

  private Turn accept(Body description, Instant at) {
    if (!(exchange instanceof Exchange.Theirs(var asked))) return Turn.of(this);
    var request = asked.request();
    var timed = SessionTimer.accepted(request, at);
    var success = timed.in(Call.able(request, 200, end)).with(MediaType.SDP, description);
    var next = with(IDLE).with(timed).describing(description);
    var respond = new CallAction.Respond(asked.key(), success);
    if (!request.is(Method.INVITE)) return Turn.of(next, respond);
    var expected =
        new Success(
            asked.key(), success, Resending.begin(end.times(), at), request.body().isEmpty());
    return Turn.of(next.with(handshake.with(Optional.of(expected))), respond);
  }

  /// The same request with credentials, as another one: of an offer or a refresh, or of a transfer.
  private Turn authorize(CallEvent.Authorize proof, Instant at) {
    if (!(exchange instanceof Exchange.Idle(var challenged)) || challenged.isEmpty())
      return new Referring(this, at).authorize(proof.header(), proof.credentials());
    var mine = challenged.get();
    var made = dialog.next(mine.request().method(), end);
    var headers =
        mine.request()
            .headers()
            .with(HeaderType.VIA, made.request().topVia())
            .with(HeaderType.CSEQ, made.request().cseq())
            .with(proof.header(), proof.credentials());
    var request = mine.request().with(headers);
    return with(new Exchange.Ours(request, mine.offer(), mine.isRefresh())).send(made, request);
  }

  private Turn refuse(CallEvent.Refuse refusal) {
    return switch (exchange) {
      case Exchange.Theirs(var asked) ->
          Turn.of(with(IDLE), new CallAction.Respond(asked.key(), refusal.to(asked.request())));
      // our side has no credentials for its offer, or for a refresh
      case Exchange.Idle(var challenged) when challenged.isPresent() ->
          challenged.get().isRefresh()
              ? Turn.of(with(IDLE))
              : Turn.of(with(IDLE), Call.tell(new CallNews.OfferRefused(refusal.status())));
      case Exchange.Idle _, Exchange.Ours _, Exchange.Again _ -> Turn.of(this);
    };
  }

  private Turn offer(Body offer) {
    if (!(exchange instanceof Exchange.Idle) || handshake.success().isPresent())
      return Turn.of(this, Call.tell(new CallNews.OfferRefused(491)));
    return invite(offer, false);
  }

  private Turn invite(Body offer, boolean isRefresh) {
    var made = dialog.next(Method.INVITE, end);
    var able = made.request().headers().plus(end.abilities());
    var request = made.request().with(timer.kept(able)).with(MediaType.SDP, offer);
    return with(new Exchange.Ours(request, offer, isRefresh)).send(made, request);
  }

  /// Without a description where UPDATE is understood; with the last one of ours otherwise.
  private Turn refresh() {
    if (!canUpdate) return invite(ours, true);
    var made = dialog.next(Method.UPDATE, end);
    var request = made.request().with(timer.kept(made.request().headers().plus(end.abilities())));
    return with(new Exchange.Ours(request, Body.EMPTY, true)).send(made, request);
  }

  private Turn transferAnswer(CallEvent.Asked refer, int status) {
    var respond = new CallAction.Respond(refer.key(), Call.able(refer.request(), status, end));
    if (status >= 300) return Turn.of(this, respond);
    // the first report is due at once (RFC 3515, section 2.4.4)
    var made = dialog.next(Method.NOTIFY, end);
    return send(made, Transfers.notify(made.request(), 100, end)).after(respond);
  }

  private Turn passed(Instant at) {
    if (referral.filter(asked -> !at.isBefore(asked.due())).isPresent())
      return new Referring(this, at).passed();
    var success = handshake.success();
    if (success.isPresent() && success.get().resending().isOver(at))
      return bye(Ending.by(handshake.isByeWanted() ? Cause.HUNG_UP : Cause.LOST), at);
    if (success.isPresent() && success.get().resending().isDue(at)) {
      var sent = success.get();
      var next = sent.resending().next(at, end.times().t2());
      var again = new Success(sent.key(), sent.response(), next, sent.expectsAnswer());
      return Turn.of(
          with(handshake.with(Optional.of(again))),
          new CallAction.Respond(sent.key(), sent.response()));
    }
    if (exchange instanceof Exchange.Again(var offer, var due) && !at.isBefore(due))
      return with(IDLE).offer(offer);
    if (at.isBefore(timer.at())) return Turn.of(this);
    if (!timer.isOurs()) return bye(Ending.by(Cause.LOST), at);
    // an exchange that is under way refreshes too
    return exchange instanceof Exchange.Idle && success.isEmpty()
        ? with(timer.restarted(at)).refresh()
        : Turn.of(with(timer.restarted(at)));
  }

  /// Ends it with BYE. An offer of the other end that our side has not answered is answered.
  Turn bye(Ending ending, Instant at) {
    var made = dialog.next(Method.BYE, end);
    var until = at.plus(end.times().patience());
    var ended = new EndedCall(end, handshake.invite(), handshake.acks(), Optional.of(made), until);
    var turn =
        new Turn(ended, EndedCall.turn(end, handshake.invite(), at, ending).actions())
            .after(new CallAction.Send(made.request()));
    return exchange instanceof Exchange.Theirs(var asked)
        ? turn.after(Call.respond(asked, 487))
        : turn;
  }

  EstablishedCall with(Dialog next) {
    return new EstablishedCall(end, next, ours, canUpdate, timer, exchange, handshake, referral);
  }

  EstablishedCall with(SessionTimer next) {
    return new EstablishedCall(end, dialog, ours, canUpdate, next, exchange, handshake, referral);
  }

  EstablishedCall with(Exchange next) {
    return new EstablishedCall(end, dialog, ours, canUpdate, timer, next, handshake, referral);
  }

  private EstablishedCall with(Handshake next) {
    return new EstablishedCall(end, dialog, ours, canUpdate, timer, exchange, next, referral);
  }

  EstablishedCall with(Optional<Referral> next) {
    return new EstablishedCall(end, dialog, ours, canUpdate, timer, exchange, handshake, next);
  }

  private EstablishedCall describing(Body next) {
    return new EstablishedCall(end, dialog, next, canUpdate, timer, exchange, handshake, referral);
  }

  @Override
  public Instant due() {
    var due = timer.at();
    if (referral.isPresent()) due = Transaction.earlier(due, referral.get().due());
    if (handshake.success().isPresent())
      due = Transaction.earlier(due, handshake.success().get().resending().due());
    return exchange instanceof Exchange.Again(var _, var again)
        ? Transaction.earlier(due, again)
        : due;
  }
}

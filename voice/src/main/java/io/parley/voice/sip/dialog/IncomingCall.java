package io.parley.voice.sip.dialog;

import io.parley.voice.sip.dialog.CallNews.Cause;
import io.parley.voice.sip.dialog.EndedCall.Ending;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.RAck;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Valued;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transaction.TransactionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A call of the other end that we have not answered yet (RFC 3261, section 13.3). Responses before
/// the answer are reliable where the other end can do that (RFC 3262): then there is one at a time,
/// and what our side says meanwhile waits for its PRACK, the last thing alone.
///
/// @param key of the INVITE's transaction
/// @param rseq of the last reliable response, 0 before any
/// @param sent the one that is not acknowledged
/// @param waiting said since
/// @param agreed what the other end describes, once an answer of ours was acknowledged before the
///   call is accepted: then it may offer something else (RFC 3311, section 5.1)
/// @param update such an offer, which our side has not answered
public record IncomingCall(
    LocalEnd end,
    TransactionKey key,
    Request invite,
    Dialog dialog,
    long rseq,
    Optional<Sent> sent,
    Optional<CallEvent> waiting,
    Optional<Body> agreed,
    Optional<CallEvent.Asked> update)
    implements Call {
  private static final String RELIABLE = "100rel";

  /// Intervals between reliable responses double without a longest one.
  private static final Duration NO_LONGEST = Duration.ofHours(1);

  /// A reliable response.
  record Sent(Response response, Resending resending) {}

  /// Takes an INVITE without a tag in To, or refuses it.
  public static Turn start(LocalEnd end, CallEvent.Asked asked, Instant at) {
    var invite = asked.request();
    var refusal = refusal(invite, end);
    if (refusal.isPresent())
      return EndedCall.turn(
          end,
          Optional.empty(),
          at,
          Ending.by(Cause.REFUSED_BY_US, refusal.get().status()),
          new CallAction.Respond(asked.key(), refusal.get()));
    var call =
        new IncomingCall(
            end,
            asked.key(),
            invite,
            Dialog.called(invite, end.tag()),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Turn.of(call, Call.tell(new CallNews.Offered(invite.body())));
  }

  /// Of an INVITE that asks for something that we cannot do.
  static Optional<Response> refusal(Request invite, LocalEnd end) {
    var unknown =
        invite.headers().all(HeaderType.REQUIRE).stream()
            .filter(name -> LocalEnd.EXTENSIONS.stream().noneMatch(name::equalsIgnoreCase))
            .toList();
    if (!unknown.isEmpty()) {
      var refusal = Call.able(invite, 420, end);
      return Optional.of(refusal.with(refusal.headers().with(HeaderType.UNSUPPORTED, unknown)));
    }
    if (!invite.body().isEmpty() && !invite.isOf(MediaType.SDP)) {
      var refusal = Call.able(invite, 415, end);
      return Optional.of(refusal.with(refusal.headers().plus("Accept", MediaType.SDP.toString())));
    }
    if (!SessionTimer.isTooShort(invite)) return Optional.empty();
    var least = new Valued<>(SessionTimer.LEAST.toSeconds(), Params.NONE);
    return Optional.of(Call.able(invite, 422, end).with(HeaderType.MIN_SE, least));
  }

  @Override
  public Turn on(CallEvent event, Instant at) {
    return switch (event) {
      case CallEvent.Ring _, CallEvent.Progress _, CallEvent.Accept _ ->
          sent.isPresent() ? Turn.of(waitingWith(event)) : say(event, at);
      case CallEvent.Refuse refusal -> refuse(refusal, at);
      case CallEvent.HangUp _ -> refuse(new CallEvent.Refuse(480), at);
      case CallEvent.Asked asked -> asked(asked, at);
      case CallEvent.UpdateAnswer answer -> answerUpdate(answer);
      case CallEvent.Passed _ -> passed(at);
      case CallEvent.Acknowledged _,
          CallEvent.Answered _,
          CallEvent.Unanswered _,
          CallEvent.Offer _,
          CallEvent.TakenOver _,
          CallEvent.Authorize _,
          CallEvent.Transfer _,
          CallEvent.TransferAnswer _,
          CallEvent.TransferReport _ ->
          Turn.of(this);
    };
  }

  /// An answer is not replaced by something before it.
  private IncomingCall waitingWith(CallEvent event) {
    return waiting.filter(CallEvent.Accept.class::isInstance).isPresent()
        ? this
        : new IncomingCall(
            end, key, invite, dialog, rseq, sent, Optional.of(event), agreed, update);
  }

  private Turn say(CallEvent event, Instant at) {
    if (event instanceof CallEvent.Accept(var description)) {
      var timer = SessionTimer.accepted(invite, at);
      var success =
          withRoutes(timer.in(Call.able(invite, 200, end)).with(MediaType.SDP, description));
      var turn =
          Turn.of(
              EstablishedCall.accepted(this, success, timer, at),
              new CallAction.Respond(key, success));
      return update.isPresent() ? turn.after(Call.later(update.get(), end)) : turn;
    }
    // without an offer there is nothing to answer before the call is accepted
    if (event instanceof CallEvent.Progress(var description) && !invite.body().isEmpty())
      return provisional(
          Call.able(invite, 183, end).with(MediaType.SDP, description),
          invite.headers().has(HeaderType.SUPPORTED, RELIABLE) || isReliableRequired(),
          at);
    return provisional(Call.able(invite, 180, end), isReliableRequired(), at);
  }

  private boolean isReliableRequired() {
    return invite.headers().has(HeaderType.REQUIRE, RELIABLE);
  }

  /// A response that makes a dialog repeats the way that the request took (section 12.1.1).
  private Response withRoutes(Response response) {
    return response.with(response.headers().with(HeaderType.RECORD_ROUTE, dialog.routes()));
  }

  private Turn provisional(Response plain, boolean isReliable, Instant at) {
    var response = withRoutes(plain);
    if (!isReliable) return Turn.of(this, new CallAction.Respond(key, response));
    long number = rseq + 1;
    var reliable = response.with(HeaderType.REQUIRE, RELIABLE).with(HeaderType.RSEQ, number);
    var resending = Resending.begin(end.times(), at);
    return Turn.of(
        new IncomingCall(
            end,
            key,
            invite,
            dialog,
            number,
            Optional.of(new Sent(reliable, resending)),
            Optional.empty(),
            agreed,
            update),
        new CallAction.Respond(key, reliable));
  }

  private Turn refuse(CallEvent.Refuse refusal, Instant at) {
    return EndedCall.turn(
        end,
        Optional.empty(),
        at,
        Ending.by(Cause.REFUSED_BY_US, refusal.status()),
        new CallAction.Respond(key, refusal.to(invite).tagged(end.tag())));
  }

  private Turn asked(CallEvent.Asked asked, Instant at) {
    var request = asked.request();
    return switch (request.method()) {
      case Method.CANCEL, Method.BYE -> cancelled(asked, at);
      case Method.PRACK -> acknowledged(asked, at);
      case Method.UPDATE -> updated(asked);
      case Method.INFO ->
          Turn.of(
              heard(request), Call.respond(asked, 200), Call.tell(new CallNews.Informed(request)));
      case Method.OPTIONS ->
          Turn.of(
              heard(request), new CallAction.Respond(asked.key(), Call.able(request, 200, end)));
      default -> Turn.of(this, new CallAction.Respond(asked.key(), Call.able(request, 405, end)));
    };
  }

  private Turn cancelled(CallEvent.Asked asked, Instant at) {
    var done = Response.to(asked.request(), 200).tagged(end.tag());
    return EndedCall.turn(
        end,
        Optional.empty(),
        at,
        Ending.by(Cause.CANCELLED, 487),
        new CallAction.Respond(asked.key(), done),
        new CallAction.Respond(key, Response.to(invite, 487).tagged(end.tag())));
  }

  /// Another offer must wait while the one of the INVITE, or the last one, is unanswered (RFC 3311,
  /// section 5.2).
  private Turn updated(CallEvent.Asked asked) {
    var request = asked.request();
    if (!dialog.isNews(request)) return Turn.of(this, Call.respond(asked, 500));
    var refusal = refusal(request, end);
    if (refusal.isPresent())
      return Turn.of(this, new CallAction.Respond(asked.key(), refusal.get()));
    var next = heard(request);
    if (request.body().isEmpty())
      return Turn.of(next, new CallAction.Respond(asked.key(), Call.able(request, 200, end)));
    return agreed.isEmpty() || update.isPresent()
        ? Turn.of(next, Call.later(asked, end))
        : Turn.of(
            next.offered(agreed, Optional.of(asked)),
            Call.tell(new CallNews.EarlyOffered(asked, agreed.get(), request.body())));
  }

  private Turn answerUpdate(CallEvent.UpdateAnswer answer) {
    if (update.filter(answer.update()::equals).isEmpty()) return Turn.of(this);
    var holds = answer.isAccepted() ? Optional.of(answer.update().request().body()) : agreed;
    return Turn.of(
        offered(holds, Optional.empty()),
        new CallAction.Respond(answer.update().key(), answer.to(end)));
  }

  private IncomingCall offered(Optional<Body> holds, Optional<CallEvent.Asked> asked) {
    return new IncomingCall(end, key, invite, dialog, rseq, sent, waiting, holds, asked);
  }

  private Turn acknowledged(CallEvent.Asked asked, Instant at) {
    var expected = new RAck(rseq, invite.cseq().number(), Method.INVITE);
    var rack = asked.request().headers().first(HeaderType.RACK);
    if (sent.isEmpty() || rack.filter(expected::equals).isEmpty())
      return Turn.of(this, Call.respond(asked, 481));
    var call =
        new IncomingCall(
            end,
            key,
            invite,
            dialog.heard(asked.request()),
            rseq,
            Optional.empty(),
            Optional.empty(),
            sent.get().response.body().isEmpty()
                ? agreed
                : agreed.or(() -> Optional.of(invite.body())),
            update);
    var ok = Call.respond(asked, 200);
    return waiting.isPresent() ? call.say(waiting.get(), at).after(ok) : Turn.of(call, ok);
  }

  private IncomingCall heard(Request request) {
    return new IncomingCall(
        end,
        key,
        invite,
        dialog.heard(request).refreshed(request),
        rseq,
        sent,
        waiting,
        agreed,
        update);
  }

  private Turn passed(Instant at) {
    if (sent.isEmpty()) return Turn.of(this);
    var resending = sent.get().resending;
    if (resending.isOver(at))
      return EndedCall.turn(
          end,
          Optional.empty(),
          at,
          Ending.by(Cause.LOST, 504),
          new CallAction.Respond(key, Response.to(invite, 504).tagged(end.tag())));
    if (!resending.isDue(at)) return Turn.of(this);
    var again = new Sent(sent.get().response, resending.next(at, NO_LONGEST));
    return Turn.of(
        new IncomingCall(
            end, key, invite, dialog, rseq, Optional.of(again), waiting, agreed, update),
        new CallAction.Respond(key, sent.get().response));
  }

  @Override
  public Instant due() {
    return sent.map(reliable -> reliable.resending.due()).orElse(Transaction.NEVER);
  }
}

package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.message.Via;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A call under manual time, and what it did: `500 send BYE`, in milliseconds since it began. The
/// other end is the test.
final class PlayedCall {
  static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");
  static final Body OFFER = Body.of("v=0\r\noffer\r\n");
  static final Body ANSWER = Body.of("v=0\r\nanswer\r\n");
  static final LocalEnd END =
      new LocalEnd(
          "UDP",
          new HostPort("192.0.2.1", 5_060),
          new Address(Uri.of("sip:parley@192.0.2.1:5060")),
          "seed",
          TransactionTimes.DEFAULTS);

  private final List<String> log = new ArrayList<>();
  private final List<Request> sent = new ArrayList<>();
  private final List<Response> responded = new ArrayList<>();
  private final List<CallNews> told = new ArrayList<>();
  private Call call;
  private Instant now = BEGIN;

  private PlayedCall(Call.Turn turn) {
    take(turn);
  }

  static PlayedCall outgoing() {
    var plan =
        new CallPlan(
            Uri.of("sip:bob@b.example"),
            new Address(Uri.of("sip:parley@a.example")),
            new Address(Uri.of("sip:bob@b.example")),
            List.of(),
            OFFER,
            Duration.ofSeconds(60));
    return new PlayedCall(OutgoingCall.start(END, plan, BEGIN));
  }

  static PlayedCall incoming(Request invite) {
    return new PlayedCall(IncomingCall.start(END, asked(invite), BEGIN));
  }

  /// Of another node, offered [#OFFER].
  static PlayedCall takenOver(Request dialog, long heard) {
    return new PlayedCall(EstablishedCall.takenOver(END, dialog, heard, OFFER));
  }

  static CallEvent.Asked asked(Request request) {
    return new CallEvent.Asked(
        new TransactionKey(true, request.topVia().branch().orElseThrow(), "", request.method()),
        request);
  }

  private void take(Call.Turn turn) {
    call = turn.next();
    for (var action : turn.actions())
      log.add(Duration.between(BEGIN, now).toMillis() + " " + named(action));
  }

  private String named(CallAction action) {
    return switch (action) {
      case CallAction.Send(var request) -> {
        sent.add(request);
        yield "send " + request.cseq();
      }
      case CallAction.SendAck(var ack) -> {
        sent.add(ack);
        yield "ack " + ack.cseq().number();
      }
      case CallAction.Respond(var _, var response) -> {
        responded.add(response);
        yield "respond " + response.status() + " to " + response.cseq();
      }
      case CallAction.Tell(var news) -> {
        told.add(news);
        yield news instanceof CallNews.Ended(var cause, int status, var _)
            ? "ended " + cause + " " + status
            : "tell " + news.getClass().getSimpleName();
      }
    };
  }

  PlayedCall on(CallEvent event) {
    take(call.on(event, now));
    return this;
  }

  PlayedCall pass(long millis) {
    var end = now.plusMillis(millis);
    while (!call.due().isAfter(end) && !(call instanceof EndedCall)) {
      now = call.due();
      on(new CallEvent.Passed());
    }
    now = end;
    return this;
  }

  List<String> did() {
    var did = List.copyOf(log);
    log.clear();
    return did;
  }

  Call call() {
    return call;
  }

  Request lastSent() {
    return sent.getLast();
  }

  Response lastResponse() {
    return responded.getLast();
  }

  CallNews lastNews() {
    return told.getLast();
  }

  /// Of the other end to our last request that is not an ACK.
  PlayedCall answered(int status) {
    return answered(status, "b1", Body.EMPTY);
  }

  PlayedCall answered(int status, String tag, Body body) {
    return on(new CallEvent.Answered(response(status, tag, body)));
  }

  Response response(int status, String tag, Body body) {
    var request = sent.stream().filter(each -> !each.is("ACK")).toList().getLast();
    return Response.to(request, status)
        .tagged(tag)
        .with(HeaderType.CONTACT, new Address(Uri.of("sip:bob@192.0.2.2")))
        .with(MediaType.SDP, body);
  }

  /// A request of the other end within the call.
  Request request(String method, int number) {
    var dialog =
        switch (call) {
          case IncomingCall incoming -> incoming.dialog();
          case EstablishedCall established -> established.dialog();
          case OutgoingCall outgoing -> outgoing.early().get("b1").dialog();
          case EndedCall _ -> throw new IllegalStateException("no dialog");
        };
    return request(method, number, dialog.remote(), dialog.local(), dialog.callId());
  }

  static Request request(String method, int number, Address from, Address to, String callId) {
    return new Request(
        method,
        END.contact().uri(),
        Headers.NONE
            .with(
                HeaderType.VIA,
                Via.of("UDP", new HostPort("192.0.2.2", 5_060), "z9hG4bK" + method + number))
            .with(HeaderType.FROM, from)
            .with(HeaderType.TO, to)
            .with(HeaderType.CALL_ID, callId)
            .with(HeaderType.CSEQ, new CSeq(number, method))
            .with(HeaderType.CONTACT, new Address(Uri.of("sip:bob@192.0.2.2:5070"))),
        Body.EMPTY);
  }

  PlayedCall ask(Request request) {
    return on(asked(request));
  }

  /// Of the other end, with an offer.
  static Request invite(String... lines) {
    var headers =
        request(
                "INVITE",
                7,
                new Address(Uri.of("sip:bob@b.example")).withTag("b1"),
                new Address(Uri.of("sip:parley@a.example")),
                "theirs")
            .headers();
    for (int i = 0; i < lines.length; i += 2) headers = headers.plus(lines[i], lines[i + 1]);
    return new Request("INVITE", END.contact().uri(), headers, Body.EMPTY)
        .with(MediaType.SDP, OFFER);
  }
}

package io.parley.voice.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.message.Valued;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutgoingCallTest {
  private static final Body EARLY = Body.of("v=0\r\nearly\r\n");

  private final PlayedCall call = PlayedCall.outgoing();

  @Test
  void a_call_rings_is_answered_acknowledged_and_hung_up() {
    call.answered(100).pass(1_000).answered(180).pass(1_000);
    call.answered(200, "b1", PlayedCall.ANSWER).pass(5_000).on(new CallEvent.HangUp());
    assertThat(call.did())
        .containsExactly(
            "0 send 1 INVITE",
            "1000 tell Ringing",
            "2000 ack 1",
            "2000 tell Answered",
            "7000 send 2 BYE",
            "7000 ended HUNG_UP 0");
    assertThat(call.lastSent().uri()).hasToString("sip:bob@192.0.2.2");
    assertThat(call.lastSent().to().tag()).contains("b1");
  }

  @Test
  void a_success_that_comes_again_is_acknowledged_again() {
    call.answered(200, "b1", PlayedCall.ANSWER).pass(500).answered(200, "b1", PlayedCall.ANSWER);
    assertThat(call.did()).endsWith("500 ack 1");
    assertThat(call.call()).isInstanceOf(EstablishedCall.class);
  }

  @Test
  void a_second_telephone_that_answers_is_hung_up() {
    call.answered(200, "b1", PlayedCall.ANSWER);
    call.did();
    call.answered(200, "b2", PlayedCall.ANSWER);
    assertThat(call.did()).containsExactly("0 ack 1", "0 send 2 BYE");
    assertThat(call.lastSent().to().tag()).contains("b2");
    var first = call.lastSent().topVia();
    call.on(new CallEvent.HangUp());
    assertThat(call.lastSent().to().tag()).contains("b1");
    assertThat(call.lastSent().topVia()).isNotEqualTo(first);
  }

  @Test
  void a_call_is_cancelled_after_something_has_come() {
    call.on(new CallEvent.HangUp()).pass(700);
    assertThat(call.did()).containsExactly("0 send 1 INVITE");
    call.answered(100);
    assertThat(call.did()).containsExactly("700 send 1 CANCEL");
    var cancel = call.lastSent();
    assertThat(cancel.topVia()).isEqualTo(((OutgoingCall) call.call()).invite().topVia());
    var refused = call.response(487, "b1", Body.EMPTY);
    call.on(
        new CallEvent.Answered(
            refused.with(HeaderType.CSEQ, ((OutgoingCall) call.call()).invite().cseq())));
    assertThat(call.did()).containsExactly("700 ended CANCELLED 487");
  }

  @Test
  void a_success_that_crosses_the_cancel_is_acknowledged_and_ended() {
    var answer = call.answered(180).response(200, "b1", PlayedCall.ANSWER);
    call.on(new CallEvent.HangUp()).on(new CallEvent.Answered(answer));
    assertThat(call.did())
        .endsWith("0 send 1 CANCEL", "0 ack 1", "0 send 2 BYE", "0 ended CANCELLED 0");
    call.on(new CallEvent.Answered(answer));
    assertThat(call.did()).containsExactly("0 ack 1");
  }

  @Test
  void a_success_that_comes_after_everything_is_acknowledged_and_ended() {
    var answer = call.answered(180).response(200, "b1", PlayedCall.ANSWER);
    call.on(new CallEvent.HangUp()).pass(40_000);
    assertThat(call.did()).endsWith("0 send 1 CANCEL", "32000 ended CANCELLED 0");
    call.on(new CallEvent.Answered(answer)).on(new CallEvent.Answered(answer));
    assertThat(call.did()).containsExactly("40000 ack 1", "40000 send 2 BYE", "40000 ack 1");
  }

  @Test
  void after_a_minute_of_ringing_it_is_cancelled() {
    call.answered(180).pass(60_000);
    assertThat(call.did()).endsWith("60000 send 1 CANCEL");
  }

  @Test
  void a_refusal_and_silence_end_it() {
    call.answered(486);
    assertThat(call.did()).endsWith("0 ended REFUSED 486");
    assertThat(PlayedCall.outgoing().on(new CallEvent.Unanswered("INVITE")).did())
        .endsWith("0 ended LOST 0");
  }

  @Test
  void another_address_is_told_and_never_called_by_itself() {
    var other = new Address(Uri.of("sip:premium@elsewhere.example"));
    call.on(
        new CallEvent.Answered(
            call.response(302, "b1", Body.EMPTY).with(HeaderType.CONTACT, other)));
    assertThat(call.did()).endsWith("0 ended REDIRECTED 302");
    assertThat(((CallNews.Ended) call.lastNews()).elsewhere()).containsExactly(other);
  }

  @Test
  void credentials_make_a_new_request_of_the_same_call() {
    var before = call.lastSent();
    call.answered(407);
    var credentials = new Credentials("Digest", Params.NONE.with("username", "parley"));
    call.on(new CallEvent.Authorize(HeaderType.PROXY_AUTHORIZATION, credentials));
    assertThat(call.did())
        .containsExactly("0 send 1 INVITE", "0 tell Challenged", "0 send 2 INVITE");
    var after = call.lastSent();
    assertThat(after.callId()).isEqualTo(before.callId());
    assertThat(after.from()).isEqualTo(before.from());
    assertThat(after.topVia()).isNotEqualTo(before.topVia());
    call.answered(200, "b1", PlayedCall.ANSWER);
    assertThat(call.lastSent().headers().all(HeaderType.PROXY_AUTHORIZATION))
        .containsExactly(credentials);
  }

  @Test
  void reliable_responses_are_acknowledged_once_each_and_in_order() {
    var ringing = reliable(183, 5, PlayedCall.ANSWER);
    call.on(ringing).on(ringing).on(reliable(180, 7, Body.EMPTY)).on(reliable(180, 6, Body.EMPTY));
    assertThat(call.did())
        .containsExactly(
            "0 send 1 INVITE",
            "0 send 2 PRACK",
            "0 tell Early",
            "0 send 3 PRACK",
            "0 tell Ringing");
    assertThat(call.lastSent().headers().need(HeaderType.RACK)).hasToString("6 1 INVITE");
    // the answer was in 183, and the numbers go on after those of the PRACKs
    var invite = ((OutgoingCall) call.call()).invite();
    var success = Response.to(invite, 200).tagged("b1");
    call.on(new CallEvent.Answered(success)).on(new CallEvent.HangUp());
    assertThat(call.did())
        .containsExactly("0 ack 1", "0 tell Answered", "0 send 4 BYE", "0 ended HUNG_UP 0");
  }

  private CallEvent reliable(int status, long rseq, Body body) {
    return reliable("b1", status, rseq, body);
  }

  private CallEvent reliable(String tag, int status, long rseq, Body body) {
    var invite = ((OutgoingCall) call.call()).invite();
    return new CallEvent.Answered(
        Response.to(invite, status)
            .tagged(tag)
            .with(HeaderType.REQUIRE, "100rel")
            .with(HeaderType.RSEQ, rseq)
            .with(MediaType.SDP, body));
  }

  /// A response to the INVITE, which need not be our last request.
  private CallEvent of(String tag, int status, Body body) {
    var invite = ((OutgoingCall) call.call()).invite();
    return new CallEvent.Answered(
        Response.to(invite, status).tagged(tag).with(MediaType.SDP, body));
  }

  @Test
  void sound_before_the_answer_is_no_answer() {
    call.answered(183, "b1", EARLY).answered(180, "b1", EARLY).answered(180).pass(59_999);
    assertThat(call.did())
        .containsExactly("0 send 1 INVITE", "0 tell Early", "0 tell Early", "0 tell Ringing");
    assertThat(call.call()).isInstanceOf(OutgoingCall.class);
    call.pass(1);
    assertThat(call.did()).containsExactly("60000 send 1 CANCEL");
  }

  @Test
  void the_description_of_the_answer_counts_more_than_one_before_it() {
    call.on(reliable(183, 1, EARLY)).on(of("b1", 200, PlayedCall.ANSWER));
    assertThat(call.lastNews()).isEqualTo(new CallNews.Answered(PlayedCall.ANSWER));
  }

  @Test
  void an_answer_without_a_description_has_the_newest_one_of_its_early_dialog() {
    call.answered(183, "b1", EARLY).answered(183, "b1", PlayedCall.ANSWER).answered(180);
    call.answered(200);
    assertThat(call.lastNews()).isEqualTo(new CallNews.Answered(PlayedCall.ANSWER));
  }

  @Test
  void each_telephone_that_rings_has_an_early_dialog_and_the_one_that_answers_is_talked_to() {
    call.on(reliable("b1", 183, 1, EARLY)).on(reliable("b2", 183, 8, PlayedCall.ANSWER));
    call.on(of("b3", 180, Body.EMPTY));
    assertThat(call.did())
        .containsExactly(
            "0 send 1 INVITE",
            "0 send 2 PRACK",
            "0 tell Early",
            "0 send 2 PRACK",
            "0 tell Early",
            "0 tell Ringing");
    call.on(of("b2", 200, Body.EMPTY));
    assertThat(call.lastNews()).isEqualTo(new CallNews.Answered(PlayedCall.ANSWER));
    call.on(new CallEvent.HangUp());
    assertThat(call.did())
        .containsExactly("0 ack 1", "0 tell Answered", "0 send 3 BYE", "0 ended HUNG_UP 0");
    assertThat(call.lastSent().to().tag()).contains("b2");
  }

  @Test
  void the_description_of_another_early_dialog_is_no_answer() {
    call.answered(183, "b1", EARLY).answered(200, "b2", Body.EMPTY);
    assertThat(call.did()).endsWith("0 ack 1", "0 send 2 BYE", "0 ended NO_DESCRIPTION 0");
  }

  @Test
  void a_success_without_a_description_is_ended() {
    call.answered(200);
    assertThat(call.did()).endsWith("0 ack 1", "0 send 2 BYE", "0 ended NO_DESCRIPTION 0");
  }

  @Test
  void a_longer_session_interval_is_agreed_to_once() {
    call.on(
        new CallEvent.Answered(
            call.response(422, "b1", Body.EMPTY)
                .with(HeaderType.MIN_SE, new Valued<>(3_600L, Params.NONE))));
    assertThat(call.lastSent().headers().need(HeaderType.SESSION_EXPIRES).value()).isEqualTo(3_600);
    call.on(
        new CallEvent.Answered(
            call.response(422, "b1", Body.EMPTY)
                .with(HeaderType.MIN_SE, new Valued<>(3_600L, Params.NONE))));
    assertThat(call.did())
        .containsExactly("0 send 1 INVITE", "0 send 2 INVITE", "0 ended REFUSED 422");
  }

  @Test
  void requests_go_through_loose_routers_and_in_a_strict_ones_way() {
    var routes = List.of(address("sip:p1.example;lr"), address("sip:p2.example;lr"));
    var success = call.response(200, "b1", PlayedCall.ANSWER);
    var loose = success.with(success.headers().with(HeaderType.RECORD_ROUTE, routes));
    var dialog = Dialog.calling(call.lastSent(), loose);
    var bye = dialog.next("BYE", PlayedCall.END).request();
    assertThat(bye.uri()).hasToString("sip:bob@192.0.2.2");
    assertThat(bye.headers().all(HeaderType.ROUTE)).isEqualTo(routes.reversed());
    assertThat(Dialog.nextHop(bye)).hasToString("sip:p2.example;lr");
    var strict =
        success.with(
            success
                .headers()
                .with(
                    HeaderType.RECORD_ROUTE,
                    List.of(address("sip:p1.example;lr"), address("sip:p2.example"))));
    var other = Dialog.calling(call.lastSent(), strict).next("BYE", PlayedCall.END).request();
    assertThat(other.uri()).hasToString("sip:p2.example");
    assertThat(other.headers().all(HeaderType.ROUTE))
        .containsExactly(address("sip:p1.example;lr"), address("sip:bob@192.0.2.2"));
  }

  private static Address address(String uri) {
    return new Address(Uri.of(uri));
  }
}

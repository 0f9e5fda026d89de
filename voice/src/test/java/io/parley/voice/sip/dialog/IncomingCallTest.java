package io.parley.voice.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.RAck;
import io.parley.voice.sip.message.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IncomingCallTest {
  private static final CallEvent ACCEPT = new CallEvent.Accept(PlayedCall.ANSWER);

  private static Request ack(int number) {
    var invite = PlayedCall.invite();
    return PlayedCall.request(
        "ACK", number, invite.from(), invite.to().withTag("seed"), invite.callId());
  }

  private static PlayedCall established() {
    var call = PlayedCall.incoming(PlayedCall.invite()).on(ACCEPT);
    return call.on(new CallEvent.Acknowledged(ack(7)));
  }

  @Test
  void a_call_rings_is_accepted_acknowledged_and_ended_by_the_other_end() {
    var call = PlayedCall.incoming(PlayedCall.invite()).on(new CallEvent.Ring()).pass(2_000);
    call.on(ACCEPT).pass(100).on(new CallEvent.Acknowledged(ack(7))).pass(60_000);
    call.ask(call.request("BYE", 8));
    assertThat(call.did())
        .containsExactly(
            "0 tell Offered",
            "0 respond 180 to 7 INVITE",
            "2000 respond 200 to 7 INVITE",
            "2100 tell Confirmed",
            "62100 respond 200 to 8 BYE",
            "62100 ended OTHER_HUNG_UP 0");
  }

  @Test
  void what_makes_the_dialog_repeats_tag_and_way() {
    var call =
        PlayedCall.incoming(PlayedCall.invite("Record-Route", "<sip:p2;lr>, <sip:p1;lr>"))
            .on(ACCEPT);
    assertThat(call.lastResponse().to().tag()).contains("seed");
    assertThat(call.lastResponse().contact()).contains(PlayedCall.END.contact());
    assertThat(call.lastResponse().headers().all(HeaderType.RECORD_ROUTE))
        .extracting(route -> route.uri().toString())
        .containsExactly("sip:p2;lr", "sip:p1;lr");
    call.on(new CallEvent.Acknowledged(ack(7))).on(new CallEvent.HangUp());
    assertThat(call.lastSent().headers().all(HeaderType.ROUTE))
        .extracting(route -> route.uri().toString())
        .containsExactly("sip:p2;lr", "sip:p1;lr");
    assertThat(call.lastSent().uri()).hasToString("sip:bob@192.0.2.2:5070");
  }

  @Test
  void a_success_is_repeated_until_it_is_acknowledged() {
    var call = PlayedCall.incoming(PlayedCall.invite()).on(ACCEPT).pass(10_000);
    assertThat(call.did())
        .containsExactly(
            "0 tell Offered",
            "0 respond 200 to 7 INVITE",
            "500 respond 200 to 7 INVITE",
            "1500 respond 200 to 7 INVITE",
            "3500 respond 200 to 7 INVITE",
            "7500 respond 200 to 7 INVITE");
    call.on(new CallEvent.Acknowledged(ack(7))).pass(60_000);
    assertThat(call.did()).containsExactly("10000 tell Confirmed");
  }

  @Test
  void a_success_that_is_never_acknowledged_ends_the_call() {
    var call = PlayedCall.incoming(PlayedCall.invite()).on(ACCEPT).pass(60_000);
    assertThat(call.did()).endsWith("32000 send 1 BYE", "32000 ended LOST 0");
  }

  @Test
  void hanging_up_waits_for_the_acknowledgement() {
    var call = PlayedCall.incoming(PlayedCall.invite()).on(ACCEPT).on(new CallEvent.HangUp());
    assertThat(call.did()).endsWith("0 respond 200 to 7 INVITE");
    call.pass(200).on(new CallEvent.Acknowledged(ack(7)));
    assertThat(call.did()).containsExactly("200 send 1 BYE", "200 ended HUNG_UP 0");
  }

  @Test
  void a_cancelled_call_gets_487_and_is_over() {
    var call = PlayedCall.incoming(PlayedCall.invite()).on(new CallEvent.Ring());
    call.ask(call.request("CANCEL", 7)).on(ACCEPT);
    assertThat(call.did())
        .endsWith(
            "0 respond 200 to 7 CANCEL", "0 respond 487 to 7 INVITE", "0 ended CANCELLED 487");
  }

  @Test
  void a_call_can_be_refused() {
    var call = PlayedCall.incoming(PlayedCall.invite()).on(new CallEvent.Refuse(486));
    assertThat(call.did()).endsWith("0 respond 486 to 7 INVITE", "0 ended REFUSED_BY_US 486");
  }

  @Test
  void a_refusal_may_say_when_to_try_again() {
    var call =
        PlayedCall.incoming(PlayedCall.invite())
            .on(new CallEvent.Refuse(503, Duration.ofSeconds(30)));
    assertThat(call.lastResponse().headers().first(HeaderType.RETRY_AFTER).orElseThrow())
        .hasToString("30");
  }

  @Test
  void what_we_cannot_do_is_refused_with_its_reason() {
    var extension = PlayedCall.incoming(PlayedCall.invite("Require", "100rel, quantum"));
    assertThat(extension.did())
        .containsExactly("0 respond 420 to 7 INVITE", "0 ended REFUSED_BY_US 420");
    assertThat(extension.lastResponse().headers().all(HeaderType.UNSUPPORTED))
        .containsExactly("quantum");
    var interval = PlayedCall.incoming(PlayedCall.invite("Session-Expires", "89"));
    assertThat(interval.did().getFirst()).isEqualTo("0 respond 422 to 7 INVITE");
    assertThat(interval.lastResponse().headers().need(HeaderType.MIN_SE).value()).isEqualTo(90);
    var type = PlayedCall.invite().with(new MediaType("a", "b", Params.NONE), PlayedCall.OFFER);
    assertThat(PlayedCall.incoming(type).did().getFirst()).isEqualTo("0 respond 415 to 7 INVITE");
  }

  @Test
  void early_media_is_reliable_where_the_other_end_can_that() {
    var call = PlayedCall.incoming(PlayedCall.invite("Supported", "100rel"));
    call.on(new CallEvent.Progress(PlayedCall.ANSWER)).on(ACCEPT).pass(4_000);
    assertThat(call.did())
        .containsExactly(
            "0 tell Offered",
            "0 respond 183 to 7 INVITE",
            "500 respond 183 to 7 INVITE",
            "1500 respond 183 to 7 INVITE",
            "3500 respond 183 to 7 INVITE");
    var prack = call.request("PRACK", 8);
    call.ask(prack.with(prack.headers().with(HeaderType.RACK, new RAck(2, 7, "INVITE"))));
    assertThat(call.did()).containsExactly("4000 respond 481 to 8 PRACK");
    call.ask(prack.with(prack.headers().with(HeaderType.RACK, new RAck(1, 7, "INVITE"))));
    assertThat(call.did())
        .containsExactly("4000 respond 200 to 8 PRACK", "4000 respond 200 to 7 INVITE");
  }

  @Test
  void a_reliable_response_that_is_never_acknowledged_ends_the_call() {
    var call = PlayedCall.incoming(PlayedCall.invite("Require", "100rel"));
    call.on(new CallEvent.Ring()).pass(60_000);
    assertThat(call.did()).endsWith("32000 respond 504 to 7 INVITE", "32000 ended LOST 504");
  }

  @Test
  void without_an_offer_ours_is_in_the_answer_and_theirs_in_the_ack() {
    var invite = PlayedCall.invite().with(MediaType.SDP, Body.EMPTY);
    var call = PlayedCall.incoming(invite).on(ACCEPT);
    call.on(new CallEvent.Acknowledged(ack(7).with(MediaType.SDP, PlayedCall.OFFER)));
    assertThat(call.lastNews()).isEqualTo(new CallNews.Answered(PlayedCall.OFFER));
    var silent = PlayedCall.incoming(invite).on(ACCEPT).on(new CallEvent.Acknowledged(ack(7)));
    assertThat(silent.did()).endsWith("0 send 1 BYE", "0 ended NO_DESCRIPTION 0");
  }

  @Test
  void a_request_of_another_dialog_and_an_old_one_are_refused() {
    var call = established();
    call.did();
    var foreign = call.request("BYE", 9);
    call.ask(foreign.with(foreign.headers().with(HeaderType.FROM, foreign.from().withTag("x"))));
    call.ask(call.request("BYE", 7));
    assertThat(call.did()).containsExactly("0 respond 481 to 9 BYE", "0 respond 500 to 7 BYE");
    assertThat(call.call()).isInstanceOf(EstablishedCall.class);
  }
}

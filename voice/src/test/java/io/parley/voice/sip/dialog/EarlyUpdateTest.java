package io.parley.voice.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.RAck;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import org.junit.jupiter.api.Test;

/// Offers before a call is answered (RFC 3311, sections 5.1 and 5.2).
class EarlyUpdateTest {
  private static final Body EARLY = Body.of("v=0\r\nearly\r\n");
  private static final Body OTHER = Body.of("v=0\r\nother\r\n");
  private static final Body OURS = Body.of("v=0\r\nours\r\n");

  private final PlayedCall call = PlayedCall.outgoing();

  private static CallEvent.Asked update(PlayedCall of, int number, Body offer) {
    var update = of.request("UPDATE", number);
    return PlayedCall.asked(offer.isEmpty() ? update : update.with(MediaType.SDP, offer));
  }

  private CallEvent reliable(int status, long rseq, Body body) {
    var invite = ((OutgoingCall) call.call()).invite();
    return new CallEvent.Answered(
        Response.to(invite, status)
            .tagged("b1")
            .with(HeaderType.REQUIRE, "100rel")
            .with(HeaderType.RSEQ, rseq)
            .with(MediaType.SDP, body));
  }

  private void agreed() {
    call.on(reliable(183, 1, EARLY));
    call.did();
  }

  private CallEvent success(Body body) {
    return new CallEvent.Answered(
        Response.to(((OutgoingCall) call.call()).invite(), 200)
            .tagged("b1")
            .with(MediaType.SDP, body));
  }

  private static long retryAfter(PlayedCall of) {
    return of.lastResponse().headers().need(HeaderType.RETRY_AFTER).seconds();
  }

  @Test
  void an_offer_after_a_reliable_answer_is_answered_and_holds_when_the_call_is_answered() {
    agreed();
    var update = update(call, 1, OTHER);
    call.on(update);
    assertThat(call.lastNews()).isEqualTo(new CallNews.EarlyOffered(update, EARLY, OTHER));
    call.on(CallEvent.UpdateAnswer.accepted(update, OURS));
    assertThat(call.did()).containsExactly("0 tell EarlyOffered", "0 respond 200 to 1 UPDATE");
    assertThat(call.lastResponse().body()).isEqualTo(OURS);
    assertThat(call.lastResponse().contact()).contains(PlayedCall.END.contact());
    // a success that repeats the first answer says nothing new (RFC 3261, section 13.2.1)
    call.on(success(EARLY));
    assertThat(call.lastNews()).isEqualTo(new CallNews.Answered(OTHER));
    assertThat(((EstablishedCall) call.call()).ours()).isEqualTo(OURS);
    call.did();
    call.ask(call.request("INFO", 1));
    assertThat(call.did()).as("its numbers go on").containsExactly("0 respond 500 to 1 INFO");
  }

  @Test
  void one_after_the_other_may_come() {
    agreed();
    call.on(CallEvent.UpdateAnswer.accepted(told(update(call, 1, OTHER)), OURS));
    var second = update(call, 2, EARLY);
    call.on(second);
    assertThat(call.lastNews()).isEqualTo(new CallNews.EarlyOffered(second, OTHER, EARLY));
  }

  private CallEvent.Asked told(CallEvent.Asked update) {
    call.on(update);
    return update;
  }

  @Test
  void while_our_offer_has_no_reliable_answer_another_one_gets_491() {
    call.on(reliable(180, 1, Body.EMPTY)).on(update(call, 1, OTHER));
    assertThat(call.did()).endsWith("0 respond 491 to 1 UPDATE");
    call.answered(183, "b1", EARLY).on(update(call, 2, OTHER));
    assertThat(call.did()).as("a preview").endsWith("0 respond 491 to 2 UPDATE");
  }

  @Test
  void while_theirs_is_unanswered_another_one_gets_500_and_a_time_to_come_back() {
    agreed();
    call.on(update(call, 1, OTHER)).on(update(call, 2, OTHER));
    assertThat(call.did()).endsWith("0 respond 500 to 2 UPDATE");
    assertThat(retryAfter(call)).isBetween(0L, 10L);
  }

  @Test
  void an_offer_that_is_refused_leaves_what_was_agreed_on() {
    agreed();
    call.on(CallEvent.UpdateAnswer.refused(told(update(call, 1, OTHER)), 488)).on(success(EARLY));
    assertThat(call.did())
        .containsExactly(
            "0 tell EarlyOffered", "0 respond 488 to 1 UPDATE", "0 ack 1", "0 tell Answered");
    assertThat(call.lastNews()).isEqualTo(new CallNews.Answered(EARLY));
  }

  @Test
  void an_offer_that_the_answer_overtakes_may_come_again() {
    agreed();
    var update = told(update(call, 1, OTHER));
    call.on(success(Body.EMPTY)).on(CallEvent.UpdateAnswer.accepted(update, OURS));
    assertThat(call.did()).endsWith("0 tell Answered", "0 respond 500 to 1 UPDATE");
    assertThat(call.lastNews()).isEqualTo(new CallNews.Answered(EARLY));
    call.on(new CallEvent.HangUp()).on(CallEvent.UpdateAnswer.accepted(update, OURS));
    assertThat(call.did()).endsWith("0 respond 481 to 1 UPDATE");
  }

  @Test
  void without_an_offer_the_address_of_the_other_end_changes_alone() {
    call.answered(180).on(update(call, 1, Body.EMPTY));
    assertThat(call.did()).endsWith("0 respond 200 to 1 UPDATE");
    var early = ((OutgoingCall) call.call()).early().get("b1");
    assertThat(early.dialog().target()).hasToString("sip:bob@192.0.2.2:5070");
  }

  @Test
  void an_old_one_and_one_that_asks_for_too_much_are_refused() {
    agreed();
    var strange = update(call, 2, OTHER).request();
    call.on(PlayedCall.asked(strange.with(strange.headers().plus("Require", "quantum"))));
    call.on(update(call, 2, OTHER));
    assertThat(call.did())
        .containsExactly("0 respond 420 to 2 UPDATE", "0 respond 500 to 2 UPDATE");
  }

  private static Request prack(PlayedCall of) {
    var prack = of.request("PRACK", 8);
    return prack.with(prack.headers().with(HeaderType.RACK, new RAck(1, 7, "INVITE")));
  }

  /// A call that came in.
  private static PlayedCall incoming() {
    var came = PlayedCall.incoming(PlayedCall.invite("Supported", "100rel"));
    came.did();
    return came;
  }

  @Test
  void the_offer_of_a_call_that_came_in_is_unanswered_until_our_answer_is_acknowledged() {
    var came = incoming().on(new CallEvent.Ring());
    came.on(update(came, 8, OTHER)).on(new CallEvent.Progress(PlayedCall.ANSWER));
    came.on(update(came, 9, OTHER));
    assertThat(came.did())
        .containsExactly(
            "0 respond 180 to 7 INVITE",
            "0 respond 500 to 8 UPDATE",
            "0 respond 183 to 7 INVITE",
            "0 respond 500 to 9 UPDATE");
    assertThat(retryAfter(came)).isBetween(0L, 10L);
  }

  @Test
  void a_caller_may_offer_something_else_after_our_reliable_answer() {
    var came = incoming().on(new CallEvent.Progress(PlayedCall.ANSWER));
    came.ask(prack(came));
    came.did();
    var update = update(came, 9, OTHER);
    came.on(update).on(update(came, 10, EARLY)).on(CallEvent.UpdateAnswer.accepted(update, OURS));
    assertThat(came.did())
        .containsExactly(
            "0 tell EarlyOffered", "0 respond 500 to 10 UPDATE", "0 respond 200 to 9 UPDATE");
    var next = update(came, 11, EARLY);
    came.on(next);
    assertThat(came.lastNews()).isEqualTo(new CallNews.EarlyOffered(next, OTHER, EARLY));
    came.on(new CallEvent.Accept(OURS));
    assertThat(came.did())
        .as("the offer may come again")
        .containsExactly(
            "0 tell EarlyOffered", "0 respond 500 to 11 UPDATE", "0 respond 200 to 7 INVITE");
  }
}

package io.parley.voice.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.message.Valued;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstablishedCallTest {
  private static final Body HOLD = Body.of("v=0\r\nhold\r\n");

  private final PlayedCall call = PlayedCall.outgoing().answered(200, "b1", PlayedCall.ANSWER);

  EstablishedCallTest() {
    call.did();
  }

  private Request offer(String method, int number) {
    return call.request(method, number).with(MediaType.SDP, HOLD);
  }

  private Request ack(int number) {
    return call.request("ACK", number);
  }

  @Test
  void we_offer_hold_and_it_is_accepted() {
    call.on(new CallEvent.Offer(HOLD)).answered(100).answered(200, "b1", PlayedCall.ANSWER);
    assertThat(call.did()).containsExactly("0 send 2 INVITE", "0 ack 2", "0 tell Answered");
    call.on(new CallEvent.Answered(again(2)));
    assertThat(call.did()).containsExactly("0 ack 2");
  }

  private Response again(int number) {
    var response = call.response(200, "b1", PlayedCall.ANSWER);
    assertThat(response.cseq().number()).isEqualTo(number);
    return response;
  }

  @Test
  void an_offer_that_is_refused_changes_nothing() {
    call.on(new CallEvent.Offer(HOLD)).answered(488);
    assertThat(call.did()).containsExactly("0 send 2 INVITE", "0 tell OfferRefused");
    assertThat(call.call()).isInstanceOf(EstablishedCall.class);
  }

  private static final CallEvent.Authorize PROOF =
      new CallEvent.Authorize(
          HeaderType.PROXY_AUTHORIZATION,
          new Credentials("Digest", Params.NONE.with("username", "shop")));

  @Test
  void an_offer_is_repeated_with_the_credentials_that_the_other_end_wants() {
    call.on(new CallEvent.Offer(HOLD)).answered(407);
    assertThat(call.did()).containsExactly("0 send 2 INVITE", "0 tell Challenged");
    call.on(PROOF);
    assertThat(call.did()).containsExactly("0 send 3 INVITE");
    assertThat(call.lastSent().body()).isEqualTo(HOLD);
    assertThat(call.lastSent().headers().has(HeaderType.PROXY_AUTHORIZATION)).isTrue();
    call.answered(200, "b1", PlayedCall.ANSWER);
    assertThat(call.did()).containsExactly("0 ack 3", "0 tell Answered");
    assertThat(call.lastSent().headers().has(HeaderType.PROXY_AUTHORIZATION)).isTrue();
  }

  @Test
  void a_bye_is_repeated_with_the_credentials_that_the_other_end_wants() {
    call.on(new CallEvent.HangUp()).answered(407);
    assertThat(call.did())
        .containsExactly("0 send 2 BYE", "0 ended HUNG_UP 0", "0 tell Challenged");
    call.on(PROOF);
    assertThat(call.did()).containsExactly("0 send 3 BYE");
    assertThat(call.lastSent().headers().has(HeaderType.PROXY_AUTHORIZATION)).isTrue();
    call.answered(200);
    assertThat(call.did()).isEmpty();
  }

  @Test
  void an_offer_for_which_our_side_has_no_credentials_is_refused() {
    call.on(new CallEvent.Offer(HOLD)).answered(401).did();
    call.on(new CallEvent.Refuse(401));
    assertThat(call.did()).containsExactly("0 tell OfferRefused");
    call.on(PROOF).on(new CallEvent.Refuse(401));
    assertThat(call.did()).isEmpty();
    call.on(new CallEvent.Offer(HOLD));
    assertThat(call.did()).containsExactly("0 send 3 INVITE");
  }

  @Test
  void offers_that_cross_are_both_refused_and_ours_is_repeated_after_2_to_4_seconds() {
    call.on(new CallEvent.Offer(HOLD)).ask(offer("INVITE", 1)).answered(491).pass(2_099);
    assertThat(call.did()).containsExactly("0 send 2 INVITE", "0 respond 491 to 1 INVITE");
    call.pass(1_901);
    assertThat(call.did()).singleElement().asString().endsWith("send 3 INVITE");
  }

  @Test
  void the_called_end_repeats_its_offer_within_2_seconds() {
    var called =
        PlayedCall.incoming(PlayedCall.invite()).on(new CallEvent.Accept(PlayedCall.ANSWER));
    called.on(new CallEvent.Acknowledged(called.request("ACK", 7)));
    called.on(new CallEvent.Offer(HOLD)).answered(491);
    called.did();
    assertThat(called.pass(2_000).did()).singleElement().asString().endsWith("send 2 INVITE");
  }

  @Test
  void a_gone_dialog_ends_the_call() {
    call.on(new CallEvent.Offer(HOLD)).answered(481);
    assertThat(call.did()).endsWith("0 send 3 BYE", "0 ended OTHER_HUNG_UP 481");
    var silent = PlayedCall.outgoing().answered(200, "b1", PlayedCall.ANSWER);
    silent.on(new CallEvent.Offer(HOLD)).on(new CallEvent.Unanswered("INVITE"));
    assertThat(silent.did()).endsWith("0 send 3 BYE", "0 ended LOST 0");
  }

  @Test
  void they_offer_by_invite_or_update_and_our_side_answers() {
    call.ask(offer("INVITE", 1)).on(new CallEvent.Accept(PlayedCall.ANSWER));
    call.on(new CallEvent.Acknowledged(ack(1)));
    call.ask(offer("UPDATE", 2)).on(new CallEvent.Accept(PlayedCall.ANSWER));
    call.ask(offer("UPDATE", 3)).on(new CallEvent.Refuse(488)).pass(60_000);
    assertThat(call.did())
        .containsExactly(
            "0 tell Offered",
            "0 respond 200 to 1 INVITE",
            "0 tell Confirmed",
            "0 tell Offered",
            "0 respond 200 to 2 UPDATE",
            "0 tell Offered",
            "0 respond 488 to 3 UPDATE");
  }

  @Test
  void an_offer_before_the_last_one_is_answered_gets_500_and_may_be_cancelled() {
    call.ask(offer("INVITE", 1)).ask(offer("INVITE", 2)).ask(call.request("CANCEL", 1));
    assertThat(call.did())
        .containsExactly(
            "0 tell Offered",
            "0 respond 500 to 2 INVITE",
            "0 respond 200 to 1 CANCEL",
            "0 respond 487 to 1 INVITE",
            "0 tell Answered");
  }

  @Test
  void hanging_up_within_an_offer_answers_it() {
    call.ask(offer("INVITE", 1)).ask(call.request("BYE", 2));
    assertThat(call.did())
        .containsExactly(
            "0 tell Offered",
            "0 respond 487 to 1 INVITE",
            "0 respond 200 to 2 BYE",
            "0 ended OTHER_HUNG_UP 0");
    call.ask(PlayedCall.invite());
    assertThat(call.did()).containsExactly("0 respond 481 to 7 INVITE");
  }

  @Test
  void an_offer_is_answered_even_if_our_side_hangs_up_instead() {
    call.ask(offer("INVITE", 1)).on(new CallEvent.HangUp());
    assertThat(call.did())
        .containsExactly(
            "0 tell Offered", "0 respond 487 to 1 INVITE", "0 send 2 BYE", "0 ended HUNG_UP 0");
  }

  @Test
  void a_new_contact_is_where_requests_go() {
    var moved = offer("INVITE", 1);
    var elsewhere = new Address(Uri.of("sip:bob@198.51.100.7:5080"));
    call.ask(moved.with(moved.headers().with(HeaderType.CONTACT, elsewhere)));
    call.on(new CallEvent.Accept(PlayedCall.ANSWER)).on(new CallEvent.Acknowledged(ack(1)));
    call.on(new CallEvent.HangUp());
    assertThat(call.lastSent().uri()).isEqualTo(elsewhere.uri());
  }

  @Test
  void information_is_answered_and_told() {
    call.ask(call.request("INFO", 1))
        .ask(call.request("OPTIONS", 2))
        .ask(call.request("PUBLISH", 3));
    assertThat(call.did())
        .containsExactly(
            "0 respond 200 to 1 INFO",
            "0 tell Informed",
            "0 respond 200 to 2 OPTIONS",
            "0 respond 405 to 3 PUBLISH");
    assertThat(call.lastResponse().headers().has(HeaderType.ALLOW, "UPDATE")).isTrue();
  }

  @Test
  void reports_on_anything_but_a_transfer_of_ours_are_refused() {
    call.ask(call.request("NOTIFY", 1));
    assertThat(call.did()).containsExactly("0 respond 489 to 1 NOTIFY");
    var report = call.request("NOTIFY", 2);
    var event = new Valued<>("refer", Params.NONE);
    call.ask(report.with(report.headers().with(HeaderType.EVENT, event)));
    assertThat(call.did()).containsExactly("0 respond 481 to 2 NOTIFY");
  }

  @Test
  void a_transfer_that_they_ask_for_is_answered_and_reported() {
    var refer = call.request("REFER", 1);
    call.ask(refer);
    assertThat(call.did()).containsExactly("0 respond 400 to 1 REFER");
    var target = new Address(Uri.of("sip:premium@x.example"));
    refer = call.request("REFER", 2);
    call.ask(refer.with(refer.headers().with(HeaderType.REFER_TO, target)));
    var asked = (CallNews.TransferAsked) call.lastNews();
    assertThat(asked.target()).isEqualTo(target);
    call.on(new CallEvent.TransferAnswer(asked.refer(), 202)).on(new CallEvent.TransferReport(200));
    assertThat(call.did())
        .containsExactly(
            "0 tell TransferAsked",
            "0 respond 202 to 2 REFER",
            "0 send 2 NOTIFY",
            "0 send 3 NOTIFY");
    assertThat(call.lastSent().headers().need(HeaderType.SUBSCRIPTION_STATE).value())
        .isEqualTo("terminated");
    assertThat(Transfers.status(call.lastSent())).contains(200);
  }

  private PlayedCall timed(String refresher, String allow) {
    var timed = PlayedCall.outgoing();
    var success = timed.response(200, "b1", PlayedCall.ANSWER);
    var expires = new Valued<>(600L, Params.NONE.with("refresher", refresher));
    timed.on(
        new CallEvent.Answered(
            success.with(
                success
                    .headers()
                    .with(HeaderType.SESSION_EXPIRES, expires)
                    .with(HeaderType.ALLOW, List.of(allow)))));
    timed.did();
    return timed;
  }

  @Test
  void we_refresh_the_session_at_half_its_interval() {
    var timed = timed("uac", "UPDATE").pass(300_000);
    assertThat(timed.did()).containsExactly("300000 send 2 UPDATE");
    assertThat(timed.lastSent().headers().need(HeaderType.SESSION_EXPIRES))
        .hasToString("600;refresher=uac");
    var ok = timed.response(200, "b1", Body.EMPTY);
    var expires = new Valued<>(600L, Params.NONE.with("refresher", "uac"));
    timed.on(new CallEvent.Answered(ok.with(HeaderType.SESSION_EXPIRES, expires))).pass(300_000);
    assertThat(timed.did()).containsExactly("600000 send 3 UPDATE");
    var old = timed("uac", "INVITE").pass(300_000);
    assertThat(old.did()).containsExactly("300000 send 2 INVITE");
    assertThat(old.lastSent().body()).isEqualTo(PlayedCall.OFFER);
  }

  @Test
  void credentials_for_a_transfer_are_not_those_for_a_refresh_that_was_left() {
    var timed = timed("uac", "UPDATE").pass(300_000).answered(407).on(new CallEvent.Refuse(407));
    var target = new Address(Uri.of("sip:+493012345@b.example"));
    timed.on(new CallEvent.Transfer(target, Duration.ofSeconds(40))).answered(407).did();
    timed.on(PROOF);
    assertThat(timed.did()).containsExactly("300000 send 4 REFER");
  }

  @Test
  void a_session_that_the_other_end_does_not_refresh_is_ended() {
    var timed = timed("uas", "UPDATE").pass(500_000);
    assertThat(timed.did()).isEmpty();
    var update = timed.request("UPDATE", 1);
    var expires = new Valued<>(600L, Params.NONE.with("refresher", "uac"));
    timed.ask(
        update.with(
            update
                .headers()
                .with(HeaderType.SESSION_EXPIRES, expires)
                .with(HeaderType.SUPPORTED, "timer")));
    assertThat(timed.did()).containsExactly("500000 respond 200 to 1 UPDATE");
    timed.pass(567_999);
    assertThat(timed.did()).isEmpty();
    assertThat(timed.pass(1).did()).containsExactly("1068000 send 2 BYE", "1068000 ended LOST 0");
  }
}

package io.parley.voice.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Uri;
import org.junit.jupiter.api.Test;

class ClientTransactionTest {
  private static final Request INVITE = Requests.invite();
  private static final Request BYE = Requests.of(Method.BYE, 2, "z9hG4bKbye");

  private static Played invite(boolean isReliable) {
    return new Played(at -> InviteClient.start(INVITE, isReliable, TransactionTimes.DEFAULTS, at));
  }

  private static Played bye(boolean isReliable) {
    return new Played(at -> PlainClient.start(BYE, isReliable, TransactionTimes.DEFAULTS, at));
  }

  @Test
  void an_invite_is_repeated_at_doubled_intervals_for_32_seconds() {
    var call = invite(false).pass(60_000);
    assertThat(call.did())
        .containsExactly(
            "0 send INVITE",
            "500 send INVITE",
            "1500 send INVITE",
            "3500 send INVITE",
            "7500 send INVITE",
            "15500 send INVITE",
            "31500 send INVITE",
            "32000 timed out");
    assertThat(call.transaction().isOver()).isTrue();
  }

  @Test
  void over_a_reliable_transport_an_invite_is_sent_once() {
    assertThat(invite(true).pass(60_000).did()).containsExactly("0 send INVITE", "32000 timed out");
  }

  @Test
  void a_provisional_response_ends_repetition_and_three_minutes_of_silence_the_ringing() {
    var call = invite(false).pass(600).receive(Requests.answer(INVITE, 100)).pass(170_000);
    assertThat(call.did()).containsExactly("0 send INVITE", "500 send INVITE", "600 deliver 100");
    assertThat(call.receive(Requests.answer(INVITE, 180)).pass(200_000).did())
        .containsExactly("170600 deliver 180", "350600 timed out");
    assertThat(call.transaction().isOver()).isTrue();
  }

  @Test
  void after_a_cancel_a_final_response_is_waited_for_32_seconds() {
    var call = invite(false).receive(Requests.answer(INVITE, 180)).pass(60_000);
    call.on(new Event.Cancelled()).receive(Requests.answer(INVITE, 180)).pass(40_000);
    assertThat(call.did()).endsWith("60000 deliver 180", "92000 timed out");
    assertThat(call.transaction().isOver()).isTrue();
  }

  @Test
  void every_success_is_delivered_for_32_seconds_and_none_is_acknowledged_here() {
    var call = invite(false).receive(Requests.answer(INVITE, 200)).pass(31_999);
    call.receive(Requests.answer(INVITE, 200)).receive(Requests.answer(INVITE, 486));
    assertThat(call.did()).containsExactly("0 send INVITE", "0 deliver 200", "31999 deliver 200");
    assertThat(call.pass(1).transaction().isOver()).isTrue();
    assertThat(call.receive(Requests.answer(INVITE, 200)).did()).isEmpty();
  }

  @Test
  void a_refusal_is_delivered_once_and_acknowledged_each_time_that_it_comes() {
    var call = invite(false).receive(Requests.answer(INVITE, 486));
    call.pass(1_000).receive(Requests.answer(INVITE, 486)).receive(Requests.answer(INVITE, 200));
    assertThat(call.did())
        .containsExactly("0 send INVITE", "0 send ACK", "0 deliver 486", "1000 send ACK");
    assertThat(call.pass(31_000).transaction().isOver()).isTrue();
    assertThat(call.did()).isEmpty();
  }

  @Test
  void over_a_reliable_transport_a_refusal_ends_it() {
    assertThat(invite(true).receive(Requests.answer(INVITE, 486)).transaction().isOver()).isTrue();
  }

  @Test
  void the_ack_of_a_refusal_goes_where_the_invite_went() {
    var route = new Address(Uri.of("sip:proxy.example;lr"));
    var invite = INVITE.with(INVITE.headers().with(HeaderType.ROUTE, route));
    var calling = InviteClient.start(invite, false, TransactionTimes.DEFAULTS, Played.BEGIN).next();
    var refused = new Event.Received(Requests.answer(invite, 486));
    var send = (Action.Send) calling.on(refused, Played.BEGIN).actions().getFirst();
    var ack = (Request) send.message();
    assertThat(ack.uri()).isEqualTo(invite.uri());
    assertThat(ack.headers().all(HeaderType.VIA)).containsExactly(invite.topVia());
    assertThat(ack.headers().all(HeaderType.ROUTE)).containsExactly(route);
    assertThat(ack.from()).isEqualTo(invite.from());
    assertThat(ack.to().tag()).contains("b1");
    assertThat(ack.callId()).isEqualTo(invite.callId());
    assertThat(ack.cseq()).hasToString("1 ACK");
  }

  @Test
  void an_invite_that_cannot_be_sent_ends_at_once() {
    var call = invite(true).on(new Event.Failed());
    assertThat(call.did()).containsExactly("0 send INVITE", "0 unreachable");
    assertThat(call.transaction().isOver()).isTrue();
  }

  @Test
  void another_request_is_repeated_at_intervals_of_up_to_four_seconds() {
    assertThat(bye(false).pass(60_000).did())
        .containsExactly(
            "0 send BYE",
            "500 send BYE",
            "1500 send BYE",
            "3500 send BYE",
            "7500 send BYE",
            "11500 send BYE",
            "15500 send BYE",
            "19500 send BYE",
            "23500 send BYE",
            "27500 send BYE",
            "31500 send BYE",
            "32000 timed out");
    assertThat(bye(true).pass(60_000).did()).containsExactly("0 send BYE", "32000 timed out");
  }

  @Test
  void after_a_provisional_response_it_is_repeated_every_four_seconds() {
    var call = bye(false).pass(100).receive(Requests.answer(BYE, 100)).pass(60_000);
    assertThat(call.did().subList(0, 5))
        .containsExactly(
            "0 send BYE", "100 deliver 100", "500 send BYE", "4500 send BYE", "8500 send BYE");
  }

  @Test
  void a_final_response_is_delivered_once_and_absorbed_for_five_seconds() {
    var call = bye(false).receive(Requests.answer(BYE, 200)).pass(4_999);
    assertThat(call.receive(Requests.answer(BYE, 200)).transaction().isOver()).isFalse();
    assertThat(call.did()).containsExactly("0 send BYE", "0 deliver 200");
    assertThat(call.pass(1).transaction().isOver()).isTrue();
    assertThat(bye(true).receive(Requests.answer(BYE, 200)).transaction().isOver()).isTrue();
  }
}

package io.parley.voice.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import org.junit.jupiter.api.Test;

class ServerTransactionTest {
  private static final Request INVITE = Requests.invite();
  private static final Request ACK = Requests.of(Method.ACK, 1, "z9hG4bKinvite");
  private static final Request BYE = Requests.of(Method.BYE, 2, "z9hG4bKbye");

  private static Played invite(boolean isReliable) {
    return new Played(at -> InviteServer.start(INVITE, isReliable, TransactionTimes.DEFAULTS, at));
  }

  private static Played bye(boolean isReliable) {
    return new Played(at -> PlainServer.start(BYE, isReliable, TransactionTimes.DEFAULTS, at));
  }

  @Test
  void an_invite_is_delivered_once_and_gets_100_after_200_ms() {
    var call = invite(false).pass(60_000).receive(INVITE);
    assertThat(call.did()).containsExactly("0 deliver INVITE", "200 send 100", "60000 send 100");
  }

  @Test
  void a_repeated_invite_gets_100_at_once_and_later_the_last_response() {
    var call = invite(false).pass(50).receive(INVITE);
    call.answer(Requests.answer(INVITE, 180)).pass(1_000).receive(INVITE);
    assertThat(call.did())
        .containsExactly("0 deliver INVITE", "50 send 100", "50 send 180", "1050 send 180");
  }

  @Test
  void a_refusal_is_repeated_until_it_is_acknowledged() {
    var call = invite(false).answer(Requests.answer(INVITE, 486)).pass(8_000);
    assertThat(call.did())
        .containsExactly(
            "0 deliver INVITE",
            "0 send 486",
            "500 send 486",
            "1500 send 486",
            "3500 send 486",
            "7500 send 486");
    call.receive(INVITE).receive(ACK).receive(ACK).receive(INVITE).pass(4_999);
    assertThat(call.did()).containsExactly("8000 send 486");
    assertThat(call.transaction().isOver()).isFalse();
    assertThat(call.pass(1).transaction().isOver()).isTrue();
  }

  @Test
  void a_refusal_that_is_not_acknowledged_is_reported_after_32_seconds() {
    assertThat(invite(true).answer(Requests.answer(INVITE, 486)).pass(60_000).did())
        .containsExactly("0 deliver INVITE", "0 send 486", "32000 timed out");
    var call = invite(false).answer(Requests.answer(INVITE, 486)).pass(60_000);
    assertThat(call.did()).endsWith("31500 send 486", "32000 timed out");
    assertThat(call.transaction().isOver()).isTrue();
  }

  @Test
  void over_a_reliable_transport_an_ack_ends_it() {
    var call = invite(true).answer(Requests.answer(INVITE, 486)).receive(ACK);
    assertThat(call.transaction().isOver()).isTrue();
  }

  @Test
  void after_a_success_repeated_invites_are_absorbed_for_32_seconds() {
    var call = invite(false).answer(Requests.answer(INVITE, 200)).receive(INVITE).pass(31_999);
    assertThat(call.did()).containsExactly("0 deliver INVITE", "0 send 200");
    assertThat(call.receive(INVITE).did()).isEmpty();
    assertThat(call.pass(1).transaction().isOver()).isTrue();
  }

  @Test
  void the_dialog_may_repeat_its_success_and_nothing_else_follows_it() {
    var call = invite(false).answer(Requests.answer(INVITE, 200)).pass(500);
    call.answer(Requests.answer(INVITE, 200)).answer(Requests.answer(INVITE, 486));
    assertThat(call.receive(ACK).did())
        .containsExactly("0 deliver INVITE", "0 send 200", "500 send 200", "500 deliver ACK");
  }

  @Test
  void a_second_final_response_is_not_sent() {
    var call = invite(false).answer(Requests.answer(INVITE, 486));
    call.answer(Requests.answer(INVITE, 200)).answer(Requests.answer(INVITE, 180));
    assertThat(call.did()).containsExactly("0 deliver INVITE", "0 send 486");
  }

  @Test
  void another_request_is_absorbed_until_it_is_answered_and_answered_again_after_that() {
    var call = bye(false).receive(BYE).answer(Requests.answer(BYE, 200)).pass(31_999).receive(BYE);
    assertThat(call.did()).containsExactly("0 deliver BYE", "0 send 200", "31999 send 200");
    assertThat(call.pass(1).transaction().isOver()).isTrue();
    assertThat(call.receive(BYE).did()).isEmpty();
    assertThat(bye(true).answer(Requests.answer(BYE, 200)).transaction().isOver()).isTrue();
  }

  @Test
  void a_request_that_our_side_never_answers_is_given_up_with_its_client() {
    assertThat(bye(false).pass(60_000).did()).containsExactly("0 deliver BYE", "32000 timed out");
  }
}

package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallPlan;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipCallsTest {
  private static final Body ANSWER = Body.of("v=0\r\nanswer\r\n");
  private static final String OFFER = "v=0\r\noffer\r\n";
  private static final CallEvent ACCEPT = new CallEvent.Accept(ANSWER);
  private static final String TAG = "seed1";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<SipCall> taken = new ArrayList<>();
  private final PlayedPort port = new PlayedPort(this::take);

  private IncomingCalls.Decision take(SipCall call, Request invite, Peer from) {
    taken.add(call);
    return new IncomingCalls.Decision.Taken((_, news) -> port.told(news));
  }

  private SipCall established() {
    port.takes(port.invite(OFFER));
    taken.getFirst().say(ACCEPT);
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG));
    port.did();
    return taken.getFirst();
  }

  @Test
  void a_call_comes_in_rings_is_answered_and_ended_by_the_caller() {
    port.takes(port.invite(OFFER));
    assertThat(port.did()).containsExactly("told Offered");
    taken.getFirst().say(new CallEvent.Ring());
    taken.getFirst().say(ACCEPT);
    assertThat(port.did()).containsExactly("180 to 1 INVITE", "200 to 1 INVITE");
    assertThat(port.lastResponse().contact().orElseThrow().uri())
        .hasToString("sip:parley@192.0.2.1:5062");
    port.takes(port.request(Method.ACK, 1, TAG));
    assertThat(port.did()).containsExactly("told Confirmed");
    port.takes(port.request(Method.BYE, 2, TAG));
    assertThat(port.did()).containsExactly("200 to 2 BYE", "ended OTHER_HUNG_UP");
  }

  @Test
  void an_answer_is_repeated_until_it_is_acknowledged_by_the_calls_own_timers() {
    port.takes(port.invite(OFFER));
    taken.getFirst().say(ACCEPT);
    port.did();
    assertThat(port.pass(Duration.ofSeconds(4)).did())
        .containsExactly("200 to 1 INVITE", "200 to 1 INVITE", "200 to 1 INVITE");
    port.takes(port.request(Method.ACK, 1, TAG));
    assertThat(port.pass(MINUTE).did()).containsExactly("told Confirmed");
  }

  @Test
  void our_side_hangs_up_to_the_contact_of_the_caller() {
    var call = established();
    call.say(new CallEvent.HangUp());
    assertThat(port.did()).containsExactly("BYE to 192.0.2.7:5070", "ended HUNG_UP");
    assertThat(port.answers(200, "").pass(MINUTE).did()).isEmpty();
  }

  @Test
  void a_contact_that_may_not_call_us_gets_nothing_and_requests_go_back_to_the_caller() {
    var invite = port.invite(OFFER);
    port.takes(
        invite.with(
            invite
                .headers()
                .with(HeaderType.CONTACT, new Address(Uri.of("sip:alice@203.0.113.1:5070")))));
    taken.getFirst().say(ACCEPT);
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG));
    taken.getFirst().say(new CallEvent.HangUp());
    assertThat(port.did()).contains("BYE to 192.0.2.7:5060");
  }

  @Test
  void an_end_that_may_not_call_us_by_its_address_leads_to_nobody_who_may() {
    var stranger = PlayedPort.peer("203.0.113.9", 5_066);
    port.takes(port.invite(OFFER), stranger);
    taken.getFirst().say(ACCEPT);
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG), stranger);
    taken.getFirst().say(new CallEvent.HangUp());
    assertThat(port.did()).contains("BYE to 203.0.113.9:5066");
  }

  @Test
  void over_an_organisations_trunk_requests_of_both_tags_come_from_each_of_its_addresses() {
    var other = InetAddress.ofLiteral("192.0.2.8");
    port.takes(port.invite(OFFER));
    taken.getFirst().say(ACCEPT);
    port.did();
    var ack = port.request(Method.ACK, 1, TAG);
    assertThat(port.handover().mayComeFrom(ack, other)).as("over no such trunk").isFalse();
    taken.getFirst().overOwnTrunk(other::equals);
    assertThat(port.handover().mayComeFrom(ack, other)).isTrue();
    assertThat(port.handover().mayComeFrom(ack, InetAddress.ofLiteral("203.0.113.9"))).isFalse();
    port.takes(ack);
    var bye = port.request(Method.BYE, 2, TAG);
    assertThat(port.handover().mayComeFrom(bye, other)).isTrue();
    var foreign = bye.with(bye.headers().with(HeaderType.FROM, bye.from().withTag("another")));
    assertThat(port.handover().mayComeFrom(foreign, other)).as("one tag alone").isFalse();
    assertThat(port.handover().mayComeFrom(port.request(Method.BYE, 2, "unknown"), other))
        .isFalse();
    assertThat(port.handover().mayComeFrom(port.request(Method.INVITE, 1, ""), other)).isFalse();
  }

  @Test
  void over_tcp_requests_go_back_on_the_connection_of_the_last_one() {
    var first = new Peer(PlayedPort.ALICE.address(), Transport.TCP, 3, "");
    port.takes(port.invite(OFFER), first);
    taken.getFirst().say(ACCEPT);
    assertThat(port.lastResponse().contact().orElseThrow().uri())
        .hasToString("sip:parley@192.0.2.1:5062;transport=tcp");
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG), first);
    assertThat(taken.getFirst().peer()).isEqualTo(first);
    var second = new Peer(PlayedPort.ALICE.address(), Transport.TCP, 4, "");
    port.takes(port.request(Method.OPTIONS, 2, TAG), second);
    assertThat(taken.getFirst().peer()).isEqualTo(second);
  }

  @Test
  void a_call_is_cancelled_before_the_answer_and_not_after_it() {
    port.takes(port.invite(OFFER));
    port.did();
    port.takes(port.request(Method.CANCEL, 1, "", "z9hG4bKinvite"));
    assertThat(port.did()).containsExactly("200 to 1 CANCEL", "487 to 1 INVITE", "ended CANCELLED");
  }

  @Test
  void a_late_cancel_is_answered_and_has_no_effect() {
    var call = established();
    port.takes(port.request(Method.CANCEL, 1, "", "z9hG4bKinvite"));
    assertThat(port.did()).containsExactly("200 to 1 CANCEL");
    assertThat(call.isOver()).isFalse();
    port.takes(port.request(Method.CANCEL, 1, "", "z9hG4bKother"));
    assertThat(port.did()).containsExactly("481 to 1 CANCEL");
  }

  @Test
  void one_invite_that_comes_on_two_ways_is_one_call() {
    port.takes(port.invite(OFFER));
    port.did();
    port.takes(port.request(Method.INVITE, 1, "", "z9hG4bKsecond"));
    assertThat(port.did()).containsExactly("482 to 1 INVITE");
    assertThat(taken).hasSize(1);
    // another try after a refusal has a number of its own
    port.takes(port.request(Method.INVITE, 2, "", "z9hG4bKthird"));
    assertThat(taken).hasSize(2);
  }

  @Test
  void requests_of_no_call_are_refused() {
    port.takes(port.request(Method.BYE, 2, "nobody"));
    port.takes(port.request(Method.INFO, 3, ""));
    port.takes(port.request(Method.OPTIONS, 4, ""));
    assertThat(port.did()).containsExactly("481 to 2 BYE", "481 to 3 INFO", "200 to 4 OPTIONS");
    established();
    var other = port.request(Method.BYE, 9, TAG);
    port.takes(other.with(other.headers().with(HeaderType.CALL_ID, "another@a.example")));
    assertThat(port.did()).containsExactly("481 to 9 BYE");
  }

  @Test
  void a_uri_that_is_not_of_sip_is_refused() {
    var invite = port.invite(OFFER);
    port.takes(new Request(Method.INVITE, Uri.of("mailto:a@b"), invite.headers(), invite.body()));
    assertThat(port.did()).containsExactly("416 to 1 INVITE");
  }

  @Test
  void a_call_that_is_refused_at_once_leaves_nothing() {
    var refusing =
        new PlayedPort(
            (_, _, _) ->
                new IncomingCalls.Decision.Refused(
                    new CallEvent.Refuse(503, Duration.ofSeconds(5))));
    refusing.takes(refusing.invite(OFFER));
    assertThat(refusing.did()).containsExactly("503 to 1 INVITE");
    assertThat(refusing.lastResponse().headers().first(HeaderType.RETRY_AFTER).orElseThrow())
        .hasToString("5");
    assertThat(refusing.lastResponse().to().tag()).isPresent();
    assertThat(refusing.pass(MINUTE).did()).isEmpty();
    refusing.takes(refusing.invite(OFFER));
    assertThat(refusing.did()).as("not merged with a call").containsExactly("503 to 1 INVITE");
  }

  @Test
  void an_ended_call_is_forgotten_after_its_messages_cannot_come_any_more() {
    established();
    port.takes(port.request(Method.BYE, 2, TAG));
    port.did();
    port.takes(port.request(Method.INFO, 3, TAG));
    assertThat(port.did()).containsExactly("481 to 3 INFO");
    port.pass(MINUTE);
    port.takes(port.invite(OFFER));
    assertThat(taken).as("its origin is forgotten too").hasSize(2);
  }

  @Test
  void a_telephone_that_does_not_answer_a_request_of_ours_is_lost() {
    established().say(new CallEvent.Offer(Body.of(OFFER)));
    assertThat(port.did()).containsExactly("INVITE to 192.0.2.7:5070");
    assertThat(port.lost().did()).contains("BYE to 192.0.2.7:5070", "ended LOST");
  }

  @Test
  void a_call_of_ours_goes_out_and_is_answered() {
    var plan =
        new CallPlan(
            Uri.of("sip:bob@192.0.2.7"),
            new Address(Uri.of("sip:parley@192.0.2.1")),
            new Address(Uri.of("sip:bob@192.0.2.7")),
            List.of(),
            Body.of(OFFER),
            MINUTE);
    var call = port.calls().call(plan, PlayedPort.ALICE, (_, news) -> port.told(news));
    assertThat(port.did()).containsExactly("INVITE to 192.0.2.7:5060");
    assertThat(port.answers(180, "").did()).containsExactly("told Ringing");
    assertThat(port.answers(200, OFFER).did())
        .containsExactlyInAnyOrder("ACK to 192.0.2.7:5070", "told Answered");
    call.say(new CallEvent.HangUp());
    assertThat(port.did()).containsExactly("BYE to 192.0.2.7:5070", "ended HUNG_UP");
  }

  @Test
  void leaving_hangs_all_calls_up_and_waits_until_their_ends_know() {
    established();
    var left = port.calls().leave().toCompletableFuture();
    assertThat(port.did()).containsExactly("BYE to 192.0.2.7:5070", "ended HUNG_UP");
    assertThat(left).isNotDone();
    port.answers(200, "");
    assertThat(left).isDone();
  }

  @Test
  void responses_of_no_call_are_others() {
    established().say(new CallEvent.HangUp());
    var bye = port.lastRequest();
    port.answers(200, "").pass(MINUTE).did();
    assertThat(bye.from().tag()).contains(TAG);
    assertThat(port.answers(200, "").did()).containsExactly("others Answered");
  }
}

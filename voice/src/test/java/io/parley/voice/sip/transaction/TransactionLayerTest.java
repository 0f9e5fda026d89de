package io.parley.voice.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Via;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactionLayerTest {
  private static final Instant AT = Played.BEGIN;
  private static final Request INVITE = Requests.invite();

  private final TransactionLayer<String> layer =
      new TransactionLayer<>(TransactionTimes.DEFAULTS, 3);

  private List<Output<String>> receive(Request request) {
    return layer.received(request, "peer", false, AT);
  }

  private TransactionKey asked(Request request) {
    return ((Output.Asked<String>) receive(request).getFirst()).key();
  }

  @Test
  void a_request_is_asked_once_and_its_answer_goes_back_where_it_came_from() {
    var key = asked(INVITE);
    assertThat(receive(INVITE))
        .singleElement()
        .isInstanceOfSatisfying(
            Output.Send.class,
            sent -> assertThat(((Response) sent.message()).status()).isEqualTo(100));
    var ringing = Requests.answer(INVITE, 180);
    assertThat(layer.answer(key, ringing, AT))
        .containsExactly(new Output.Send<>(ringing, "peer", Optional.of(key)));
  }

  @Test
  void another_branch_host_or_method_is_another_transaction() {
    var key = asked(INVITE);
    assertThat(asked(Requests.of(Method.INVITE, 1, "z9hG4bKother"))).isNotEqualTo(key);
    var elsewhere = Via.of("UDP", new HostPort("z.example", 5_060), "z9hG4bKinvite");
    assertThat(asked(INVITE.with(INVITE.headers().with(HeaderType.VIA, elsewhere))))
        .isNotEqualTo(key);
    assertThat(layer.size()).isEqualTo(3);
  }

  @Test
  void an_ack_of_a_refusal_ends_it_and_an_ack_of_a_success_passes_through() {
    var key = asked(INVITE);
    layer.answer(key, Requests.answer(INVITE, 486), AT);
    assertThat(receive(Requests.of(Method.ACK, 1, "z9hG4bKinvite"))).isEmpty();
    assertThat(layer.passed(AT.plusSeconds(5))).isEmpty();
    assertThat(layer.size()).isZero();
    var ack = Requests.of(Method.ACK, 1, "z9hG4bKack");
    assertThat(receive(ack)).containsExactly(new Output.Acknowledged<>(ack, "peer"));
    assertThat(layer.size()).isZero();
  }

  @Test
  void a_cancel_is_a_transaction_of_its_own_that_names_the_invite() {
    var key = asked(INVITE);
    var cancel =
        (Output.Asked<String>) receive(Requests.of(Method.CANCEL, 1, "z9hG4bKinvite")).getFirst();
    assertThat(cancel.cancelled()).contains(key);
    assertThat(cancel.key()).isNotEqualTo(key);
    var astray =
        (Output.Asked<String>) receive(Requests.of(Method.CANCEL, 1, "z9hG4bKx")).getFirst();
    assertThat(astray.cancelled()).isEmpty();
  }

  @Test
  void peers_without_unique_branches_are_matched_by_everything_else() {
    var old = new Via("2.0", "UDP", new HostPort("a.example", 0), Params.NONE.with("branch", "1"));
    var invite = INVITE.with(INVITE.headers().with(HeaderType.VIA, old));
    var key = asked(invite);
    assertThat(((Output.Send<String>) receive(invite).getFirst()).key()).contains(key);
    layer.answer(key, Requests.answer(invite, 486), AT);
    var ack = Requests.of(Method.ACK, 1, "");
    var to = Requests.answer(invite, 486).to();
    assertThat(receive(ack.with(ack.headers().with(HeaderType.VIA, old).with(HeaderType.TO, to))))
        .isEmpty();
    var other = Requests.of(Method.INVITE, 2, "");
    assertThat(asked(other.with(other.headers().with(HeaderType.VIA, old)))).isNotEqualTo(key);
  }

  @Test
  void responses_find_the_request_by_branch_and_method() {
    var sent = layer.send(INVITE, "peer", false, AT);
    var key = TransactionLayer.keyOf(INVITE);
    assertThat(sent).containsExactly(new Output.Send<>(INVITE, "peer", Optional.of(key)));
    var ringing = Requests.answer(INVITE, 180);
    assertThat(layer.received(ringing, "peer", false, AT))
        .containsExactly(new Output.Answered<>(Optional.of(key), ringing, "peer"));
    assertThat(
            layer.received(
                Requests.answer(Requests.of(Method.BYE, 1, "z9hG4bKinvite"), 200),
                "peer",
                false,
                AT))
        .isEmpty();
  }

  @Test
  void a_success_is_passed_on_even_after_its_transaction_ended() {
    var success = Requests.answer(INVITE, 200);
    assertThat(layer.received(success, "peer", false, AT))
        .containsExactly(new Output.Answered<>(Optional.empty(), success, "peer"));
    assertThat(layer.received(Requests.answer(INVITE, 486), "peer", false, AT)).isEmpty();
  }

  @Test
  void a_response_for_another_hop_is_dropped() {
    layer.send(INVITE, "peer", false, AT);
    var vias = List.of(INVITE.topVia(), Via.of("UDP", new HostPort("x", 0), "z9hG4bKx"));
    var astray = Requests.answer(INVITE, 200);
    assertThat(
            layer.received(
                astray.with(astray.headers().with(HeaderType.VIA, vias)), "peer", false, AT))
        .isEmpty();
  }

  @Test
  void timers_of_all_transactions_are_due_in_order() {
    layer.send(INVITE, "one", false, AT);
    layer.send(Requests.of(Method.BYE, 2, "z9hG4bKbye"), "two", false, AT.plusMillis(100));
    assertThat(layer.due()).isEqualTo(AT.plusMillis(500));
    assertThat(layer.passed(AT.plusMillis(499))).isEmpty();
    assertThat(layer.passed(AT.plusMillis(600)))
        .extracting(output -> ((Output.Send<String>) output).to())
        .containsExactly("one", "two");
    for (var due = layer.due(); !due.equals(Transaction.NEVER); due = layer.due())
      layer.passed(due);
    assertThat(layer.size()).isZero();
  }

  @Test
  void beyond_the_limit_requests_are_refused_and_nothing_is_kept() {
    for (int i = 0; i < 3; i++) asked(Requests.of(Method.OPTIONS, i, "z9hG4bK" + i));
    var refused = receive(INVITE).getFirst();
    assertThat(((Response) ((Output.Send<String>) refused).message()).status()).isEqualTo(503);
    assertThat(layer.size()).isEqualTo(3);
  }

  @Test
  void a_message_that_cannot_be_sent_ends_its_transaction() {
    layer.send(INVITE, "peer", true, AT);
    var key = TransactionLayer.keyOf(INVITE);
    assertThat(layer.failed(key, AT)).containsExactly(new Output.Unreachable<>(key));
    assertThat(layer.size()).isZero();
    assertThat(layer.failed(key, AT)).isEmpty();
  }
}

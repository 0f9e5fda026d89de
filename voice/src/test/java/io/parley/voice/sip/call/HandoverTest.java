package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two nodes without sockets and without a cluster between. The call is on the first one; alice is
/// led to the second one from then on.
class HandoverTest {
  private static final int FIRST = 0x1234_abcd;
  private static final int SECOND = -2;
  private static final int UNKNOWN = 3;
  private static final String RANDOM = "0123456789abcdef0123456789abcdef";
  private static final String TAG = NodeMark.seed(RANDOM, FIRST);
  private static final Body ANSWER = Body.of("v=0\r\nanswer\r\n");
  private static final String OFFER = "v=0\r\noffer\r\n";

  private final List<SipCall> taken = new ArrayList<>();
  private final Between fromFirst = new Between(FIRST);
  private final Between fromSecond = new Between(SECOND);
  private final PlayedPort first =
      new PlayedPort(this::take, fromFirst, _ -> NodeMark.seed(RANDOM, FIRST));
  private final PlayedPort second =
      new PlayedPort(this::take, fromSecond, _ -> NodeMark.seed(RANDOM, SECOND));

  /// The way from one node to the other.
  private final class Between implements OtherNodes {
    private final int own;
    private final List<CompletableFuture<Void>> onTheWay = new ArrayList<>();
    private boolean holds;

    Between(int own) {
      this.own = own;
    }

    private Handover to(int node) {
      return Map.of(FIRST, first, SECOND, second).get(node).handover();
    }

    @Override
    public int own() {
      return own;
    }

    @Override
    public boolean has(int node) {
      return node == FIRST || node == SECOND;
    }

    @Override
    public CompletionStage<Void> hand(int node, Optional<TransactionKey> key, Request request) {
      var reached = new CompletableFuture<Void>();
      onTheWay.add(reached);
      if (!holds) to(node).handed(own, key, request, () -> reached.complete(null));
      return reached;
    }

    @Override
    public void answer(int node, TransactionKey key, Response response) {
      to(node).answered(key, response);
    }
  }

  private IncomingCalls.Decision take(SipCall call, Request invite, Peer from) {
    taken.add(call);
    return new IncomingCalls.Decision.Taken((_, news) -> first.told(news));
  }

  private SipCall established() {
    first.takes(first.invite(OFFER));
    taken.getFirst().say(new CallEvent.Accept(ANSWER));
    first.did();
    first.takes(first.request(Method.ACK, 1, TAG));
    first.did();
    return taken.getFirst();
  }

  @Test
  void a_bye_that_comes_to_another_node_ends_the_call_and_is_answered_there() {
    var call = established();
    second.takes(second.request(Method.BYE, 2, TAG));
    assertThat(first.did()).containsExactly("ended OTHER_HUNG_UP");
    assertThat(second.did()).containsExactly("200 to 2 BYE");
    assertThat(call.isOver()).isTrue();
    assertThat(fromSecond.onTheWay).singleElement().matches(CompletableFuture::isDone);
  }

  @Test
  void an_offer_at_another_node_is_answered_there_later_and_acknowledged_there() {
    var call = established();
    var offer = second.request(Method.INVITE, 2, TAG).with(MediaType.SDP, Body.of(OFFER));
    second.takes(offer);
    assertThat(first.did()).containsExactly("told Offered");
    assertThat(second.did()).isEmpty();
    call.say(new CallEvent.Accept(ANSWER));
    assertThat(first.did()).isEmpty();
    assertThat(second.did()).containsExactly("200 to 2 INVITE");
    second.takes(second.request(Method.ACK, 2, TAG));
    assertThat(first.did()).containsExactly("told Confirmed");
    assertThat(second.did()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {Method.INFO, Method.OPTIONS, Method.UPDATE})
  void other_requests_are_answered_as_well(String method) {
    established();
    second.takes(second.request(method, 2, TAG));
    first.did();
    assertThat(second.did()).containsExactly("200 to 2 " + method);
  }

  @Test
  void the_other_end_of_another_nodes_call_is_known_there_alone() {
    established();
    assertThat(first.handover().peerOf(first.request(Method.BYE, 2, TAG)))
        .contains(PlayedPort.ALICE);
    assertThat(second.handover().peerOf(second.request(Method.BYE, 2, TAG)))
        .contains(Peer.ELSEWHERE);
    var unknown = NodeMark.seed(RANDOM, UNKNOWN);
    assertThat(second.handover().peerOf(second.request(Method.BYE, 2, unknown))).isEmpty();
  }

  @Test
  void an_offer_is_cancelled_at_another_node() {
    established();
    var offer = second.request(Method.INVITE, 2, TAG, "z9hG4bKagain");
    second.takes(offer.with(MediaType.SDP, Body.of(OFFER)));
    first.did();
    second.takes(second.request(Method.CANCEL, 2, TAG, "z9hG4bKagain"));
    first.did();
    assertThat(second.did()).containsExactly("200 to 2 CANCEL", "487 to 2 INVITE");
  }

  @Test
  void requests_of_the_call_still_go_where_its_own_node_reaches_the_other_end() {
    var call = established();
    var connection = new Peer(PlayedPort.ALICE.address(), Transport.TCP, 7, "");
    second.takes(second.request(Method.OPTIONS, 2, TAG), connection);
    first.did();
    assertThat(call.peer()).isEqualTo(PlayedPort.ALICE);
    call.say(new CallEvent.HangUp());
    assertThat(first.did()).contains("BYE to 192.0.2.7:5070");
  }

  @Test
  void a_call_that_its_node_does_not_know_is_refused_and_handed_to_nobody_else() {
    var gone = NodeMark.seed(RANDOM.replace('0', 'f'), FIRST);
    second.takes(second.request(Method.BYE, 2, gone));
    first.did();
    assertThat(second.did()).containsExactly("481 to 2 BYE");
    assertThat(fromFirst.onTheWay).isEmpty();
  }

  @Test
  void a_request_that_was_handed_over_wrongly_does_not_go_round() {
    // a tag of the second node, at the first one
    var wrong = second.request(Method.BYE, 2, NodeMark.seed(RANDOM, SECOND));
    var key = new TransactionKey(true, "z9hG4bKw", "192.0.2.7:5060", Method.BYE);
    first.handover().handed(SECOND, Optional.of(key), wrong, () -> {});
    first.did();
    assertThat(second.did()).containsExactly("481 to 2 BYE");
    assertThat(fromFirst.onTheWay).isEmpty();
  }

  @Test
  void a_node_that_is_unknown_or_does_not_take_the_request_has_no_call() {
    second.takes(second.request(Method.BYE, 2, NodeMark.seed(RANDOM, UNKNOWN)));
    assertThat(second.did()).containsExactly("481 to 2 BYE");
    assertThat(fromSecond.onTheWay).isEmpty();
    fromSecond.holds = true;
    second.takes(second.request(Method.BYE, 2, TAG));
    assertThat(second.did()).isEmpty();
    fromSecond.onTheWay.getFirst().completeExceptionally(new IllegalStateException("no answer"));
    assertThat(second.did()).containsExactly("481 to 2 BYE");
  }

  @Test
  void more_than_the_limit_at_once_are_told_to_come_back() {
    fromSecond.holds = true;
    for (int i = 0; i < Handover.AT_ONCE; i++) second.takes(second.request(Method.INFO, 2, TAG));
    assertThat(second.did()).isEmpty();
    second.takes(second.request(Method.INFO, 3, TAG));
    second.takes(second.request(Method.ACK, 3, TAG));
    assertThat(second.did()).containsExactly("503 to 3 INFO");
    fromSecond.onTheWay.getFirst().complete(null);
    second.takes(second.request(Method.INFO, 4, TAG));
    assertThat(second.did()).isEmpty();
    assertThat(fromSecond.onTheWay).hasSize(Handover.AT_ONCE + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seed1", RANDOM, RANDOM + "0000000g", RANDOM + "000000011"})
  void a_tag_of_another_form_names_no_node(String tag) {
    assertThat(NodeMark.of(tag)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, FIRST, Integer.MIN_VALUE})
  void a_mark_is_read_from_the_tag_that_was_made_with_it(int node) {
    assertThat(NodeMark.of(NodeMark.seed(RANDOM, node))).hasValue(node);
  }
}

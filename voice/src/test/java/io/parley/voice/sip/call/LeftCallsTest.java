package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.NumberPlan.Destination;
import io.parley.voice.udp.RtpPorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that go on at another node: alice calls the first one, which drains, and the second one
/// has room. Without sockets for signalling and without a cluster between.
class LeftCallsTest {
  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final int THIRD = 3;
  private static final String TAG = NodeMark.seed("0123456789abcdef0123456789abcdef", FIRST);
  private static final String SOUND = Sounds.description(40_000, "0 101", "sendrecv");
  private static final SessionKey SESSION = SessionKey.parse("default:s1");
  private static final String BYE = "BYE to 192.0.2.7:5070";

  private final Counted counted = new Counted();
  private final List<LeftCall> handedOn = new ArrayList<>();
  private final List<Leg> opened = new ArrayList<>();
  private final List<SessionKey> wentOnIn = new ArrayList<>();
  private Readiness readiness = Readiness.READY;
  private boolean hasRoom = true;
  private Optional<DigestClient> digest = Optional.empty();
  private boolean isMoved;
  private int forgone;
  private RtpPorts ports;
  private PlayedPort first;
  private PlayedPort second;
  private PlayedPort third;

  @BeforeEach
  void open() throws IOException {
    ports = Sounds.ports();
    first = node(FIRST);
    second = node(SECOND);
    third = node(THIRD);
    var left =
        new LeftCalls(
            second.calls(),
            new Desk(),
            (_, _) -> CallTransfer.NONE,
            Sounds.parts(ports, counted),
            new OwnEnd(Sounds.HERE, Optional.empty()),
            this::goesOver,
            second::now);
    first
        .calls()
        .leaveTo(
            call -> {
              handedOn.add(call);
              return left.goOn(call);
            });
  }

  @AfterEach
  void close() throws IOException {
    ports.close();
  }

  private Optional<CallListener> goesOver(SipCall call, LeftCall left, CallListener listener) {
    left.domain().ifPresent(where -> call.over(where, digest));
    return Optional.of(listener).filter(_ -> hasRoom);
  }

  private PlayedPort node(int number) {
    var receptionist = new Receptionist[1];
    var port =
        new PlayedPort(
            (call, invite, from) -> {
              call.over(new HostPort("shop.example", 0), Optional.empty());
              return receptionist[0].incoming(call, invite, from);
            },
            new Others(number),
            _ -> TAG);
    var to = new Destination(TenantId.DEFAULT, Optional.of("support"), Optional.of("de"));
    receptionist[0] =
        new Receptionist(
            _ -> Optional.of(new Receptionist.Led(to, Optional.empty(), false)),
            new Desk(),
            (_, _) -> CallTransfer.NONE,
            Sounds.parts(ports, counted),
            new OwnEnd(Sounds.HERE, Optional.empty()),
            counted,
            port::now);
    return port;
  }

  /// The way from one node to the others.
  private final class Others implements OtherNodes {
    private final int own;

    Others(int own) {
      this.own = own;
    }

    private Handover to(int node) {
      return Map.of(FIRST, first, SECOND, second, THIRD, third).get(node).handover();
    }

    @Override
    public int own() {
      return own;
    }

    @Override
    public OptionalInt of(String tag) {
      return isMoved && tag.equals(TAG) ? OptionalInt.of(SECOND) : NodeMark.of(tag);
    }

    @Override
    public boolean has(int node) {
      return node == FIRST || node == SECOND || node == THIRD;
    }

    @Override
    public CompletionStage<Void> hand(int node, Optional<TransactionKey> key, Request request) {
      var reached = new CompletableFuture<Void>();
      to(node).handed(own, key, request, () -> reached.complete(null));
      return reached;
    }

    @Override
    public void answer(int node, TransactionKey key, Response response) {
      to(node).answered(key, response);
    }
  }

  private final class Desk implements AgentCalls {
    @Override
    public Readiness readiness(PhoneCall call) {
      return readiness;
    }

    @Override
    public CompletionStage<Place> admit(PhoneCall call, String requestId) {
      return CompletableFuture.completedStage(new OnePlace());
    }

    @Override
    public CompletionStage<Place> goOn(PhoneCall call, SessionKey session) {
      assertThat(call.call()).isEqualTo(TAG);
      wentOnIn.add(session);
      return CompletableFuture.completedStage(new OnePlace());
    }
  }

  private final class OnePlace implements AgentCalls.Place {
    @Override
    public SessionKey session() {
      return SESSION;
    }

    @Override
    public void open(Leg leg, CallTransfer transfer) {
      opened.add(leg);
    }

    @Override
    public void forgo() {
      forgone++;
    }
  }

  private void established(Request invite, Peer from) {
    first.takes(invite, from);
    first.takes(first.request(Method.ACK, 1, TAG), from);
    assertThat(first.did()).containsExactly("180 to 1 INVITE", "200 to 1 INVITE");
  }

  private void established() {
    established(first.invite(SOUND), PlayedPort.ALICE);
  }

  /// The first node leaves the call.
  ///
  /// @return what it does then: a leg's end is told on a thread of its own
  private List<String> leaves() {
    opened.getFirst().leave();
    var did = new ArrayList<String>();
    await()
        .until(
            () -> {
              did.addAll(first.did());
              return !did.isEmpty() || !handedOn.isEmpty();
            });
    return did;
  }

  /// The second node goes on with a call of the first one, and its offer is not answered yet.
  private void offered() {
    established();
    leaves();
    second.did();
    assertThat(first.did()).isEmpty();
  }

  @Test
  void a_call_goes_on_at_another_node_by_a_re_invite_and_nothing_is_said_by_its_own() {
    established();
    assertThat(leaves()).isEmpty();
    assertThat(second.did()).containsExactly("INVITE to 192.0.2.7:5070");
    assertThat(first.did()).isEmpty();
    var invite = second.lastRequest();
    assertThat(invite.cseq().number()).isEqualTo(1);
    assertThat(invite.from().tag()).contains(TAG);
    assertThat(invite.to().tag()).contains("a1");
    assertThat(invite.callId()).isEqualTo("c1@a.example");
    assertThat(invite.contact()).contains(new Address(Uri.of("sip:parley@192.0.2.1:5062")));
    var line = handedOn.getFirst().line();
    assertThat(invite.body().text())
        .contains("o=- " + line.session() + " " + (line.version() + 1) + " ", "m=audio ");
    assertThat(wentOnIn).containsExactly(SESSION);

    second.answers(200, SOUND);
    assertThat(second.did()).containsExactly("ACK to 192.0.2.7:5070");
    assertThat(opened).hasSize(2);
    assertThat(opened.getLast().ready().toCompletableFuture()).isDone();
    second.takes(second.request(Method.BYE, 2, TAG));
    assertThat(second.did()).containsExactly("200 to 2 BYE");
    assertThat(opened.getLast().gone().toCompletableFuture().join()).isEqualTo(Leg.Gone.HUNG_UP);
    assertThat(counted.all()).containsExactly("answered after 0", "went on", "ended", "ended");
    assertThat(forgone).isZero();
    assertThat(ports.stats().open()).isZero();
  }

  /// The call goes on at the second node, and its other end hangs up by another one.
  private void hungUpBy(PlayedPort node) {
    offered();
    second.answers(200, SOUND);
    isMoved = true;
    node.takes(node.request(Method.BYE, 2, TAG));
    second.did();
    assertThat(node.did()).containsExactly("200 to 2 BYE");
    assertThat(opened.getLast().gone().toCompletableFuture().join()).isEqualTo(Leg.Gone.HUNG_UP);
  }

  @Test
  void a_request_that_comes_to_a_third_node_then_is_handed_to_the_one_where_the_call_goes_on() {
    hungUpBy(third);
  }

  @Test
  void a_request_that_still_comes_to_the_node_that_has_left_the_call_is_handed_on_as_well() {
    hungUpBy(first);
  }

  @Test
  void an_other_end_that_refuses_the_offer_is_hung_up() {
    offered();
    second.answers(488, "");
    assertThat(second.did()).containsExactly(BYE);
    assertThat(opened).hasSize(1);
    assertThat(forgone).isEqualTo(1);
    assertThat(ports.stats().open()).isZero();
  }

  /// The other end's own offer has crossed ours.
  private void crossed(String offer) {
    offered();
    second.answers(491, "");
    second.takes(second.request(Method.INVITE, 2, TAG).with(MediaType.SDP, Body.of(offer)));
  }

  @Test
  void an_other_end_whose_offer_crosses_ours_has_the_agent_as_well() {
    crossed(SOUND);
    assertThat(second.did()).containsExactly("200 to 2 INVITE");
    assertThat(opened).hasSize(2);
    second.takes(second.request(Method.ACK, 2, TAG)).takes(second.request(Method.BYE, 3, TAG));
    assertThat(forgone).isZero();
    assertThat(ports.stats().open()).isZero();
  }

  @Test
  void an_other_end_whose_offer_crosses_ours_and_has_nothing_for_us_is_hung_up() {
    crossed(Sounds.description(40_000, "18", "sendrecv"));
    assertThat(second.did()).containsExactly("488 to 2 INVITE", BYE);
    assertThat(opened).hasSize(1);
    assertThat(forgone).isEqualTo(1);
    assertThat(ports.stats().open()).isZero();
  }

  private void challenged() {
    offered();
    var challenge = "Digest realm=\"shop.example\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"";
    second.answers(
        407, response -> response.with(response.headers().plus("Proxy-Authenticate", challenge)));
  }

  @Test
  void a_trunk_that_asks_the_other_node_for_credentials_gets_those_of_the_trunk() {
    digest = Optional.of(new DigestClient("shop", "a password", List.of(DigestAlgorithm.SHA_256)));
    challenged();
    assertThat(second.did()).containsExactly("INVITE to 192.0.2.7:5070");
    assertThat(second.lastRequest().headers().has(HeaderType.PROXY_AUTHORIZATION)).isTrue();
    second.answers(200, SOUND);
    assertThat(second.did()).containsExactly("ACK to 192.0.2.7:5070");
    assertThat(opened).hasSize(2);
  }

  @Test
  void an_end_whose_challenge_cannot_be_answered_is_hung_up() {
    challenged();
    assertThat(second.did()).containsExactly(BYE);
    assertThat(forgone).isEqualTo(1);
  }

  @Test
  void an_answer_without_a_description_ends_the_call() {
    offered();
    second.answers(200, "");
    assertThat(second.did()).containsExactly("ACK to 192.0.2.7:5070", BYE);
    assertThat(forgone).isEqualTo(1);
  }

  @Test
  void a_call_for_which_its_trunk_has_no_room_there_is_hung_up_here() {
    hasRoom = false;
    established();
    leaves();
    assertThat(second.did()).isEmpty();
    assertThat(first.did()).containsExactly(BYE);
    assertThat(forgone).isEqualTo(1);
    assertThat(ports.stats().open()).isZero();
  }

  @Test
  void a_call_that_no_other_node_takes_is_hung_up() {
    established();
    readiness = Readiness.DRAINING;
    assertThat(leaves()).containsExactly(BYE);
    assertThat(wentOnIn).isEmpty();
  }

  @Test
  void an_end_that_refuses_refer_goes_on_by_a_re_invite() {
    first
        .calls()
        .moveTo(
            _ -> CompletableFuture.completedStage(Optional.of(new HostPort("192.0.2.9", 5_064))));
    var invite = first.invite(SOUND);
    var knows = invite.headers().plus(HeaderType.ALLOW.name(), "INVITE, ACK, BYE, REFER");
    established(invite.with(knows), PlayedPort.ALICE);
    assertThat(leaves()).containsExactly("REFER to 192.0.2.7:5070");
    first.answers(403, "");
    assertThat(handedOn).hasSize(1);
    assertThat(second.did()).containsExactly("INVITE to 192.0.2.7:5070");
    assertThat(second.lastRequest().cseq().number()).isEqualTo(2);
    assertThat(first.did()).isEmpty();
  }

  @Test
  void a_call_over_a_connection_is_hung_up() {
    var connection = new Peer(PlayedPort.ALICE.address(), Transport.TCP, 3, "");
    established(first.invite(SOUND), connection);
    assertThat(leaves()).containsExactly("BYE to 192.0.2.7:5060");
    assertThat(handedOn).isEmpty();
  }

  @Test
  void a_telephone_that_other_nodes_may_not_reach_is_hung_up() {
    established(first.invite(SOUND), PlayedPort.peer("198.51.100.7", 5_060));
    assertThat(leaves()).containsExactly("BYE to 198.51.100.7:5060");
    assertThat(handedOn).isEmpty();
  }
}

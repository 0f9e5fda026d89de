package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.limit.Limit;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.entry.Refusal;
import io.parley.sessions.entry.Refused;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.NumberPlan.Destination;
import io.parley.voice.udp.RtpPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that come in under manual time, with ports for sound on this machine. The desk is the
/// test.
class ReceptionistTest {
  private static final String OFFER = Sounds.description(40_000, "0 101", "sendrecv");
  private static final String TAG = "seed1";
  private static final SessionKey SESSION = SessionKey.parse("default:s1");

  private final Counted counted = new Counted();
  private final List<PhoneCall> asked = new ArrayList<>();
  private final List<LegEvent> events = new ArrayList<>();
  private final CompletableFuture<AgentCalls.Place> place = new CompletableFuture<>();
  private Readiness readiness = Readiness.READY;
  private Optional<String> known = Optional.empty();
  private boolean isVerified;
  private Optional<String> addressee = Optional.empty();
  private Optional<Leg> opened = Optional.empty();
  private int forgone;
  private RtpPorts ports;
  private PlayedPort port;

  @BeforeEach
  void open() throws IOException {
    ports = Sounds.ports();
    var receptionist = new Receptionist[1];
    port = new PlayedPort((call, invite, from) -> receptionist[0].incoming(call, invite, from));
    receptionist[0] =
        new Receptionist(
            dialled ->
                dialled.number().equals("4930222")
                    ? Optional.of(
                        new Receptionist.Led(
                            new Destination(
                                TenantId.DEFAULT, Optional.of("support"), Optional.of("de")),
                            known,
                            isVerified,
                            addressee,
                            Optional.empty()))
                    : Optional.empty(),
            new Desk(),
            (_, _) -> CallTransfer.NONE,
            Sounds.parts(ports, counted),
            new OwnEnd(Sounds.HERE, Optional.empty()),
            counted,
            port::now);
  }

  @AfterEach
  void close() throws IOException {
    ports.close();
  }

  private final class Desk implements AgentCalls {
    @Override
    public Readiness readiness(PhoneCall call) {
      return readiness;
    }

    @Override
    public CompletionStage<Place> admit(PhoneCall call, String requestId) {
      asked.add(call);
      return place;
    }

    @Override
    public CompletionStage<Place> goOn(PhoneCall call, SessionKey session) {
      throw new AssertionError("no node leaves a call");
    }
  }

  private final class OnePlace implements AgentCalls.Place {
    @Override
    public SessionKey session() {
      return SESSION;
    }

    @Override
    public void open(Leg leg, CallTransfer transfer) {
      opened = Optional.of(leg);
      leg.listen(events::add);
    }

    @Override
    public void forgo() {
      forgone++;
    }
  }

  private Request ask(String method, int number, String description) {
    return port.request(method, number, TAG).with(MediaType.SDP, Body.of(description));
  }

  private SipLeg established() {
    port.takes(port.invite(OFFER));
    place.complete(new OnePlace());
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG));
    port.did();
    return (SipLeg) opened.orElseThrow();
  }

  @Test
  void a_call_rings_at_once_and_is_answered_when_it_has_a_place() {
    port.takes(port.invite(OFFER));
    assertThat(port.did()).containsExactly("180 to 1 INVITE");
    port.pass(Duration.ofMillis(70));
    place.complete(new OnePlace());
    assertThat(port.did()).containsExactly("200 to 1 INVITE");
    assertThat(port.lastResponse().body().text()).contains("m=audio ", "RTP/AVP 0 101");
    assertThat(asked.getFirst())
        .isEqualTo(
            new PhoneCall(
                "sip",
                TAG,
                TenantId.DEFAULT,
                Optional.of("support"),
                Optional.of("de"),
                "+4930111",
                "4930222"));
    var leg = opened.orElseThrow();
    assertThat(leg.ready().toCompletableFuture()).as("not before the ACK").isNotDone();
    port.takes(port.request(Method.ACK, 1, TAG));
    assertThat(leg.ready().toCompletableFuture()).isDone();
    assertThat(counted.all()).containsExactly("answered after 70");
  }

  @Test
  void a_call_to_the_address_of_a_registration_was_to_the_number_in_its_to() {
    var invite = port.invite(OFFER);
    var dialled = new Receptionist.Dialled("parley", invite, PlayedPort.ALICE);
    addressee = Optional.of(dialled.addressee());
    port.takes(invite);
    assertThat(asked.getFirst().number()).isEqualTo(addressee.get()).isNotEmpty();
  }

  private boolean isAttested() {
    var invite = port.invite(OFFER);
    var said = "<tel:+4930111;verstat=TN-Validation-Passed-A>";
    port.takes(invite.with(invite.headers().plus("P-Asserted-Identity", said)));
    return asked.getFirst().attested();
  }

  @Test
  void a_number_is_attested_by_a_trunk_that_verifies_it() {
    isVerified = true;
    assertThat(isAttested()).isTrue();
    assertThat(asked.getFirst().caller()).isEqualTo("+4930111");
  }

  @Test
  void the_word_of_any_other_end_on_a_number_does_not_count() {
    assertThat(isAttested()).isFalse();
  }

  @Test
  void the_caller_of_a_known_telephone_is_not_what_it_says() {
    known = Optional.of("+4930777");
    port.takes(port.invite(OFFER));
    assertThat(asked.getFirst().caller()).isEqualTo("+4930777");
  }

  @Test
  void an_unknown_number_is_not_found() {
    var invite = port.invite(OFFER);
    port.takes(
        new Request(Method.INVITE, Uri.of("sip:999@b.example"), invite.headers(), invite.body()));
    assertThat(port.did()).containsExactly("404 to 1 INVITE");
    assertThat(counted.all()).containsExactly("refused UNKNOWN_NUMBER");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_node_that_drains_sends_calls_elsewhere() {
    readiness = Readiness.DRAINING;
    port.takes(port.invite(OFFER));
    assertThat(port.did()).containsExactly("503 to 1 INVITE");
    assertThat(port.lastResponse().headers().first(HeaderType.RETRY_AFTER)).isPresent();
    readiness = Readiness.NO_AGENT;
    port.takes(port.request(Method.INVITE, 2, ""));
    assertThat(port.did()).containsExactly("480 to 2 INVITE");
    readiness = Readiness.NO_SPEECH;
    port.takes(port.request(Method.INVITE, 3, ""));
    assertThat(port.did()).containsExactly("503 to 3 INVITE");
    assertThat(counted.all())
        .containsExactly("refused DRAINING", "refused NO_AGENT", "refused NO_SPEECH");
  }

  @Test
  void a_call_to_an_organisation_that_is_not_served_is_refused_and_counted() {
    readiness = Readiness.NOT_SERVED;
    port.takes(port.invite(OFFER));
    assertThat(port.did()).containsExactly("480 to 1 INVITE");
    assertThat(counted.all()).containsExactly("refused NOT_SERVED");
  }

  @Test
  void a_loaded_node_refuses_a_call_before_a_session_begins() {
    readiness = Readiness.LOADED;
    port.takes(port.invite(OFFER));
    assertThat(port.did()).containsExactly("503 to 1 INVITE");
    assertThat(port.lastResponse().headers().first(HeaderType.RETRY_AFTER)).isPresent();
    assertThat(asked).isEmpty();
    assertThat(counted.all()).containsExactly("refused LIMIT");
  }

  @Test
  void a_caller_beyond_their_own_limit_is_busy_and_a_full_node_is_another_nodes_chance() {
    port.takes(port.invite(OFFER));
    place.completeExceptionally(new Refused(new Refusal.Overloaded(Limit.CALLS_PER_ADDRESS)));
    assertThat(port.did()).containsExactly("180 to 1 INVITE", "486 to 1 INVITE");
    assertThat(port.lastResponse().headers().first(HeaderType.RETRY_AFTER)).isPresent();
    assertThat(RefusedCall.of(new Refused(new Refusal.Overloaded(Limit.CALLS))).with().status())
        .isEqualTo(503);
    assertThat(RefusedCall.of(new IllegalStateException("words")).reason()).doesNotContain("words");
    assertThat(ports.stats().open()).isZero();
  }

  @Test
  void sound_that_we_do_not_know_is_refused_before_a_session_begins() {
    port.takes(port.invite(Sounds.description(40_000, "18", "sendrecv")));
    assertThat(port.did()).containsExactly("488 to 1 INVITE");
    assertThat(asked).isEmpty();
    assertThat(counted.all()).containsExactly("refused DESCRIPTION");
  }

  @Test
  void a_caller_who_hangs_up_while_it_rings_leaves_no_place_behind() {
    port.takes(port.invite(OFFER));
    port.takes(port.request(Method.CANCEL, 1, "", "z9hG4bKinvite"));
    assertThat(port.did()).contains("487 to 1 INVITE");
    place.complete(new OnePlace());
    assertThat(port.did()).isEmpty();
    assertThat(opened).isEmpty();
    assertThat(forgone).isEqualTo(1);
    assertThat(counted.all()).containsExactly("cancelled");
  }

  @Test
  void the_caller_hangs_up() {
    var leg = established();
    port.takes(port.request(Method.BYE, 2, TAG));
    assertThat(leg.gone().toCompletableFuture().join()).isEqualTo(Leg.Gone.HUNG_UP);
    assertThat(counted.all()).endsWith("ended");
    assertThat(ports.stats().open()).isZero();
  }

  @Test
  void the_agent_hangs_up() {
    var leg = established();
    leg.close();
    await().until(() -> port.did().contains("BYE to 192.0.2.7:5070"));
    assertThat(counted.all()).endsWith("ended");
  }

  @Test
  void the_caller_holds_the_call_and_comes_back() {
    established();
    port.takes(ask(Method.INVITE, 2, Sounds.description(40_000, "0 101", "sendonly")));
    assertThat(port.did()).containsExactly("200 to 2 INVITE");
    assertThat(port.lastResponse().body().text()).contains("a=recvonly");
    port.takes(port.request(Method.ACK, 2, TAG));
    port.takes(ask(Method.UPDATE, 3, OFFER));
    assertThat(port.did()).containsExactly("200 to 3 UPDATE");
    assertThat(events).containsExactly(new LegEvent.Held(true), new LegEvent.Held(false));
  }

  @Test
  void an_offer_that_does_not_fit_is_refused_and_the_call_goes_on() {
    var leg = established();
    port.takes(ask(Method.INVITE, 2, Sounds.description(40_000, "18", "sendrecv")));
    assertThat(port.did()).containsExactly("488 to 2 INVITE");
    assertThat(leg.gone().toCompletableFuture()).isNotDone();
  }

  @Test
  void without_an_offer_ours_is_in_the_answer_and_the_call_begins_with_the_acknowledgement() {
    port.takes(port.request(Method.INVITE, 1, "", "z9hG4bKinvite"));
    place.complete(new OnePlace());
    assertThat(port.did()).containsExactly("180 to 1 INVITE", "200 to 1 INVITE");
    assertThat(opened).isEmpty();
    port.takes(ask(Method.ACK, 1, OFFER));
    assertThat(opened.orElseThrow().ready().toCompletableFuture()).isDone();
  }

  @Test
  void an_acknowledgement_that_fits_no_offer_of_ours_ends_the_call() {
    port.takes(port.request(Method.INVITE, 1, "", "z9hG4bKinvite"));
    place.complete(new OnePlace());
    port.did();
    port.takes(ask(Method.ACK, 1, Sounds.description(40_000, "18", "sendrecv")));
    assertThat(port.did()).contains("BYE to 192.0.2.7:5070");
    assertThat(forgone).isEqualTo(1);
    assertThat(ports.stats().open()).isZero();
  }

  @Test
  void a_call_that_is_answered_and_cannot_begin_is_hung_up() {
    port.takes(port.invite(OFFER));
    place.complete(
        new AgentCalls.Place() {
          @Override
          public SessionKey session() {
            return SESSION;
          }

          @Override
          public void open(Leg leg, CallTransfer transfer) {
            throw new IllegalStateException("made by the test");
          }

          @Override
          public void forgo() {
            forgone++;
          }
        });
    assertThat(port.did()).containsExactly("180 to 1 INVITE", "200 to 1 INVITE");
    port.takes(port.request(Method.ACK, 1, TAG));
    await().until(() -> port.did().contains("BYE to 192.0.2.7:5070"));
    assertThat(ports.stats().open()).isZero();
  }

  @Test
  void keys_come_by_info() {
    established();
    var relay = new MediaType("application", "dtmf-relay", Params.NONE);
    port.takes(
        port.request(Method.INFO, 2, TAG).with(relay, Body.of("Signal=5\r\nDuration=160\r\n")));
    assertThat(port.did()).containsExactly("200 to 2 INFO");
    assertThat(events).containsExactly(new LegEvent.Digit('5', Duration.ofMillis(160)));
    assertThat(counted.all()).endsWith("keyed by INFO");
  }

  @Test
  void a_transfer_that_the_call_declines_is_declined() {
    established();
    var refer = port.request(Method.REFER, 2, TAG);
    port.takes(refer.with(refer.headers().plus("Refer-To", "<sip:bob@192.0.2.9>")));
    assertThat(port.did()).isEmpty();
    ((LegEvent.TransferAsked) events.getFirst()).answer().accept(false);
    assertThat(port.did()).containsExactly("603 to 2 REFER");
    assertThat(((LegEvent.TransferAsked) events.getFirst()).target())
        .isEqualTo("sip:bob@192.0.2.9");
  }

  @Test
  void a_peer_is_told_where_to_send_sound_by_the_way_to_it() {
    var everywhere = new OwnEnd(InetAddress.ofLiteral("0.0.0.0"), Optional.empty());
    assertThat(everywhere.towards(PlayedPort.peer("127.0.0.1", 5_060).address()))
        .isEqualTo("127.0.0.1");
    var named =
        new OwnEnd(
            InetAddress.ofLiteral("0.0.0.0"), Optional.of(InetAddress.ofLiteral("2001:db8::1")));
    Peer peer = PlayedPort.ALICE;
    assertThat(named.towards(peer.address())).isEqualTo("2001:db8:0:0:0:0:0:1");
  }
}

package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.dialog.CallPlan;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.udp.RtpPorts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node that drains, and one call of it.
class LeavingTest {
  private static final String OFFER = Sounds.description(40_000, "0", "sendrecv");
  private static final String TAG = "seed1";
  private static final SessionKey SESSION = SessionKey.parse("default:s1");
  private static final PhoneCall PHONE =
      new PhoneCall(
          "sip", TAG, TenantId.DEFAULT, Optional.empty(), Optional.empty(), "+4930111", "4930222");
  private static final String BYE = "BYE to 192.0.2.7:5070";
  private static final HostPort OTHER = new HostPort("192.0.2.9", 5_064);

  private final List<SipCall> taken = new ArrayList<>();
  private final PlayedPort port = new PlayedPort(this::take);
  private RtpPorts ports;

  @BeforeEach
  void open() throws IOException {
    ports = Sounds.ports();
    others(Optional.of(OTHER));
  }

  @AfterEach
  void close() throws IOException {
    ports.close();
  }

  private void others(Optional<HostPort> node) {
    port.calls().moveTo(_ -> CompletableFuture.completedStage(node));
  }

  private IncomingCalls.Decision take(SipCall call, Request invite, Peer from) {
    taken.add(call);
    return new IncomingCalls.Decision.Taken((_, news) -> port.told(news));
  }

  private static final class Place implements AgentCalls.Place {
    @Override
    public SessionKey session() {
      return SESSION;
    }

    @Override
    public void open(Leg leg, CallTransfer transfer) {
      // the leg is the test's
    }

    @Override
    public void forgo() {
      throw new AssertionError("the call has begun");
    }
  }

  private SipLeg led(String allow, Peer from) {
    var invite = port.invite(OFFER);
    port.takes(invite.with(invite.headers().plus(HeaderType.ALLOW.name(), allow)), from);
    var sound = new SipSound(Sounds.parts(ports, new Counted()), "127.0.0.1", Sounds.HERE, false);
    var call = taken.getFirst();
    call.say(new CallEvent.Accept(sound.describe(Body.of(OFFER))));
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG), from);
    port.did();
    var leg = sound.leg().orElseThrow();
    call.talks(new SipCall.Talk(PHONE, SESSION, sound));
    call.leadTo(new Place(), leg, CallTransfer.NONE);
    return leg;
  }

  private SipLeg led() {
    return led("INVITE, ACK, BYE, REFER", PlayedPort.ALICE);
  }

  /// A leg's end is told on a thread of its own.
  private List<String> awaitDid() {
    return await().until(port::did, did -> !did.isEmpty());
  }

  @Test
  void the_line_of_an_organisations_trunk_is_named_at_the_other_node_too() {
    var way = WayBack.of((SipUri) Uri.of("sip:+4930222@192.0.2.1:5062;line=0a1b"));
    assertThat(way.at(OTHER, Transport.UDP)).hasToString("sip:+4930222@192.0.2.9:5064;line=0a1b");
    assertThat(way.at(OTHER, Transport.TCP).params().value("line")).contains("0a1b");
  }

  @Test
  void a_telephone_that_knows_refer_is_asked_to_call_another_node() {
    led().leave();
    assertThat(awaitDid()).containsExactly("REFER to 192.0.2.7:5070");
    assertThat(port.lastRequest().headers().first(HeaderType.REFER_TO).orElseThrow().uri())
        .hasToString("sip:4930222@192.0.2.9:5064");
    var left = port.calls().leave();
    assertThat(port.did()).isEmpty();
    port.answers(202, "");
    assertThat(port.did()).isEmpty();
    port.takes(port.report(2, TAG, 180));
    assertThat(port.did()).containsExactly("200 to 2 NOTIFY", "told TransferProgress");
    port.takes(port.report(3, TAG, 200));
    assertThat(port.did())
        .containsExactly("200 to 3 NOTIFY", "told Transferred", BYE, "ended HUNG_UP");
    port.answers(200, "");
    assertThat(left).isCompleted();
  }

  @Test
  void one_that_refuses_is_hung_up() {
    led().leave();
    awaitDid();
    port.answers(603, "");
    assertThat(port.did()).containsExactly("told Transferred", BYE, "ended HUNG_UP");
  }

  @Test
  void one_that_does_not_in_time_is_hung_up() {
    led().leave();
    awaitDid();
    var _ = port.calls().leave();
    assertThat(port.pass(Leaving.MOVES.minusMillis(1)).did()).isEmpty();
    assertThat(port.pass(Duration.ofMillis(1)).did()).containsExactly(BYE, "ended HUNG_UP");
  }

  @Test
  void one_that_does_not_know_refer_is_hung_up() {
    led("INVITE, ACK, BYE", PlayedPort.ALICE).leave();
    assertThat(awaitDid()).containsExactly(BYE, "ended HUNG_UP");
  }

  @Test
  void without_another_node_a_call_is_hung_up() {
    others(Optional.empty());
    led().leave();
    assertThat(awaitDid()).containsExactly(BYE, "ended HUNG_UP");
  }

  @Test
  void where_no_node_is_found_for_it_to_call_another_one_goes_on_with_the_call_itself() {
    var asked = new ArrayList<Peer>();
    var found = new CompletableFuture<Optional<HostPort>>();
    port.calls()
        .moveTo(
            peer -> {
              asked.add(peer);
              return found;
            });
    var handedOn = new ArrayList<LeftCall>();
    port.calls()
        .leaveTo(
            left -> {
              handedOn.add(left);
              return CompletableFuture.completedStage(true);
            });
    led().leave();
    await()
        .until(
            () -> {
              assertThat(port.did()).isEmpty();
              return !asked.isEmpty();
            });
    found.complete(Optional.empty());
    assertThat(handedOn).as("in the port's thread alone").isEmpty();
    assertThat(port.did()).as("no BYE").containsExactly("ended HUNG_UP");
    assertThat(handedOn).hasSize(1);
  }

  @Test
  void a_node_that_hangs_up_its_own_calls_goes_on_with_none_of_another_node() {
    led();
    var left = taken.getFirst().forAnotherNode().orElseThrow();
    var draining = new PlayedPort(this::take);
    var _ = draining.calls().leave();
    draining.did();
    CallListener listener = (_, _) -> {};
    var goesOn = draining.calls().goOn(left, Body.of(OFFER), _ -> Optional.of(listener));
    assertThat(draining.did()).isEmpty();
    assertThat(goesOn).isCompletedWithValue(false);
  }

  @Test
  void a_telephone_over_a_websocket_reaches_no_other_node() {
    var socket = new Peer(PlayedPort.ALICE.address(), Transport.WS, 3, "");
    led("REFER", socket).leave();
    assertThat(awaitDid()).containsExactly("BYE to 192.0.2.7:5060", "ended HUNG_UP");
  }

  private static final Peer SECURE = new Peer(PlayedPort.ALICE.address(), Transport.TLS, 3, "");

  private String target() {
    return port.lastRequest().headers().first(HeaderType.REFER_TO).orElseThrow().uri().toString();
  }

  @Test
  void encrypted_signalling_goes_on_at_the_name_that_was_dialled() {
    led("REFER", SECURE).leave();
    assertThat(awaitDid()).containsExactly("REFER to 192.0.2.7:5060");
    assertThat(target()).isEqualTo("sip:4930222@b.example;transport=tls");
  }

  @Test
  void without_another_node_that_has_encrypted_signalling_a_call_is_hung_up() {
    port.calls()
        .moveTo(
            peer ->
                CompletableFuture.completedStage(
                    Optional.of(OTHER).filter(_ -> !peer.transport().isSecure())));
    led("REFER", SECURE).leave();
    assertThat(awaitDid()).containsExactly("BYE to 192.0.2.7:5060", "ended HUNG_UP");
  }

  private static String back(String dialled, Transport transport) {
    return WayBack.of((SipUri) Uri.of(dialled)).at(OTHER, transport).toString();
  }

  @Test
  void a_call_comes_back_by_its_transport_and_never_less_secret() {
    var number = "sip:4930222@192.0.2.1:5062;user=phone";
    assertThat(back(number, Transport.UDP)).isEqualTo("sip:4930222@192.0.2.9:5064");
    assertThat(back(number, Transport.TCP)).isEqualTo("sip:4930222@192.0.2.9:5064;transport=tcp");
    assertThat(back(number, Transport.TLS)).isEqualTo("sip:4930222@192.0.2.9:5064;transport=tls");
    assertThat(back("sips:4930222@[2001:db8::1]", Transport.TLS))
        .isEqualTo("sips:4930222@192.0.2.9:5064");
    assertThat(back("sips:4930222@b.example:5071", Transport.TLS))
        .isEqualTo("sips:4930222@b.example:5071");
    assertThat(back("sip:4930222@b.example", Transport.UDP))
        .isEqualTo("sip:4930222@192.0.2.9:5064");
  }

  /// We call alice, and she answers.
  private SipLeg called(String allow) {
    var sound = new SipSound(Sounds.parts(ports, new Counted()), "127.0.0.1", Sounds.HERE, false);
    var plan =
        new CallPlan(
            Uri.of("sip:+4989111@192.0.2.7"),
            new Address(Uri.of("sip:+4930222@192.0.2.1")),
            new Address(Uri.of("sip:+4989111@192.0.2.7")),
            List.of(),
            Body.of(sound.offer(Direction.SENDRECV)),
            Duration.ofSeconds(30));
    var call = port.calls().call(plan, PlayedPort.ALICE, (_, news) -> port.told(news));
    port.did();
    port.answers(
        200,
        response ->
            response
                .with(response.headers().plus(HeaderType.ALLOW.name(), allow))
                .with(MediaType.SDP, Body.of(OFFER)));
    sound.answered(OFFER);
    var leg = sound.leg().orElseThrow();
    call.comesBack(WayBack.to("+4930222"));
    call.carry(leg);
    port.did();
    return leg;
  }

  @Test
  void a_call_that_we_have_placed_comes_back_by_our_number() {
    called("INVITE, ACK, BYE, REFER").leave();
    assertThat(awaitDid()).containsExactly("REFER to 192.0.2.7:5070");
    assertThat(target()).isEqualTo("sip:+4930222@192.0.2.9:5064");
    port.answers(603, "");
    assertThat(port.did()).containsExactly("told Transferred", BYE, "ended HUNG_UP");
  }

  @Test
  void a_call_that_we_have_placed_is_hung_up_where_its_answer_does_not_name_refer() {
    called("INVITE, ACK, BYE").leave();
    assertThat(awaitDid()).containsExactly(BYE, "ended HUNG_UP");
  }

  @Test
  void a_call_that_is_over_is_hung_up_and_not_led_elsewhere() {
    led().close();
    assertThat(awaitDid()).containsExactly(BYE, "ended HUNG_UP");
  }
}

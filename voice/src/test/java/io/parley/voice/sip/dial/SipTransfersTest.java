package io.parley.voice.sip.dial;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.leg.Leg;
import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipLeg;
import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.dial.PlacedCall.Wanted;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CallTransfer.Colleague;
import io.parley.voice.telephony.CallTransfer.NotReached;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Callers are handed over to colleagues at trunks and telephones of this machine, over real
/// sockets.
class SipTransfersTest {
  private static final TransferAddress NUMBER = TransferAddress.of("+4940123456");
  private static final String OURS = "+4930222";

  private final List<AutoCloseable> open = new ArrayList<>();
  private DiallingPort port;

  @AfterEach
  void stop() throws Exception {
    for (var each : open.reversed()) each.close();
  }

  private MadeProvider provider(Function<Request, List<Response>> invited) throws IOException {
    var made = new MadeProvider(invited);
    open.add(made);
    return made;
  }

  private static List<Response> answers(Request invite) {
    return List.of(MadeProvider.with(invite, 180), MadeProvider.answered(invite));
  }

  private static PhoneCall phone(String number) {
    return new PhoneCall(
        "sip", "c1", TenantId.DEFAULT, Optional.empty(), Optional.empty(), "+4930111", number);
  }

  /// Of a call that was placed over the first trunk of these hosts.
  private CallTransfer overTrunk(String... hosts) throws IOException {
    begin(hosts);
    var attempts = port.parts.inPort(() -> Attempts.of(port.parts.trunks().forCallOut(), OURS));
    return transfers().of(answered(attempts.toCompletableFuture().join()), phone(OURS));
  }

  private void begin(String... hosts) throws IOException {
    port = new DiallingPort(hosts);
    open.add(port);
  }

  private SipTransfers transfers() {
    return new SipTransfers(port.claims, port.parts, Duration.ofSeconds(40));
  }

  private SipCall answered(Attempts attempts) {
    var answered = new CompletableFuture<SipCall>();
    var taker =
        new Taker() {
          @Override
          public void answered(SipCall call, SipLeg leg) {
            answered.complete(call);
          }

          @Override
          public void went(CallProgress progress) {
            // the test sees the other end
          }
        };
    var wanted = new Wanted(Optional.of(OURS), Duration.ofSeconds(30));
    port.parts
        .port()
        .wire()
        .execute(() -> new PlacedCall("placed", wanted, attempts, port.parts, taker).begin());
    await().until(answered::isDone);
    return answered.join();
  }

  private static TransferOrder order(TransferAddress to) {
    return new TransferOrder("key", "sales", "Sales", to, TransferMode.ATTENDED, "");
  }

  private static Colleague call(CallTransfer transfer, TransferAddress to) {
    return transfer.call(order(to), Duration.ofSeconds(30));
  }

  private static Leg leg(Colleague colleague) {
    var answered = colleague.answered().toCompletableFuture();
    await().until(answered::isDone);
    return answered.join();
  }

  private static Reason reason(Colleague colleague) {
    var answered = colleague.answered().toCompletableFuture();
    await().until(answered::isDone);
    return ((NotReached) answered.exceptionNow()).reason();
  }

  private static String uri(MadeProvider at) {
    return at.first(Method.INVITE).uri().toString();
  }

  @Test
  void a_colleague_is_called_over_a_trunk_and_hung_up() throws IOException {
    var trunk = provider(SipTransfersTest::answers);
    var transfer = overTrunk(trunk.host());
    trunk.requests.clear();
    var colleague = call(transfer, NUMBER);
    var leg = leg(colleague);
    assertThat(leg.ready().toCompletableFuture()).isCompleted();
    var invite = trunk.first(Method.INVITE);
    assertThat(invite.uri()).hasToString("sip:+4940123456@" + trunk.host());
    assertThat(invite.from().uri()).hasToString("sip:" + OURS + "@" + trunk.host());
    leg.close();
    await().until(() -> trunk.methods().contains(Method.BYE));
    colleague.giveUp();
  }

  @Test
  void a_number_that_an_organisations_trunk_names_is_not_shown_over_the_installations()
      throws IOException {
    var trunk = provider(SipTransfersTest::answers);
    begin(trunk.host());
    var attempts = port.parts.inPort(() -> Attempts.of(port.parts.trunks().forCallOut(), OURS));
    var caller = answered(attempts.toCompletableFuture().join());
    caller.overOwnTrunk(_ -> false);
    trunk.requests.clear();
    leg(call(transfers().of(caller, phone("+49800555")), NUMBER));
    assertThat(trunk.first(Method.INVITE).from().uri()).hasToString("sip:u@" + trunk.host());
  }

  @Test
  void a_colleague_is_called_once_for_each_order() throws IOException {
    var trunk = provider(SipTransfersTest::answers);
    var transfer = overTrunk(trunk.host());
    leg(call(transfer, NUMBER));
    trunk.requests.clear();
    assertThat(reason(call(transfer, NUMBER))).isEqualTo(Reason.FAILED);
    assertThat(trunk.methods()).isEmpty();
  }

  @Test
  void a_colleague_who_is_busy_is_not_reached() throws IOException {
    var first = provider(SipTransfersTest::answers);
    var transfer = overTrunk(first.host());
    var busy = provider(invite -> List.of(MadeProvider.with(invite, 486)));
    var direct = TransferAddress.of("sip:sales@" + busy.host());
    assertThat(reason(call(transfer, direct))).isEqualTo(Reason.BUSY);
  }

  @Test
  void sound_before_a_colleague_answers_is_no_colleague() throws IOException {
    var first = provider(SipTransfersTest::answers);
    var transfer = overTrunk(first.host());
    var rings = provider(invite -> List.of(MadeProvider.early(invite)));
    var colleague = call(transfer, TransferAddress.of("sip:sales@" + rings.host()));
    await().until(() -> rings.methods().contains(Method.PRACK));
    assertThat(colleague.answered().toCompletableFuture()).isNotDone();
    colleague.giveUp();
    assertThat(reason(colleague)).isEqualTo(Reason.WITHDRAWN);
  }

  @Test
  void an_attempt_that_is_given_up_is_cancelled() throws IOException {
    var first = provider(SipTransfersTest::answers);
    var transfer = overTrunk(first.host());
    var rings = provider(invite -> List.of(MadeProvider.with(invite, 180)));
    var colleague = call(transfer, TransferAddress.of("sip:sales@" + rings.host()));
    await().until(() -> !rings.requests.isEmpty());
    colleague.giveUp();
    assertThat(reason(colleague)).isEqualTo(Reason.WITHDRAWN);
    await().until(() -> rings.methods().contains(Method.CANCEL));
  }

  @Test
  void a_sip_address_of_no_trunk_is_called_directly_and_read_while_it_is_called()
      throws IOException {
    var first = provider(SipTransfersTest::answers);
    var transfer = overTrunk(first.host());
    var telephone = provider(SipTransfersTest::answers);
    var leg = leg(call(transfer, TransferAddress.of("sip:sales@" + telephone.host())));
    assertThat(uri(telephone)).isEqualTo("sip:sales@" + telephone.host());
    assertThat(telephone.first(Method.INVITE).from().uri())
        .hasToString("sip:" + OURS + "@127.0.0.1");
    assertThat(port.called.test(Sounds.HERE)).isTrue();
    leg.close();
    await().until(() -> telephone.methods().contains(Method.BYE));
    await().until(() -> port.delayed.size() == 3);
    // two that watch over a first answer, and the end of the address
    port.delayed.forEach(Runnable::run);
    await().until(() -> !port.called.test(Sounds.HERE));
  }

  @Test
  void a_sip_address_at_a_trunks_host_is_called_over_the_trunk() throws IOException {
    var trunk = provider(SipTransfersTest::answers);
    var transfer = overTrunk(trunk.host());
    trunk.requests.clear();
    leg(call(transfer, TransferAddress.of("sip:sales@" + trunk.host())));
    assertThat(uri(trunk)).isEqualTo("sip:sales@" + trunk.host());
    assertThat(port.called.test(Sounds.HERE)).isFalse();
  }

  @Test
  void a_target_leads_nowhere_else() throws IOException {
    var first = provider(SipTransfersTest::answers);
    var transfer = overTrunk(first.host());
    var elsewhere = provider(SipTransfersTest::answers);
    var to = HostPort.parse("host", elsewhere.host());
    var leads =
        provider(
            invite ->
                List.of(
                    Response.to(invite, 302)
                        .tagged("p1")
                        .with(
                            HeaderType.CONTACT,
                            new Address(SipUri.of("sales", to.host(), to.port())))));
    assertThat(reason(call(transfer, TransferAddress.of("sip:sales@" + leads.host()))))
        .isEqualTo(Reason.FAILED);
    assertThat(elsewhere.requests).isEmpty();
  }

  @Test
  void numbers_are_dialled_at_trunks_alone() throws IOException {
    begin();
    var telephone = provider(SipTransfersTest::answers);
    var own = HostPort.parse("host", telephone.host());
    var peer = Peer.udp(new InetSocketAddress(Sounds.HERE, own.port()));
    var target = SipUri.of("a", own.host(), own.port());
    var call = answered(Attempts.direct(target, List.of(peer)));
    var transfer = transfers().of(call, phone("parley"));
    var sip = TransferAddress.of("sip:sales@pbx.example");
    assertThat(transfer.isPossible()).isTrue();
    for (var mode : TransferMode.values()) {
      assertThat(transfer.may(mode, NUMBER)).as(mode.word()).isFalse();
      assertThat(transfer.may(mode, sip)).as(mode.word()).isTrue();
    }
    var handedOver = transfer.handOver(sip).toCompletableFuture();
    await().until(() -> telephone.methods().contains(Method.REFER));
    assertThat(telephone.first(Method.REFER).headers().need(HeaderType.REFER_TO).uri())
        .hasToString("sip:sales@pbx.example");
    telephone.reports(telephone.first(Method.REFER), 200);
    assertThat(handedOver).succeedsWithin(PATIENCE);
  }

  @Test
  void over_a_trunk_all_ways_are_open() throws IOException {
    var transfer = overTrunk(provider(SipTransfersTest::answers).host());
    for (var mode : TransferMode.values()) assertThat(transfer.may(mode, NUMBER)).isTrue();
  }
}

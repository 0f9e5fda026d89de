package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Valued;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.telephony.TelephonyFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call that is handed over by REFER, under manual time. The other end is the test.
class SipTransferTest {
  private static final String TAG = "seed1";
  private static final TransferAddress SALES = TransferAddress.of("+493012346");
  private static final String REFER = "REFER to 192.0.2.7:5070";
  private static final String BYE = "BYE to 192.0.2.7:5070";
  private static final String TOLD = "told TransferProgress";

  private final PlayedPort port = new PlayedPort(this::take);
  private SipTransfer transfer;
  private SipCall call;
  private int reports = 1;

  /// Of a trunk that asks for a password.
  private static final class Trunk implements TransferWay {
    private final DigestClient digest =
        new DigestClient("u", "p", List.of(DigestAlgorithm.SHA_256));

    @Override
    public Optional<Address> dialled(TransferAddress.Phone number) {
      return Optional.of(new Address(SipUri.of(number.text(), "trunk.example", 0)));
    }

    @Override
    public Optional<CallEvent.Authorize> proof(Response challenge, Request request) {
      return digest
          .answer(challenge, request, "nonce")
          .map(given -> new CallEvent.Authorize(given.header(), given.credentials()));
    }
  }

  private IncomingCalls.Decision take(SipCall taken, Request invite, Peer from) {
    call = taken;
    transfer = new SipTransfer(taken, new Trunk(), port::now);
    return new IncomingCalls.Decision.Taken(
        (_, news) -> {
          port.told(news);
          transfer.told(news);
        });
  }

  @BeforeEach
  void answer() {
    port.takes(port.invite("v=0\r\noffer\r\n"));
    call.say(new CallEvent.Accept(Body.of("v=0\r\nanswer\r\n")));
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG));
    port.did();
  }

  private CompletableFuture<Void> handOver() {
    return transfer.handOver(SALES).toCompletableFuture();
  }

  private void reported(String state, String line) {
    var notify = port.request(Method.NOTIFY, ++reports, TAG);
    port.takes(
        notify
            .with(
                notify
                    .headers()
                    .with(HeaderType.EVENT, new Valued<>("refer", Params.NONE))
                    .plus("Subscription-State", state))
            .with(MediaType.SIPFRAG, Body.of(line)));
  }

  private static TelephonyFailure failure(CompletableFuture<Void> done) {
    assertThatThrownBy(done::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TelephonyFailure.class);
    return (TelephonyFailure) done.exceptionNow();
  }

  @Test
  void the_other_end_calls_the_target_and_is_hung_up_when_that_has_answered() {
    var done = handOver();
    assertThat(port.did()).containsExactly(REFER);
    var refer = port.lastRequest().headers();
    assertThat(refer.need(HeaderType.REFER_TO).uri()).hasToString("sip:+493012346@trunk.example");
    assertThat(refer.need(HeaderType.REFERRED_BY).uri()).hasToString("sip:4930222@b.example");
    port.answers(202, "");
    reported("active;expires=60", "SIP/2.0 100 Trying\r\n");
    reported("active;expires=60", "SIP/2.0 180 Ringing\r\n");
    assertThat(done).isNotDone();
    assertThat(port.did()).containsExactly(TOLD, "200 to 2 NOTIFY", TOLD, "200 to 3 NOTIFY", TOLD);
    reported("terminated;reason=noresource", "SIP/2.0 200 OK\r\n");
    assertThat(done).isCompleted();
    assertThat(port.did()).containsExactly("200 to 4 NOTIFY", TOLD, BYE, "ended HUNG_UP");
  }

  @Test
  void a_refused_transfer_leaves_the_other_end_with_us_and_may_be_tried_again() {
    var done = handOver();
    port.did();
    port.answers(603, "");
    assertThat(failure(done).mayHaveHappened()).isFalse();
    assertThat(failure(done).code()).isEqualTo("603");
    assertThat(port.did()).containsExactly(TOLD);
    assertThat(handOver()).isNotDone();
    assertThat(port.did()).containsExactly(REFER);
  }

  @Test
  void a_target_that_does_not_answer_leaves_the_other_end_with_us() {
    var done = handOver();
    port.did();
    port.answers(202, "");
    reported("terminated;reason=noresource", "SIP/2.0 486 Busy Here\r\n");
    assertThat(failure(done).mayHaveHappened()).isFalse();
    assertThat(port.did()).containsExactly(TOLD, "200 to 2 NOTIFY", TOLD);
  }

  private void challenged() {
    var refer = port.lastRequest();
    port.answers(
        Response.to(refer, 407)
            .tagged("a1")
            .with(
                Response.to(refer, 407)
                    .headers()
                    .plus(
                        "Proxy-Authenticate",
                        "Digest realm=\"trunk\", nonce=\"n%d\", algorithm=SHA-256, qop=\"auth\""
                            .formatted(refer.cseq().number()))));
  }

  @Test
  void a_challenge_is_answered_once_with_the_trunks_password() {
    var done = handOver();
    assertThat(port.did()).containsExactly(REFER);
    challenged();
    assertThat(port.did()).containsExactly("told TransferChallenged", REFER);
    var again = port.lastRequest();
    assertThat(again.headers().need(HeaderType.REFER_TO).uri())
        .hasToString("sip:+493012346@trunk.example");
    var proof = again.headers().need(HeaderType.PROXY_AUTHORIZATION).params();
    assertThat(proof.value("uri")).contains(again.uri().toString());
    assertThat(done).isNotDone();
    challenged();
    assertThat(port.did()).containsExactly("told TransferChallenged");
    assertThat(failure(done).code()).isEqualTo("407");
  }

  @Test
  void without_a_word_about_its_end_it_is_unknown() {
    var done = handOver();
    port.answers(202, "");
    reported("terminated;reason=timeout", "");
    assertThat(failure(done).mayHaveHappened()).isTrue();
    var next = handOver();
    port.answers(202, "");
    port.takes(port.request(Method.BYE, ++reports, TAG));
    assertThat(failure(next).mayHaveHappened()).as("hung up meanwhile").isTrue();
    assertThat(failure(handOver()).mayHaveHappened()).as("over").isFalse();
  }

  @Test
  void one_is_under_way_at_a_time_unless_the_other_end_never_reports() {
    var first = handOver();
    port.answers(202, "");
    port.did();
    assertThat(failure(handOver()).mayHaveHappened()).isFalse();
    assertThat(port.pass(SipTransfer.PATIENCE.minusMillis(1)).did()).isEmpty();
    assertThat(failure(handOver()).mayHaveHappened()).isFalse();
    port.pass(Duration.ofMillis(1));
    assertThat(handOver()).isNotDone();
    assertThat(port.did()).containsExactly(REFER);
    assertThat(failure(first).mayHaveHappened()).isTrue();
  }

  @Test
  void a_target_rings_within_the_time_of_a_transfer() {
    var seconds = Duration.ofSeconds(10);
    var times = new TransferTimes(seconds, seconds, seconds.multipliedBy(3), seconds);
    assertThat(transfer.times(times).handOver()).isEqualTo(seconds.multipliedBy(4));
    assertThat(transfer.times(times.withHandOver(Duration.ofSeconds(119))).handOver())
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(transfer.may(TransferMode.BLIND, SALES)).isTrue();
  }
}

package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.digest.DigestClient;
import io.parley.voice.sip.digest.DigestServer;
import io.parley.voice.sip.digest.DigestServer.Verdict;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Alice, who has called, is to be led to somebody else; under manual time.
class BlindTransferTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String TAG = "seed1";
  private static final String REFER = "REFER to 192.0.2.7:5070";
  private static final String BYE = "BYE to 192.0.2.7:5070";
  private static final Address TARGET = new Address(Uri.of("sip:+493012345@a.example"));
  private static final List<DigestAlgorithm> ALGORITHMS = List.of(DigestAlgorithm.SHA_256);

  private final List<SipCall> taken = new ArrayList<>();
  private final PlayedPort port = new PlayedPort(this::take);

  private IncomingCalls.Decision take(SipCall call, Request invite, Peer from) {
    taken.add(call);
    return new IncomingCalls.Decision.Taken((_, news) -> port.told(news));
  }

  private SipCall called() {
    port.takes(port.invite("v=0\r\noffer\r\n"));
    var call = taken.getFirst();
    call.say(new CallEvent.Accept(Body.of("v=0\r\nanswer\r\n")));
    port.did();
    port.takes(port.request(Method.ACK, 1, TAG));
    port.did();
    return call;
  }

  private CompletableFuture<Void> asked(SipCall call) {
    var outcome = call.transfer(TARGET, PATIENCE).toCompletableFuture();
    assertThat(port.did()).containsExactly(REFER);
    return outcome;
  }

  private static TelephonyFailure failure(CompletableFuture<Void> outcome) {
    assertThat(outcome).isCompletedExceptionally();
    return (TelephonyFailure) outcome.exceptionNow();
  }

  private void goesOn(SipCall call) {
    assertThat(call.isOver()).isFalse();
    port.takes(port.request(Method.OPTIONS, 90, TAG));
    assertThat(port.did()).containsExactly("200 to 90 OPTIONS");
  }

  @Test
  void the_call_is_hung_up_once_the_target_has_answered() {
    var outcome = asked(called());
    port.answers(202, "");
    port.takes(port.report(2, TAG, 100));
    port.pass(Duration.ofSeconds(5)).takes(port.report(3, TAG, 180));
    assertThat(outcome).isNotDone();
    port.did();
    port.takes(port.report(4, TAG, 200));
    assertThat(port.did())
        .containsExactly("200 to 4 NOTIFY", "told Transferred", BYE, "ended HUNG_UP");
    assertThat(outcome).isCompleted();
  }

  @Test
  void an_end_that_refuses_or_does_not_reach_the_target_keeps_the_call() {
    var call = called();
    var refused = asked(call);
    port.answers(603, "").did();
    assertThat(failure(refused).category()).isEqualTo(Category.REFUSED);
    assertThat(failure(refused).mayHaveHappened()).isFalse();
    var busy = asked(call);
    port.answers(202, "").takes(port.report(2, TAG, 486)).did();
    assertThat(failure(busy).mayHaveHappened()).isFalse();
    goesOn(call);
  }

  @Test
  void without_reports_it_is_unknown_the_call_goes_on_and_a_late_report_ends_it() {
    var call = called();
    var outcome = asked(call);
    port.answers(202, "");
    port.pass(PATIENCE.minusMillis(1));
    assertThat(outcome).isNotDone();
    port.pass(Duration.ofMillis(1)).did();
    assertThat(failure(outcome).mayHaveHappened()).isTrue();
    goesOn(call);
    port.takes(port.report(91, TAG, 200));
    assertThat(port.did())
        .containsExactly("200 to 91 NOTIFY", "told Transferred", BYE, "ended HUNG_UP");
  }

  @Test
  void a_request_that_nobody_answers_keeps_the_call() {
    var call = called();
    var outcome = asked(call);
    port.lost().did();
    assertThat(failure(outcome).mayHaveHappened()).isTrue();
    goesOn(call);
  }

  private void challenges() {
    var trunk =
        new DigestServer(
            "trunk",
            ALGORITHMS,
            new byte[32],
            Duration.ofMinutes(5),
            _ -> Optional.of("right"),
            10);
    if (trunk.check(port.lastRequest(), "peer", port.now())
        instanceof Verdict.Challenged(var challenges, _))
      port.answers(
          401,
          (Response response) ->
              response.with(response.headers().with(HeaderType.WWW_AUTHENTICATE, challenges)));
    else port.answers(202, "");
  }

  private static Optional<DigestClient> account(String password) {
    return Optional.of(new DigestClient("us", password, ALGORITHMS));
  }

  @Test
  void a_trunk_that_asks_for_a_password_gets_a_proof() {
    var call = called();
    call.over(new HostPort("a.example", 0), account("right"));
    var outcome = asked(call);
    challenges();
    assertThat(port.did()).containsExactly("told Challenged", REFER);
    assertThat(port.lastRequest().headers().need(HeaderType.REFER_TO).uri())
        .isEqualTo(TARGET.uri());
    challenges();
    port.takes(port.report(2, TAG, 200));
    assertThat(outcome).isCompleted();
  }

  /// A challenge of a kind whose credentials carry no count of their tries.
  private void challenges(int status, String header) {
    var challenge = "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, stale=true";
    port.answers(status, response -> response.with(response.headers().plus(header, challenge)));
  }

  /// First a proxy's, then the other end's, then the proxy's once more.
  private List<String> challengesThrice() {
    port.did();
    challenges(407, "Proxy-Authenticate");
    challenges(401, "WWW-Authenticate");
    assertThat(port.lastRequest().headers().has(HeaderType.AUTHORIZATION)).isTrue();
    assertThat(port.lastRequest().headers().has(HeaderType.PROXY_AUTHORIZATION)).isTrue();
    port.did();
    challenges(407, "Proxy-Authenticate");
    return port.did();
  }

  @Test
  void two_ends_that_ask_for_a_password_in_turn_get_both_proofs_once() {
    var call = called();
    call.over(new HostPort("a.example", 0), account("right"));
    var outcome = asked(call);
    assertThat(challengesThrice()).containsExactly("told Challenged");
    assertThat(failure(outcome).category()).isEqualTo(Category.CREDENTIALS);
    call.say(new CallEvent.HangUp());
    assertThat(challengesThrice()).isEmpty();
  }

  @Test
  void a_password_that_is_wrong_is_not_tried_twice() {
    var call = called();
    call.over(new HostPort("a.example", 0), account("wrong"));
    var outcome = asked(call);
    challenges();
    assertThat(port.did()).containsExactly("told Challenged", REFER);
    challenges();
    assertThat(port.did()).containsExactly("told Challenged");
    assertThat(failure(outcome).category()).isEqualTo(Category.CREDENTIALS);
    goesOn(call);
  }

  @Test
  void without_a_password_a_challenge_is_a_refusal_and_another_target_may_follow() {
    var call = called();
    var outcome = asked(call);
    challenges();
    port.did();
    assertThat(failure(outcome).category()).isEqualTo(Category.CREDENTIALS);
    assertThat(asked(call)).isNotDone();
  }

  @Test
  void an_end_that_leaves_for_the_target_is_handed_over() {
    var outcome = asked(called());
    port.answers(202, "").takes(port.request(Method.BYE, 2, TAG));
    assertThat(outcome).isCompleted();
    assertThat(port.did())
        .containsExactly("200 to 2 BYE", "told Transferred", "ended OTHER_HUNG_UP");
  }

  @Test
  void of_an_end_that_hangs_up_before_it_answers_it_is_not_known() {
    var outcome = asked(called());
    port.takes(port.request(Method.BYE, 2, TAG));
    assertThat(failure(outcome).mayHaveHappened()).isTrue();
  }

  @Test
  void of_a_call_that_we_end_meanwhile_it_is_not_known() {
    var call = called();
    var outcome = asked(call);
    port.answers(202, "");
    call.say(new CallEvent.HangUp());
    port.did();
    assertThat(failure(outcome).mayHaveHappened()).isTrue();
  }

  @Test
  void there_is_one_at_a_time_and_none_of_a_call_that_is_over() {
    var call = called();
    var first = asked(call);
    var second = call.transfer(TARGET, PATIENCE).toCompletableFuture();
    assertThat(port.did()).isEmpty();
    assertThat(failure(second).mayHaveHappened()).isFalse();
    assertThat(first).isNotDone();
    call.say(new CallEvent.HangUp());
    port.did();
    var late = call.transfer(TARGET, PATIENCE).toCompletableFuture();
    assertThat(port.did()).isEmpty();
    assertThat(failure(late).category()).isEqualTo(Category.REFUSED);
  }
}

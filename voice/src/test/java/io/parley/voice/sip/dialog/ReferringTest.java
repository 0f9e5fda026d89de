package io.parley.voice.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.dialog.CallNews.TransferEnd;
import io.parley.voice.sip.dialog.CallNews.Transferred;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.message.Valued;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Transfers that our side asks for, on a timeline under manual time.
class ReferringTest {
  private static final Address TARGET = new Address(Uri.of("sip:+493012345@b.example"));
  private static final CallEvent.Transfer WANTED =
      new CallEvent.Transfer(TARGET, Duration.ofSeconds(40));

  private final PlayedCall call = PlayedCall.outgoing().answered(200, "b1", PlayedCall.ANSWER);

  ReferringTest() {
    call.did();
    call.on(WANTED);
    assertThat(call.did()).containsExactly("0 send 2 REFER");
  }

  private Request report(int number, Params event, String text) {
    var notify = call.request("NOTIFY", number);
    return notify
        .with(
            notify
                .headers()
                .with(HeaderType.EVENT, new Valued<>("refer", event))
                .plus("Subscription-State", "active;expires=60"))
        .with(MediaType.SIPFRAG, Body.of(text));
  }

  private Request report(int number, int status) {
    return report(number, Params.NONE, "SIP/2.0 " + status + " Any\r\n");
  }

  private static Transferred end(TransferEnd end, int status) {
    return new Transferred(end, status);
  }

  @Test
  void the_request_names_the_target_and_us() {
    var headers = call.lastSent().headers();
    assertThat(headers.need(HeaderType.REFER_TO).uri()).isEqualTo(TARGET.uri());
    assertThat(headers.need(HeaderType.REFERRED_BY).uri()).hasToString("sip:parley@a.example");
  }

  @Test
  void a_transfer_is_reported_until_the_target_answers() {
    call.answered(202).ask(report(1, 100)).pass(3_000).ask(report(2, 180));
    call.pass(9_000).ask(report(3, 200));
    assertThat(call.did())
        .containsExactly(
            "0 respond 200 to 1 NOTIFY",
            "0 tell TransferProgress",
            "3000 respond 200 to 2 NOTIFY",
            "3000 tell TransferProgress",
            "12000 respond 200 to 3 NOTIFY",
            "12000 tell Transferred");
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.REACHED, 200));
    assertThat(call.pass(60_000).did()).as("no time is kept any more").isEmpty();
    call.ask(report(4, 486));
    assertThat(call.did()).containsExactly("72000 respond 481 to 4 NOTIFY");
  }

  @Test
  void a_refused_request_and_a_target_that_is_not_reached_leave_the_call_as_it_was() {
    call.answered(603);
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.REFUSED, 603));
    call.on(WANTED).answered(202).ask(report(1, 486));
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.REFUSED, 486));
    assertThat(call.call()).isInstanceOf(EstablishedCall.class);
  }

  @Test
  void a_report_may_overtake_the_response() {
    call.ask(report(1, 180)).answered(202);
    assertThat(call.did()).containsExactly("0 respond 200 to 1 NOTIFY", "0 tell TransferProgress");
    call.ask(report(2, 200));
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.REACHED, 200));
  }

  @Test
  void without_a_last_report_in_time_it_is_unknown_and_a_late_one_counts() {
    call.answered(202).ask(report(1, 180)).did();
    assertThat(call.pass(39_999).did()).isEmpty();
    assertThat(call.pass(1).did()).containsExactly("40000 tell Transferred");
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.UNKNOWN, 0));
    assertThat(call.pass(60_000).did()).isEmpty();
    call.ask(report(2, 200));
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.REACHED, 200));
  }

  @Test
  void a_request_without_an_answer_is_unknown_and_the_call_goes_on() {
    call.on(new CallEvent.Unanswered("REFER"));
    assertThat(call.did()).containsExactly("0 tell Transferred");
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.UNKNOWN, 408));
    assertThat(call.call()).isInstanceOf(EstablishedCall.class);
  }

  @Test
  void an_end_that_knows_of_no_call_ends_it() {
    call.answered(481);
    assertThat(call.did())
        .containsExactly("0 tell Transferred", "0 send 3 BYE", "0 ended OTHER_HUNG_UP 481");
  }

  @Test
  void credentials_make_another_request() {
    call.answered(407);
    assertThat(call.lastNews()).isInstanceOf(CallNews.Challenged.class);
    call.did();
    call.on(
        new CallEvent.Authorize(
            HeaderType.PROXY_AUTHORIZATION,
            new Credentials("Digest", Params.NONE.with("username", "shop"))));
    assertThat(call.did()).containsExactly("0 send 3 REFER");
    var headers = call.lastSent().headers();
    assertThat(headers.first(HeaderType.PROXY_AUTHORIZATION)).isPresent();
    assertThat(headers.need(HeaderType.REFER_TO).uri()).isEqualTo(TARGET.uri());
    call.answered(202).ask(report(1, 200));
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.REACHED, 200));
  }

  @Test
  void one_that_waits_for_credentials_gives_way_to_another() {
    call.answered(401).did();
    assertThat(call.pass(60_000).did()).isEmpty();
    call.on(WANTED);
    assertThat(call.did()).containsExactly("60000 send 3 REFER");
  }

  @Test
  void there_is_one_at_a_time_and_reports_on_another_one_are_refused() {
    call.on(WANTED);
    assertThat(call.did()).isEmpty();
    call.answered(202).ask(report(1, Params.NONE.with("id", "1"), "SIP/2.0 200 OK\r\n"));
    assertThat(call.did()).containsExactly("0 respond 481 to 1 NOTIFY");
    call.ask(report(2, Params.NONE.with("id", "2"), "SIP/2.0 200 OK\r\n"));
    assertThat(call.lastNews()).isEqualTo(end(TransferEnd.REACHED, 200));
  }

  @Test
  void a_report_that_says_nothing_is_taken() {
    call.answered(202).ask(report(1, Params.NONE, "")).ask(report(2, Params.NONE, "200 OK"));
    assertThat(call.did())
        .containsExactly("0 respond 200 to 1 NOTIFY", "0 respond 200 to 2 NOTIFY");
  }

  @Test
  void an_end_that_has_taken_it_on_may_leave_without_a_last_report() {
    call.answered(202).ask(call.request("BYE", 1));
    assertThat(call.did())
        .containsExactly("0 respond 200 to 1 BYE", "0 tell Transferred", "0 ended OTHER_HUNG_UP 0");
    var before = PlayedCall.outgoing().answered(200, "b1", PlayedCall.ANSWER).on(WANTED);
    before.did();
    before.ask(before.request("BYE", 1));
    assertThat(before.did()).contains("0 tell Transferred");
  }
}

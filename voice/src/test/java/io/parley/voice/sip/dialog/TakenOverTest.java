package io.parley.voice.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Uri;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A call that another node goes on with.
class TakenOverTest {
  private final PlayedCall call =
      PlayedCall.incoming(
              PlayedCall.invite(
                  "Record-Route", "<sip:p1.example;lr>", "Record-Route", "<sip:p2.example;lr>"))
          .on(new CallEvent.Accept(PlayedCall.ANSWER));

  private void acknowledge(int number) {
    call.on(new CallEvent.Acknowledged(call.request("ACK", number)));
    call.did();
  }

  private Optional<Request> forAnotherNode() {
    return ((EstablishedCall) call.call()).forAnotherNode();
  }

  /// As the other node reads it.
  private Request read() {
    var bytes = MessageWriter.bytes(forAnotherNode().orElseThrow());
    var parsed = new MessageParser(MessageLimits.DEFAULTS).datagram(bytes, bytes.length);
    return (Request) ((Parsed.Whole) parsed.orElseThrow()).message();
  }

  private static Dialog dialog(PlayedCall of) {
    return ((EstablishedCall) of.call()).dialog();
  }

  @Test
  void the_other_node_goes_on_where_this_one_stopped() {
    acknowledge(7);
    var other = PlayedCall.takenOver(read(), 7);
    assertThat(other.did()).containsExactly("0 send 1 INVITE");
    var invite = other.lastSent();
    assertThat(invite.body()).isEqualTo(PlayedCall.OFFER);
    assertThat(invite.contact()).contains(PlayedCall.END.contact());
    assertThat(invite.headers().all(HeaderType.ROUTE))
        .extracting(Address::uri)
        .containsExactly(Uri.of("sip:p1.example;lr"), Uri.of("sip:p2.example;lr"));
    var before = dialog(call);
    assertThat(dialog(other))
        .isEqualTo(
            new Dialog(
                before.callId(),
                before.local(),
                before.remote(),
                before.target(),
                before.routes(),
                1,
                7));
    other.answered(200, "b1", PlayedCall.ANSWER);
    assertThat(other.did()).containsExactly("0 ack 1", "0 tell Answered");
    other.ask(other.request("INFO", 7)).ask(other.request("INFO", 8));
    assertThat(other.did())
        .containsExactly("0 respond 500 to 7 INFO", "0 respond 200 to 8 INFO", "0 tell Informed");
  }

  @Test
  void the_other_end_is_told_nothing_by_the_node_that_leaves() {
    acknowledge(7);
    call.on(new CallEvent.TakenOver());
    assertThat(call.did()).containsExactly("0 ended HUNG_UP 0");
    call.ask(PlayedCall.invite());
    assertThat(call.did()).containsExactly("0 respond 481 to 7 INVITE");
  }

  @Test
  void a_call_that_has_ended_for_the_other_end_meanwhile_ends_at_the_other_node() {
    acknowledge(7);
    var other = PlayedCall.takenOver(read(), 7);
    other.did();
    other.answered(481);
    assertThat(other.did()).containsExactly("0 send 2 BYE", "0 ended OTHER_HUNG_UP 481");
  }

  @Test
  void while_an_offer_or_a_transfer_is_open_the_call_stays() {
    assertThat(forAnotherNode()).as("before the ACK").isEmpty();
    acknowledge(7);
    assertThat(forAnotherNode()).isPresent();
    call.ask(call.request("UPDATE", 8).with(MediaType.SDP, PlayedCall.OFFER));
    assertThat(forAnotherNode()).as("an offer is open").isEmpty();
    call.on(new CallEvent.Accept(PlayedCall.ANSWER));
    assertThat(forAnotherNode()).isPresent();
    var target = new Address(Uri.of("sip:+493012345@b.example"));
    call.on(new CallEvent.Transfer(target, Duration.ofSeconds(40)));
    assertThat(forAnotherNode()).as("a transfer is open").isEmpty();
    call.answered(603);
    assertThat(forAnotherNode()).isPresent();
  }
}

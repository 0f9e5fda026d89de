package io.parley.voice.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.sip.message.Parsed.Refused;
import io.parley.voice.sip.message.Parsed.Whole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {
  private static final MessageLimits SMALL = new MessageLimits(1_000, 10, 8, 100, 3, 2, 30);

  private static Parsed parsed(String text, MessageLimits limits) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return new MessageParser(limits).datagram(bytes, bytes.length).orElseThrow();
  }

  private static String options(String... lines) {
    return "OPTIONS sip:a@b.example SIP/2.0\r\n"
        + "v: SIP/2.0/UDP c.example;branch=z9hG4bKx\r\n"
        + "f: <sip:c@c.example>;tag=1\r\n"
        + "t: <sip:a@b.example>\r\n"
        + "i: x\r\n"
        + "CSeq: 1 OPTIONS\r\n"
        + String.join("", List.of(lines).stream().map(line -> line + "\r\n").toList())
        + "\r\n";
  }

  private static SipMessage whole(String... lines) {
    return ((Whole) parsed(options(lines), MessageLimits.DEFAULTS)).message();
  }

  private static int refusal(String text, MessageLimits limits) {
    return ((Refused) parsed(text, limits)).response().map(Response::status).orElse(0);
  }

  @Test
  void the_smallest_request_is_below_every_small_limit() {
    assertThat(parsed(options(), SMALL)).isInstanceOf(Whole.class);
    assertThat(parsed(options("P: 1", "Q: 2", "W: 3"), SMALL)).isInstanceOf(Whole.class);
  }

  @Test
  void more_than_each_limit_is_refused() {
    assertThat(refusal(options("P: 1", "Q: 2", "W: 3", "Z: 4"), SMALL)).isEqualTo(400);
    assertThat(refusal(options("P: " + "a".repeat(98)), SMALL)).isEqualTo(400);
    assertThat(refusal(options("P: a\r\n " + "a".repeat(98)), SMALL)).isEqualTo(400);
    assertThat(parsed(options("Route: <sip:a>,<sip:b>", "Route: <sip:c>"), SMALL))
        .isInstanceOf(Whole.class);
    assertThat(refusal(options("Route: <sip:a>,<sip:b>", "Route: <sip:c>,<sip:d>"), SMALL))
        .isEqualTo(400);
    assertThat(refusal(options("Contact: <sip:a>;a;b;c"), SMALL)).isEqualTo(400);
    assertThat(refusal(options("Contact: <sip:a;a;b;c>"), SMALL)).isEqualTo(400);
    assertThat(refusal(options("Authorization: D a=b,c=d,e=f"), SMALL)).isEqualTo(400);
    assertThat(refusal(options("Contact: <sip:" + "a".repeat(27) + ">"), SMALL)).isEqualTo(414);
    assertThat(refusal(options() + "a".repeat(11), SMALL)).isEqualTo(413);
    assertThat(refusal(options("l: 11") + "a".repeat(11), SMALL)).isEqualTo(413);
    assertThat(refusal(options("P:\r\n" + " \r\n".repeat(400)), SMALL)).isZero();
  }

  @Test
  void comments_in_comments_have_a_limit() {
    var deep = "(".repeat(9) + ")".repeat(9);
    assertThat(whole("Retry-After: 5 (a(b)c\\))").headers().first(HeaderType.RETRY_AFTER))
        .contains(new RetryAfter(5, Params.NONE));
    assertThat(whole("Retry-After: 5 " + deep).headers().first(HeaderType.RETRY_AFTER)).isEmpty();
  }

  @Test
  void short_names_stand_for_long_ones() {
    var message =
        whole("m: <sip:x@y>", "k: 100rel, timer", "x: 1800;refresher=uas", "r: <sip:t@u>", "s: hi");
    assertThat(message.contact()).contains(new Address(Uri.of("sip:x@y")));
    assertThat(message.headers().has(HeaderType.SUPPORTED, "TIMER")).isTrue();
    var expires = message.headers().need(HeaderType.SESSION_EXPIRES);
    assertThat(expires.value()).isEqualTo(1800);
    assertThat(expires.params().value("refresher")).contains("uas");
    assertThat(message.headers().text("subject")).contains("hi");
    assertThat(message.headers().need(HeaderType.REFER_TO).uri()).hasToString("sip:t@u");
  }

  @Test
  void other_headers_are_kept_as_text_in_order() {
    var headers = whole("P-One: ;;a", "P-Two:", "P-One:   b\t ").headers();
    assertThat(headers.all().subList(5, 8))
        .containsExactly(
            new Header("P-One", ";;a"), new Header("P-Two", ""), new Header("P-One", "b"));
  }

  @Test
  void the_headers_of_calls_are_typed() {
    var headers =
        whole(
                "Replaces: 98@h;to-tag=a;from-tag=b;early-only",
                "RAck: 776656 1 INVITE",
                "RSeq: 988789",
                "Reason: SIP;cause=200;text=\"Call completed elsewhere\", Q.850;cause=16",
                "Event: refer;id=93809824",
                "Subscription-State: terminated;reason=noresource",
                "Referred-By: <sip:r@x>;cid=\"2@y\"",
                "Authorization: Digest username=\"bob\", nc=00000001, qop=auth, uri=\"sip:a,b\"",
                "Warning: 370 a.example \"Not enough \\\"bandwidth\\\"\"",
                "Allow: INVITE,ACK , BYE",
                "Supported:",
                "Timestamp: 54.2 0.1")
            .headers();
    assertThat(headers.need(HeaderType.REPLACES)).isEqualTo(new Replaces("98@h", "a", "b", true));
    assertThat(headers.need(HeaderType.RACK)).isEqualTo(new RAck(776_656, 1, "INVITE"));
    assertThat(headers.need(HeaderType.RSEQ)).isEqualTo(988_789);
    assertThat(headers.all(HeaderType.REASON))
        .extracting(reason -> reason.params().number("cause").orElseThrow())
        .containsExactly(200, 16);
    assertThat(headers.need(HeaderType.EVENT).params().value("id")).contains("93809824");
    assertThat(headers.need(HeaderType.SUBSCRIPTION_STATE).value()).isEqualTo("terminated");
    assertThat(headers.need(HeaderType.AUTHORIZATION).params().value("uri")).contains("sip:a,b");
    assertThat(headers.need(HeaderType.WARNING).text()).isEqualTo("Not enough \"bandwidth\"");
    assertThat(headers.all(HeaderType.ALLOW)).containsExactly("INVITE", "ACK", "BYE");
    assertThat(headers.all(HeaderType.SUPPORTED)).isEmpty();
    assertThat(headers.first(HeaderType.TIMESTAMP)).contains("54.2 0.1");
  }

  @Test
  void names_of_people_are_utf_8_and_otherwise_latin_1() {
    assertThat(
            whole("Contact: \"Zo\u00eb \ud83d\ude00\" <sip:z@y>").contact().orElseThrow().display())
        .isEqualTo("Zo\u00eb \ud83d\ude00");
    var bytes = options("Contact: \"Zo\u00eb\" <sip:z@y>").getBytes(StandardCharsets.ISO_8859_1);
    var read = new MessageParser(MessageLimits.DEFAULTS).datagram(bytes, bytes.length);
    assertThat(((Whole) read.orElseThrow()).message().contact().orElseThrow().display())
        .isEqualTo("Zo\u00eb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Contact: <sip:x@y",
        "Contact: <x>",
        "Contact: <sip:>",
        "Contact: <sip:@y>",
        "Contact: <sip:x@y@z>",
        "Contact: <sip:x%4@y>",
        "Contact: <sip:x@y:0>",
        "Contact: <sip:x@y:65536>",
        "Contact: <sip:x@[::1>",
        "Contact: <sip:x@[::1%eth0]>",
        "Contact: <sip:x@[1:2:3:4:5:6:7:8:9]>",
        "Contact: <sip:x@y;;a>",
        "Contact: <sip:x@y>,",
        "Contact: *, <sip:x@y>",
        "Contact: <sip:x@y>;a=",
        "Route: sip:x@y",
        "Max-Forwards: 256",
        "Max-Forwards: 7x",
        "Content-Type: text",
        "Replaces: 98@h;to-tag=a",
        "no colon",
        ": no name",
        "na me: x"
      })
  void what_is_not_well_formed_is_refused_with_400(String line) {
    assertThat(refusal(options(line), MessageLimits.DEFAULTS)).isEqualTo(400);
  }

  @Test
  void half_a_line_end_is_refused() {
    assertThat(refusal(options("P: b\nC: d"), MessageLimits.DEFAULTS)).isEqualTo(400);
    assertThat(refusal(options("P: b\rC: d"), MessageLimits.DEFAULTS)).isEqualTo(400);
  }

  @Test
  void an_ack_and_a_response_are_never_answered() {
    var ack = options("no colon").replace("OPTIONS", "ACK");
    assertThat(((Refused) parsed(ack, MessageLimits.DEFAULTS)).response()).isEmpty();
    var response = options("no colon").replace("OPTIONS sip:a@b.example SIP/2.0", "SIP/2.0 200 OK");
    assertThat(((Refused) parsed(response, MessageLimits.DEFAULTS)).response()).isEmpty();
  }

  @Test
  void line_ends_alone_are_no_message() {
    var parser = new MessageParser(MessageLimits.DEFAULTS);
    assertThat(parser.datagram(new byte[] {'\r', '\n', '\r', '\n'}, 4)).isEmpty();
    assertThat(parser.datagram(new byte[0], 0)).isEmpty();
    assertThat(parsed("\r\n\r\n" + options(), MessageLimits.DEFAULTS)).isInstanceOf(Whole.class);
  }

  @Test
  void a_line_cannot_be_smuggled_into_a_header_of_ours() {
    assertThatThrownBy(() -> new Header("Subject", "a\r\nRoute: <sip:evil>"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Headers.NONE.plus("Sub ject", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SipUri.of("a@b;c%\r\n\u00eb", "h", 0)).hasToString("sip:a%40b;c%25%0D%0A%C3%AB@h");
  }

  @Test
  void a_hop_gets_the_address_that_its_request_came_from() {
    var via = whole().topVia();
    assertThat(via.receivedFrom("192.0.2.9", 4_444))
        .hasToString("SIP/2.0/UDP c.example;branch=z9hG4bKx;received=192.0.2.9");
    var asking = Via.of("UDP", HostPort.ofAddress("2001:db8::1", 5_060), "z9hG4bKy");
    assertThat(asking).hasToString("SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bKy;rport");
    assertThat(asking.receivedFrom("2001:db8::1", 4_444))
        .hasToString(
            "SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bKy;rport=4444;received=2001:db8::1");
    var plain = new Via("2.0", "UDP", HostPort.ofAddress("192.0.2.9", 0), Params.NONE);
    assertThat(plain.receivedFrom("192.0.2.9", 4_444)).isEqualTo(plain);
  }
}

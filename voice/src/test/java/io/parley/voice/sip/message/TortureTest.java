package io.parley.voice.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Parsed.Refused;
import io.parley.voice.sip.message.Parsed.Whole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TortureTest {
  private static final MessageParser PARSER = new MessageParser(MessageLimits.DEFAULTS);

  static List<TortureMessage> all() {
    return TortureMessage.all();
  }

  @Test
  void there_are_49_and_12() {
    assertThat(TortureMessage.in("rfc4475.txt")).hasSize(49);
    assertThat(TortureMessage.in("rfc5118.txt")).hasSize(12);
  }

  @ParameterizedTest
  @MethodSource("all")
  void each_has_the_outcome_that_its_rfc_asks_for_or_allows(TortureMessage message) {
    assertThat(outcome(message)).isEqualTo(message.outcome());
  }

  private static String outcome(TortureMessage message) {
    return switch (parsed(message)) {
      case Whole _ -> "whole";
      case Refused(var _, var response) ->
          response.map(due -> Integer.toString(due.status())).orElse("dropped");
    };
  }

  private static Parsed parsed(TortureMessage message) {
    return PARSER.datagram(message.bytes(), message.bytes().length).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("all")
  void each_that_is_whole_is_the_same_after_being_written_and_read(TortureMessage message) {
    if (!(parsed(message) instanceof Whole(var read))) return;
    var written = MessageWriter.bytes(read);
    assertThat(PARSER.datagram(written, written.length).orElseThrow())
        .isInstanceOfSatisfying(
            Whole.class,
            again -> {
              assertThat(again.message().startLine()).isEqualTo(read.startLine());
              assertThat(again.message().headers().without(HeaderType.CONTENT_LENGTH))
                  .isEqualTo(read.headers().without(HeaderType.CONTENT_LENGTH));
              assertThat(again.message().body()).isEqualTo(read.body());
            });
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusals_repeat_nothing_of_the_message_in_their_reason(TortureMessage message) {
    if (!(parsed(message) instanceof Refused(var why, var _))) return;
    assertThat(why).contains("expected");
    var text = new String(message.bytes(), StandardCharsets.UTF_8);
    for (var word : List.of("example", "watson", "Bell", "tag="))
      if (text.contains(word)) assertThat(why).doesNotContain(word);
  }

  private static SipMessage whole(String name) {
    var message = all().stream().filter(each -> each.name().equals(name)).findFirst();
    return ((Whole) parsed(message.orElseThrow())).message();
  }

  @Test
  void a_short_tortuous_invite_is_understood() {
    var invite = (Request) whole("wsinv");
    assertThat(invite.to().tag()).contains("1918181833n");
    assertThat(invite.from().display()).isEqualTo("J Rosenberg \\\"");
    assertThat(invite.headers().first(HeaderType.MAX_FORWARDS)).contains(68L);
    assertThat(invite.cseq()).isEqualTo(new CSeq(9, "INVITE"));
    assertThat(invite.headers().all(HeaderType.VIA))
        .extracting(Via::transport)
        .containsExactly("UDP", "TCP", "UDP");
    assertThat(invite.topVia().hasUniqueBranch()).isFalse();
    assertThat(invite.headers().text("NewFangledHeader"))
        .contains("newfangled value continued newfangled value");
    assertThat(invite.headers().text("Subject")).contains("");
    assertThat(invite.contact().orElseThrow().display()).isEqualTo("Quoted string \"\"");
    assertThat(invite.contact().orElseThrow().params().value("q")).contains("0.33");
    assertThat(invite.body().length()).isEqualTo(150);
  }

  @Test
  void escapes_are_read_in_users_but_never_in_methods_and_names() {
    assertThat(((SipUri) whole("esc01").from().uri()).userText()).isEqualTo("I have spaces");
    assertThat(((SipUri) whole("esc01").to().uri()).userText()).isEqualTo("user");
    var register = (Request) whole("esc02");
    assertThat(register.method()).isEqualTo("RE%47IST%45R");
    assertThat(register.headers().all(HeaderType.CONTACT)).hasSize(2);
    assertThat(register.to().display()).isEqualTo("%Z%45");
  }

  @Test
  void a_user_may_look_like_the_rest_of_a_uri() {
    var uri = (SipUri) ((Request) whole("intmeth")).uri();
    assertThat(uri.user()).isEqualTo("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
    assertThat(uri.password()).isEqualTo("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
    assertThat(uri.host()).isEqualTo("example.com");
    assertThat(((SipUri) ((Request) whole("semiuri")).uri()).userText())
        .isEqualTo("user;par=u@example.net");
  }

  @Test
  void only_what_is_in_brackets_belongs_to_a_uri() {
    assertThat(whole("cparam01").contact().orElseThrow().params().has("unknownparam")).isTrue();
    var bracketed = whole("cparam02").contact().orElseThrow();
    assertThat(bracketed.params()).isEqualTo(Params.NONE);
    assertThat(((SipUri) bracketed.uri()).params().has("unknownparam")).isTrue();
    assertThat(((SipUri) whole("regescrt").contact().orElseThrow().uri()).header("Route"))
        .contains("<sip:sip.example.com>");
  }

  @Test
  void a_datagram_of_two_requests_is_one_request() {
    assertThat(((Request) whole("dblreq")).method()).isEqualTo("REGISTER");
    assertThat(whole("dblreq").body()).isEqualTo(Body.EMPTY);
  }

  @Test
  void the_cookie_alone_is_no_unique_branch() {
    assertThat(whole("badbranch").topVia().hasUniqueBranch()).isFalse();
    assertThat(whole("zeromf").topVia().hasUniqueBranch()).isTrue();
  }

  @Test
  void ipv6_addresses_are_told_from_ports() {
    var ambiguous = (SipUri) ((Request) whole("port-ambiguous")).uri();
    assertThat(ambiguous.host()).isEqualTo("[2001:db8::10:5070]");
    assertThat(ambiguous.port()).isZero();
    assertThat(((SipUri) ((Request) whole("port-unambiguous")).uri()).port()).isEqualTo(5070);
    assertThat(whole("via-received-param-with-delim").topVia().params().value("received"))
        .contains("[2001:db8::9:255]");
    assertThat(whole("via-received-param-no-delim").topVia().params().value("received"))
        .contains("2001:db8::9:255");
  }

  @Test
  void malformed_advice_is_passed_over() {
    var response =
        Response.to(Headers.NONE, 503).with(Headers.NONE.plus("Warning", "1812 overture"));
    assertThat(response.headers().first(HeaderType.WARNING)).isEmpty();
    assertThat(response.headers().text("Warning")).contains("1812 overture");
  }
}

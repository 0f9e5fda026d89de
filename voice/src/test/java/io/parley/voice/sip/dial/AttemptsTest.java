package io.parley.voice.sip.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.Reach;
import io.parley.voice.sip.dial.Attempts.Verdict;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.trunk.OwnLine;
import io.parley.voice.sip.trunk.Trunk;
import io.parley.voice.sip.trunk.TrunkSettings;
import io.parley.voice.sip.trunk.Trunks.CallWay;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class AttemptsTest {
  private static final String NUMBER = "+493012345";
  private static final List<Trunk> TRUNKS =
      TrunkSettings.from(
              ConfigFactory.parseString(
                      """
                      parley.sip.trunks {
                        one { host = "one.example", redirects = ["other.example"] }
                        two { host = "two.example:5070" }
                      }
                      """)
                  .withFallback(ConfigFactory.defaultReference()))
          .trunks();

  private static Peer peer(String address) {
    return Peer.udp(new InetSocketAddress(InetAddress.ofLiteral(address), 5_060));
  }

  private static Attempts both() {
    return Attempts.of(
        List.of(
            new CallWay(TRUNKS.get(0), List.of(peer("192.0.2.1"), peer("192.0.2.2")), List.of()),
            new CallWay(TRUNKS.get(1), List.of(peer("192.0.2.3")), List.of())),
        NUMBER);
  }

  private static List<String> order(Attempts attempts) {
    return attempts.left().stream()
        .map(each -> each.target() + " at " + each.peer().address().getAddress().getHostAddress())
        .toList();
  }

  private static List<Address> contacts(String... uris) {
    return Stream.of(uris)
        .map(
            text -> {
              int at = text.indexOf('@');
              var host = HostPort.parse("host", text.substring(at + 1));
              return new Address(SipUri.of(text.substring(0, at), host.host(), host.port()));
            })
        .toList();
  }

  @Test
  void each_address_of_each_trunk_is_tried_in_order() {
    assertThat(order(both()))
        .containsExactly(
            "sip:+493012345@one.example at 192.0.2.1",
            "sip:+493012345@one.example at 192.0.2.2",
            "sip:+493012345@two.example:5070 at 192.0.2.3");
    assertThat(order(both().afterFirst())).hasSize(2);
    assertThat(order(both().withoutTrunk(Optional.of(TRUNKS.get(0)))))
        .containsExactly("sip:+493012345@two.example:5070 at 192.0.2.3");
  }

  @Test
  void a_redirection_to_the_same_number_at_a_listed_host_is_tried_first() {
    var from = both().first().orElseThrow();
    var to =
        both().allowed(from, contacts(NUMBER + "@evil.example", NUMBER + "@other.example:5080"));
    assertThat(to).map(SipUri::toString).contains("sip:+493012345@other.example:5080");
    var redirected =
        both().afterFirst().redirected(from, to.orElseThrow(), List.of(peer("192.0.2.9")));
    assertThat(order(redirected).getFirst())
        .isEqualTo("sip:+493012345@other.example:5080 at 192.0.2.9");
    assertThat(redirected.left()).hasSize(3);
  }

  @Test
  void redirections_elsewhere_are_not_followed() {
    var from = both().first().orElseThrow();
    for (var contact :
        List.of(
            "+881234567890@one.example",
            NUMBER + "@evil.example",
            NUMBER + "@one.example.evil.example",
            NUMBER + "@one.example"))
      assertThat(both().allowed(from, contacts(contact))).as(contact).isEmpty();
    var second = both().left().getLast();
    assertThat(both().allowed(second, contacts(NUMBER + "@other.example")))
        .as("listed for another trunk")
        .isEmpty();
  }

  @Test
  void a_call_that_fails_warns_the_operator_over_trunks_of_the_configuration_alone() {
    assertThat(both().first().orElseThrow().trouble()).isEqualTo(Level.WARN);
    var way = new CallWay(brought(TRUNKS.get(0)), List.of(peer("192.0.2.1")), List.of());
    assertThat(Attempts.of(List.of(way), NUMBER).first().orElseThrow().trouble())
        .isEqualTo(Level.INFO);
    var direct = Attempts.direct(SipUri.of("sales", "pbx.example", 0), List.of(peer("192.0.2.7")));
    assertThat(direct.first().orElseThrow().trouble()).isEqualTo(Level.INFO);
  }

  /// The same trunk, as an organisation's.
  private static Trunk brought(Trunk trunk) {
    var shop = new Destination(new TenantId("shop"), Optional.empty(), Optional.empty());
    return new Trunk(
        trunk.name(),
        trunk.peers(),
        trunk.target(),
        trunk.account(),
        trunk.registration(),
        trunk.limits(),
        trunk.checkEvery(),
        trunk.attests(),
        Optional.of(new OwnLine(shop, "a1b2", Set.of(), new Reach(Allowed.NOTHING))));
  }

  @Test
  void a_target_without_a_trunk_is_led_nowhere() {
    var target = SipUri.of("sales", "pbx.example", 0);
    var from = Attempts.direct(target, List.of(peer("192.0.2.7"))).first().orElseThrow();
    assertThat(from.trunk()).isEmpty();
    for (var contact :
        List.of("sales@pbx.example:5070", "sales@one.example", NUMBER + "@pbx.example"))
      assertThat(both().allowed(from, contacts(contact))).as(contact).isEmpty();
  }

  @Test
  void redirections_end() {
    var attempts = both();
    var from = attempts.first().orElseThrow();
    var contacts = contacts(NUMBER + "@other.example");
    for (int i = 0; i < 3; i++) {
      var to = attempts.allowed(from, contacts).orElseThrow();
      attempts = attempts.redirected(from, to, List.of(peer("192.0.2.9")));
    }
    assertThat(attempts.allowed(from, contacts)).isEmpty();
  }

  @Test
  void a_refusal_is_of_the_other_end_of_an_address_or_of_a_trunk() {
    for (int status : new int[] {404, 408, 480, 486, 487, 488, 501, 600, 603})
      assertThat(Attempts.verdict(status)).isEqualTo(Verdict.FINAL);
    for (int status : new int[] {500, 502, 503, 504})
      assertThat(Attempts.verdict(status)).isEqualTo(Verdict.ELSEWHERE);
    for (int status : new int[] {401, 403, 407})
      assertThat(Attempts.verdict(status)).isEqualTo(Verdict.OTHER_TRUNK);
  }
}

package io.parley.voice.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.voice.sip.dns.Dns.Naptr;
import io.parley.voice.sip.dns.Dns.Srv;
import io.parley.voice.sip.dns.Locating.Query;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The ways of RFC 3263, section 4.
class LocatingTest {
  private final MadeDns dns = new MadeDns();
  private Set<Transport> supported = EnumSet.of(Transport.UDP, Transport.TCP, Transport.TLS);

  private List<String> find(String host, Transport transport) throws IOException {
    return find(host, transport, 1);
  }

  private List<String> find(String host, Transport transport, long seed) throws IOException {
    var query = new Query(HostPort.parse("host", host), Optional.ofNullable(transport));
    return new Locating(supported)
        .peers(query, dns, new Random(seed)).stream()
            .map(
                peer ->
                    "%s %s:%d"
                        .formatted(
                            peer.transport(),
                            peer.address().getAddress().getHostAddress(),
                            peer.address().getPort()))
            .toList();
  }

  @Test
  void an_address_is_asked_about_nowhere() throws IOException {
    assertThat(find("192.0.2.1", null)).containsExactly("UDP 192.0.2.1:5060");
    assertThat(find("192.0.2.1:5070", Transport.TCP)).containsExactly("TCP 192.0.2.1:5070");
    assertThat(find("[2001:db8::1]", Transport.TLS))
        .containsExactly("TLS 2001:db8:0:0:0:0:0:1:5061");
    assertThat(dns.asked).isEmpty();
  }

  @Test
  void a_name_with_a_port_has_addresses_alone() throws IOException {
    dns.host("a.example", "192.0.2.1", "192.0.2.2");
    assertThat(find("a.example:5070", null))
        .containsExactly("UDP 192.0.2.1:5070", "UDP 192.0.2.2:5070");
    assertThat(dns.asked).containsExactly("A a.example");
  }

  @Test
  void a_websocket_has_no_services_and_the_ports_of_http() throws IOException {
    dns.host("a.example", "192.0.2.1");
    assertThat(find("a.example", Transport.WS)).containsExactly("WS 192.0.2.1:80");
    assertThat(find("a.example", Transport.WSS)).containsExactly("WSS 192.0.2.1:443");
    assertThat(find("a.example:8443", Transport.WSS)).containsExactly("WSS 192.0.2.1:8443");
    assertThat(dns.asked).containsOnly("A a.example");
    var query = new Query(new HostPort("a.example", 0), Optional.of(Transport.WSS), "/ws");
    var peers = new Locating(supported).peers(query, dns, new Random(1));
    assertThat(peers)
        .extracting(Peer::domain, Peer::path)
        .containsExactly(tuple("a.example", "/ws"));
  }

  @Test
  void a_transport_without_a_port_has_services() throws IOException {
    dns.host("h1.example", "192.0.2.1").host("h2.example", "192.0.2.2");
    dns.srv(
        "_sips._tcp.a.example",
        new Srv(20, 0, 5_063, "h2.example"),
        new Srv(10, 0, 5_062, "h1.example"));
    assertThat(find("a.example", Transport.TLS))
        .containsExactly("TLS 192.0.2.1:5062", "TLS 192.0.2.2:5063");
  }

  @Test
  void naptr_says_which_transports_and_in_which_order() throws IOException {
    dns.host("h.example", "192.0.2.1");
    dns.naptr(
        "a.example",
        new Naptr(20, 1, "s", "SIP+D2U", "_sip._udp.a.example"),
        new Naptr(10, 2, "s", "SIP+D2T", "_sip._tcp.a.example"),
        new Naptr(10, 1, "S", "sips+d2t", "_sips._tcp.a.example"),
        new Naptr(1, 1, "s", "SIP+D2S", "_sip._sctp.a.example"),
        new Naptr(1, 1, "u", "E2U+sip", "other"));
    for (var service : List.of("_sip._udp", "_sip._tcp", "_sips._tcp"))
      dns.srv(service + ".a.example", new Srv(1, 1, 5_070, "h.example"));
    assertThat(find("a.example", null))
        .containsExactly("TLS 192.0.2.1:5070", "TCP 192.0.2.1:5070", "UDP 192.0.2.1:5070");
    supported = EnumSet.of(Transport.UDP);
    assertThat(find("a.example", null)).containsExactly("UDP 192.0.2.1:5070");
  }

  @Test
  void without_naptr_each_service_is_asked_for_and_without_any_it_is_udp() throws IOException {
    dns.host("a.example", "192.0.2.1").host("h.example", "192.0.2.2");
    assertThat(find("a.example", null)).containsExactly("UDP 192.0.2.1:5060");
    dns.srv("_sip._tcp.a.example", new Srv(1, 1, 5_070, "h.example"));
    assertThat(find("a.example", null)).containsExactly("TCP 192.0.2.2:5070");
  }

  @Test
  void a_service_that_is_said_not_to_be_leaves_the_hosts_own_address() throws IOException {
    dns.host("a.example", "192.0.2.1");
    dns.srv("_sip._tcp.a.example", new Srv(0, 0, 0, "."));
    assertThat(find("a.example", Transport.TCP)).containsExactly("TCP 192.0.2.1:5060");
  }

  @Test
  void weights_are_shares() throws IOException {
    dns.host("h1.example", "192.0.2.1")
        .host("h2.example", "192.0.2.2")
        .host("h3.example", "192.0.2.3");
    dns.srv(
        "_sip._udp.a.example",
        new Srv(1, 30, 5_060, "h1.example"),
        new Srv(1, 10, 5_060, "h2.example"),
        new Srv(2, 99, 5_060, "h3.example"));
    int first = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      var found = find("a.example", Transport.UDP, seed);
      assertThat(found).hasSize(3).last().isEqualTo("UDP 192.0.2.3:5060");
      if (found.getFirst().startsWith("UDP 192.0.2.1")) first++;
    }
    assertThat(first).isBetween(1_350, 1_650);
  }

  @Test
  void there_are_sixteen_at_most() throws IOException {
    var many = new Srv[60];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Srv(i, 0, 5_060, "h" + i);
      dns.host("h" + i, "192.0.2." + i);
    }
    dns.srv("_sip._udp.a.example", many);
    assertThat(find("a.example", Transport.UDP)).hasSize(16);
  }

  @Test
  void a_dns_that_does_not_answer_is_a_failure() {
    dns.isDown = true;
    assertThatThrownBy(() -> find("a.example", null)).isInstanceOf(IOException.class);
  }
}

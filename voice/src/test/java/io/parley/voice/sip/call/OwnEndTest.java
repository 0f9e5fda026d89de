package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnEndTest {
  private static LocalEnd end(Transport transport, String seed) {
    var peer = Peer.to(new InetSocketAddress(Sounds.HERE, 5_080), transport, "sip.example");
    return new OwnEnd(Sounds.HERE, Optional.empty())
        .of(peer, 5_062, seed, TransactionTimes.DEFAULTS);
  }

  private static String host(LocalEnd end) {
    return ((SipUri) end.contact().uri()).host();
  }

  @Test
  void over_tcp_it_has_our_address() {
    var end = end(Transport.TCP, "5eed");
    assertThat(end.contact().uri()).hasToString("sip:parley@127.0.0.1:5062;transport=tcp");
    assertThat(end.via("OPTIONS", 1, "")).asString().startsWith("SIP/2.0/TCP 127.0.0.1:5062");
  }

  @Test
  void over_a_websocket_it_has_a_name_that_leads_nowhere_and_is_its_own() {
    var end = end(Transport.WSS, "5eed");
    assertThat(host(end)).endsWith(".invalid").isEqualTo(host(end(Transport.WSS, "5eed")));
    assertThat(host(end(Transport.WSS, "5eee"))).isNotEqualTo(host(end));
    assertThat(end.contact().uri()).asString().endsWith(";transport=ws");
    assertThat(end.via("OPTIONS", 1, "")).asString().startsWith("SIP/2.0/WSS " + host(end));
  }
}

package io.parley.voice.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class CallersTest {
  private static final InetAddress CALLED = InetAddress.ofLiteral("192.0.2.7");
  private static final SipPortSettings SILENT =
      new SipPortSettings(
          new InetSocketAddress(0),
          MessageLimits.DEFAULTS,
          TransactionTimes.DEFAULTS,
          1,
          ConnectionLimits.DEFAULTS,
          false,
          1);

  @Test
  void over_a_websocket_an_address_proves_something_only_where_we_have_opened_it() {
    var callers = new Callers(CALLED::equals, Strangers.NONE, SILENT);
    var address = new InetSocketAddress(CALLED, 443);
    assertThat(callers.isTrusted(Peer.from(address, Transport.WSS, 1))).isFalse();
    assertThat(callers.isTrusted(Peer.to(address, Transport.WSS, "sip.example"))).isTrue();
    var other = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.8"), 443);
    assertThat(callers.isTrusted(Peer.to(other, Transport.WSS, "sip.example"))).isFalse();
  }

  @Test
  void an_address_that_is_called_is_read_and_may_not_call_for_that() {
    var callers = new Callers(_ -> false, Strangers.NONE.calling(CALLED::equals), SILENT);
    assertThat(callers.takes(CALLED, 0)).isTrue();
    assertThat(callers.takes(InetAddress.ofLiteral("192.0.2.8"), 0)).isFalse();
    var peer = Peer.udp(new InetSocketAddress(CALLED, 5_060));
    assertThat(callers.isTrusted(peer)).isFalse();
    assertThat(callers.answers(peer)).isFalse();
  }
}

package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Response;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A telephone with one call, whose requests may go to any node: SIP over UDP.
final class DatagramPhone implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final DatagramSocket socket;
  private final String callId = UUID.randomUUID().toString();
  private final String caller;
  private String to = "<sip:parley@127.0.0.1>";
  private int number;

  DatagramPhone(String caller) throws IOException {
    this.caller = caller;
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /// Calls, until it is answered.
  ///
  /// @param sound the port to which sound goes
  void call(SipAddress node, int sound) throws IOException {
    var answer =
        ask(
            "INVITE",
            node,
            """
            v=0\r
            o=- 1 1 IN IP4 127.0.0.1\r
            s=-\r
            c=IN IP4 127.0.0.1\r
            t=0 0\r
            m=audio %d RTP/AVP 0\r
            """
                .formatted(sound));
    assertThat(answer.status()).isEqualTo(200);
    to = answer.to().toString();
    send("ACK", node, "");
  }

  /// Sends a request of the call to any node.
  ///
  /// @return the status of its final response
  int ask(String method, SipAddress node) throws IOException {
    return ask(method, node, "").status();
  }

  private Response ask(String method, SipAddress node, String body) throws IOException {
    number++;
    send(method, node, body);
    while (true) {
      var packet = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(packet);
      var parsed =
          new MessageParser(MessageLimits.DEFAULTS)
              .datagram(packet.getData(), packet.getLength())
              .orElseThrow();
      if (parsed instanceof Parsed.Whole(Response response)
          && response.isFinal()
          && response.cseq().number() == number) return response;
    }
  }

  /// An ACK has the number of its INVITE.
  private void send(String method, SipAddress node, String body) throws IOException {
    var text =
        """
        %1$s %2$s SIP/2.0\r
        Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK%4$s;rport\r
        From: <sip:%5$s@127.0.0.1:%3$d>;tag=phone\r
        To: %6$s\r
        Call-ID: %7$s\r
        CSeq: %8$d %1$s\r
        Contact: <sip:%5$s@127.0.0.1:%3$d>\r
        Max-Forwards: 70\r
        %9$sContent-Length: %10$d\r
        \r
        %11$s\
        """
            .formatted(
                method,
                node.uri("parley"),
                socket.getLocalPort(),
                UUID.randomUUID(),
                caller,
                to,
                callId,
                number,
                body.isEmpty() ? "" : "Content-Type: application/sdp\r\n",
                body.length(),
                body);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(
        new DatagramPacket(bytes, bytes.length, new InetSocketAddress(node.host(), node.port())));
  }

  @Override
  public void close() {
    socket.close();
  }
}

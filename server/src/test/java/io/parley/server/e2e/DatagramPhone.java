package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;

/// A telephone with one call, whose requests may go to any node: SIP over UDP.
final class DatagramPhone implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final DatagramSocket socket;
  private final String callId = UUID.randomUUID().toString();
  private final String caller;
  private final String able;
  private String to = "<sip:parley@127.0.0.1>";
  private int number;

  /// A telephone that is known to understand nothing but what each must.
  DatagramPhone(String caller) throws IOException {
    this(caller, "");
  }

  /// A telephone that can be led elsewhere.
  static DatagramPhone referable(String caller) throws IOException {
    return new DatagramPhone(caller, "Allow: INVITE, ACK, CANCEL, BYE, NOTIFY, REFER\r\n");
  }

  /// @param able lines of its INVITE
  private DatagramPhone(String caller, String able) throws IOException {
    this.caller = caller;
    this.able = able;
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /// Calls, until it is answered.
  ///
  /// @param sound the port to which sound goes
  void call(SipAddress node, int sound) throws IOException {
    var answer = ask("INVITE", node, described(sound));
    assertThat(answer.status()).isEqualTo(200);
    to = answer.to().toString();
    send("ACK", node, "", "");
  }

  private static String described(int sound) {
    return """
    v=0\r
    o=- 1 1 IN IP4 127.0.0.1\r
    s=-\r
    c=IN IP4 127.0.0.1\r
    t=0 0\r
    m=audio %d RTP/AVP 0\r
    """
        .formatted(sound);
  }

  /// Waits for a request of the other end, and answers it.
  Request answers(String method, int status) throws IOException {
    return answers(method, request -> Response.to(request, status));
  }

  /// Waits for an offer of the other end within the call, and agrees to it.
  ///
  /// @return where the other end says that it is
  SipAddress agrees(int sound) throws IOException {
    var answer = Body.of(described(sound));
    var offer = answers("INVITE", request -> Response.to(request, 200).with(MediaType.SDP, answer));
    var contact = (SipUri) offer.contact().orElseThrow().uri();
    return new SipAddress(contact.host(), contact.port());
  }

  private Request answers(String method, Function<Request, Response> answer) throws IOException {
    while (true) {
      var packet = received();
      if (parsed(packet) instanceof Parsed.Whole(Request request) && request.is(method)) {
        var bytes = MessageWriter.bytes(answer.apply(request));
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        return request;
      }
    }
  }

  /// Tells how its call elsewhere goes (RFC 3515), and waits for no answer: the node may be gone.
  void reports(SipAddress node, int status) throws IOException {
    number++;
    send(
        "NOTIFY",
        node,
        "Event: refer\r\nSubscription-State: terminated\r\nContent-Type: message/sipfrag\r\n",
        "SIP/2.0 " + status + " Any\r\n");
  }

  /// Sends a request of the call to any node.
  ///
  /// @return the status of its final response
  int ask(String method, SipAddress node) throws IOException {
    return ask(method, node, "").status();
  }

  private Response ask(String method, SipAddress node, String body) throws IOException {
    number++;
    send(method, node, body.isEmpty() ? "" : able + "Content-Type: application/sdp\r\n", body);
    while (true) {
      if (parsed(received()) instanceof Parsed.Whole(Response response)
          && response.isFinal()
          && response.cseq().number() == number) return response;
    }
  }

  private DatagramPacket received() throws IOException {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return packet;
  }

  private static Parsed parsed(DatagramPacket packet) {
    return new MessageParser(MessageLimits.DEFAULTS)
        .datagram(packet.getData(), packet.getLength())
        .orElseThrow();
  }

  /// An ACK has the number of its INVITE.
  ///
  /// @param lines further ones
  private void send(String method, SipAddress node, String lines, String body) throws IOException {
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
                lines,
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

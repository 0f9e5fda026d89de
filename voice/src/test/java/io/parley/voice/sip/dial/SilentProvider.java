package io.parley.voice.sip.dial;

import io.parley.voice.sip.call.Sounds;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;

/// A provider over UDP that says nothing by itself.
final class SilentProvider implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int BYTES_MAX = 65_535;

  private final MessageParser parser = new MessageParser(MessageLimits.DEFAULTS);
  private final DatagramSocket socket;
  private SocketAddress peer;

  SilentProvider() throws IOException {
    socket = new DatagramSocket(0, Sounds.HERE);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /// The next request that comes.
  Request next() throws IOException {
    var packet = new DatagramPacket(new byte[BYTES_MAX], BYTES_MAX);
    socket.receive(packet);
    peer = packet.getSocketAddress();
    var parsed = parser.datagram(packet.getData(), packet.getLength()).orElseThrow();
    return (Request) ((Parsed.Whole) parsed).message();
  }

  /// To the end whose request came last.
  void send(Response response) throws IOException {
    var bytes = MessageWriter.bytes(response);
    socket.send(new DatagramPacket(bytes, bytes.length, peer));
  }

  @Override
  public void close() {
    socket.close();
  }
}

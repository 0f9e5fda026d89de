package io.parley.outbound.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server of the DNS on the loopback interface, with the wire format of RFC 1035, over UDP and
/// TCP. It answers each question as the test says.
public final class DnsResponder implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int UDP_MAX = 512;
  private static final int TRUNCATED = 0x0200;
  private static final int CNAME = 5;
  private static final int TXT = 16;

  /// An answer.
  ///
  /// @param code 0, 2 for a failure, 3 for a name that does not exist
  /// @param alias a name that the asked one stands for, or null
  public record Answer(int code, String alias, List<List<String>> texts) {
    public static Answer of(String... texts) {
      return new Answer(0, null, Arrays.stream(texts).map(List::of).toList());
    }

    /// One record of several strings.
    public static Answer joined(String... strings) {
      return new Answer(0, null, List.of(List.of(strings)));
    }

    public static Answer failed(int code) {
      return new Answer(code, null, List.of());
    }
  }

  /// Says how a question is answered.
  @FunctionalInterface
  public interface Script {
    /// @param name small letters, without a dot at its end
    /// @return null for silence
    Answer answer(String name);
  }

  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final Script script;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  private DnsResponder(DatagramSocket datagrams, ServerSocket connections, Script script) {
    this.datagrams = datagrams;
    this.connections = connections;
    this.script = script;
  }

  public static DnsResponder start(Script script) throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    // the port must be free for both
    while (true) {
      var connections = new ServerSocket(0, 10, loopback);
      try {
        var datagrams = new DatagramSocket(connections.getLocalPort(), loopback);
        var responder = new DnsResponder(datagrams, connections, script);
        Thread.ofVirtual().start(responder::serveDatagrams);
        Thread.ofVirtual().start(responder::serveConnections);
        return responder;
      } catch (BindException taken) {
        connections.close();
      }
    }
  }

  public String address() {
    return "127.0.0.1:" + datagrams.getLocalPort();
  }

  /// Names in the order of the questions, repeated ones included.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void serveDatagrams() {
    var packet = new DatagramPacket(new byte[UDP_MAX], UDP_MAX);
    try {
      while (!datagrams.isClosed()) {
        datagrams.receive(packet);
        var reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()), UDP_MAX);
        if (reply != null)
          datagrams.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      if (!datagrams.isClosed()) throw new IllegalStateException(e);
    }
  }

  /// A length of two bytes before each message (RFC 1035, section 4.2.2).
  private void serveConnections() {
    while (!connections.isClosed()) {
      try (var connection = connections.accept()) {
        var in = new DataInputStream(connection.getInputStream());
        var reply = reply(in.readNBytes(in.readUnsignedShort()), Integer.MAX_VALUE);
        if (reply == null) continue;
        var out = new DataOutputStream(connection.getOutputStream());
        out.writeShort(reply.length);
        out.write(reply);
        out.flush();
      } catch (IOException e) {
        if (!connections.isClosed()) throw new IllegalStateException(e);
      }
    }
  }

  private byte[] reply(byte[] question, int max) throws IOException {
    int end = HEADER;
    var name = new StringBuilder();
    while (question[end] != 0) {
      if (!name.isEmpty()) name.append('.');
      name.append(new String(question, end + 1, question[end], US_ASCII));
      end += 1 + question[end];
    }
    asked.add(name.toString());
    var answer = script.answer(name.toString());
    if (answer == null) return null;
    var asking = Arrays.copyOfRange(question, HEADER, end + 5);
    var whole = message(question, asking, answer, 0);
    return whole.length <= max
        ? whole
        : message(question, asking, new Answer(answer.code(), null, List.of()), TRUNCATED);
  }

  private static byte[] message(byte[] question, byte[] asking, Answer answer, int flags)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(question, 0, 2);
    out.writeShort(0x8180 | answer.code() | flags);
    out.writeShort(1);
    out.writeShort(answer.texts().size() + (answer.alias() == null ? 0 : 1));
    out.writeInt(0);
    out.write(asking);
    if (answer.alias() != null) record(out, CNAME, name(answer.alias()));
    for (var strings : answer.texts()) record(out, TXT, strings(strings));
    return bytes.toByteArray();
  }

  /// Its name points at that of the question.
  private static void record(DataOutputStream out, int type, byte[] data) throws IOException {
    out.writeShort(0xc000 | HEADER);
    out.writeShort(type);
    out.writeShort(1);
    out.writeInt(60);
    out.writeShort(data.length);
    out.write(data);
  }

  private static byte[] strings(List<String> strings) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var string : strings) {
      bytes.write(string.length());
      bytes.write(string.getBytes(ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  private static byte[] name(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var label : text.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.write(label.getBytes(US_ASCII));
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
  }
}

package io.parley.voice.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.sip.dns.Dns.Naptr;
import io.parley.voice.sip.dns.Dns.Srv;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The JDK's client against a server of the DNS that answers one question as the test says.
class JndiDnsTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int HEADER = 12;

  private DatagramSocket server;
  private JndiDns dns;

  @BeforeEach
  void open() throws IOException {
    server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    server.setSoTimeout(PATIENCE_MILLIS);
    dns =
        new JndiDns("dns://127.0.0.1:" + server.getLocalPort(), Duration.ofMillis(PATIENCE_MILLIS));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static byte[] name(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var label : text.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.write(label.getBytes(StandardCharsets.US_ASCII));
    }
    if (!text.isEmpty()) bytes.write(0);
    return bytes.toByteArray();
  }

  private static byte[] word(String text) {
    var bytes = ByteBuffer.allocate(text.length() + 1).put((byte) text.length());
    return bytes.put(text.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static byte[] all(byte[]... parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) bytes.write(part);
    return bytes.toByteArray();
  }

  private static byte[] numbers(int... values) {
    var bytes = ByteBuffer.allocate(2 * values.length);
    for (int value : values) bytes.putShort((short) value);
    return bytes.array();
  }

  /// Answers the next question.
  ///
  /// @param code 0, or 3 for a name that is not
  private CompletableFuture<Void> answer(int code, int type, byte[]... records) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            var asked = new DatagramPacket(new byte[512], 512);
            server.receive(asked);
            int questionEnd = HEADER;
            while (asked.getData()[questionEnd] != 0) questionEnd++;
            questionEnd += 5;
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.write(asked.getData(), 0, 2);
            out.writeShort(0x8180 | code);
            out.writeShort(1);
            out.writeShort(records.length);
            out.writeInt(0);
            out.write(Arrays.copyOfRange(asked.getData(), HEADER, questionEnd));
            for (var record : records) {
              out.writeShort(0xc000 | HEADER);
              out.writeShort(type);
              out.writeShort(1);
              out.writeInt(60);
              out.writeShort(record.length);
              out.write(record);
            }
            server.send(
                new DatagramPacket(bytes.toByteArray(), bytes.size(), asked.getSocketAddress()));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void records_of_services_are_read() throws IOException {
    var answered =
        answer(
            0,
            33,
            all(numbers(10, 60, 5_070), name("sip1.example")),
            all(numbers(20, 0, 5_060), name("sip2.example")));
    assertThat(dns.srv("_sip._udp.example"))
        .containsExactlyInAnyOrder(
            new Srv(10, 60, 5_070, "sip1.example"), new Srv(20, 0, 5_060, "sip2.example"));
    answered.join();
  }

  @Test
  void records_of_names_are_read_but_for_those_with_a_rule() throws IOException {
    var answered =
        answer(
            0,
            35,
            all(numbers(10, 20), word("s"), word("SIP+D2T"), word(""), name("_sip._tcp.example")),
            all(numbers(10, 30), word("u"), word("E2U+sip"), word("!^.*$!sip:a b@c!"), name("x")));
    assertThat(dns.naptr("example"))
        .containsExactly(new Naptr(10, 20, "s", "SIP+D2T", "_sip._tcp.example"));
    answered.join();
  }

  @Test
  void a_name_that_is_not_has_no_records() throws IOException {
    var answered = answer(3, 33);
    assertThat(dns.srv("_sip._udp.example")).isEmpty();
    answered.join();
  }

  @Test
  void a_failure_of_the_server_is_one() {
    var answered = answer(2, 33);
    assertThatThrownBy(() -> dns.srv("_sip._udp.example")).isInstanceOf(IOException.class);
    answered.join();
  }

  @Test
  void other_naming_systems_are_never_asked() throws IOException {
    for (var name : List.of("ldap://127.0.0.1/x", "rmi:x", "java:comp", "a/b", "a..b", "")) {
      assertThat(dns.srv(name)).isEmpty();
      assertThat(dns.addresses(name)).isEmpty();
    }
    server.setSoTimeout(1);
    assertThatThrownBy(() -> server.receive(new DatagramPacket(new byte[1], 1)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void addresses_are_those_of_the_system() throws IOException {
    assertThat(dns.addresses("localhost")).contains(InetAddress.ofLiteral("127.0.0.1"));
  }
}

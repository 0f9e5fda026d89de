package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionKey;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Invalid frames, byte by byte (RFC 6455, section 5.2).
class RawFramesTest {
  private static final int CLOSE = 8;
  private static final int PONG = 10;

  private final EdgeServer server = EdgeServer.start("parley.http.socket.close-timeout = 500ms");
  private final SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "8101616161, 1002, unmasked text",
    "c18000000000, 1002, a reserved bit",
    "838000000000, 1002, a reserved opcode",
    "808000000000, 1002, a continuation of nothing",
    "098000000000, 1002, a ping in pieces",
    "89fe007e00000000, 1002, a ping of 126 bytes",
    "81ff800000000000000000000000, 1002, a length of 63 bits and more",
    "818200000000c328, 1007, what is not UTF-8",
    "828000000000, 1003, a binary message",
    "81ff000000000002000100000000, 1009, a message of 128 KiB + 1"
  })
  void an_invalid_frame_is_answered_with_a_reason_and_its_close_code(
      String bytes, int code, String what) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var in = open(socket);
      socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
      var closing = new StringBuilder();
      for (var frame = next(in); ; frame = next(in)) {
        if (frame.opcode() == CLOSE) {
          assertThat(code(frame)).as(what).isEqualTo(code);
          break;
        }
        closing.append(new String(frame.payload(), StandardCharsets.UTF_8));
      }
      assertThat(closing.toString()).contains("{\"type\":\"closing\",\"code\":" + code + ",");
      if (code == 1003) {
        // a close frame of the client ends the connection; without one the server waits briefly
        socket.getOutputStream().write(HexFormat.of().parseHex("888200000000" + "03e8"));
      }
      assertThat(in.read()).as("the connection ends").isEqualTo(-1);
    }
  }

  @Test
  void a_ping_between_the_pieces_of_a_message_is_answered_at_once() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var in = open(socket);
      var out = socket.getOutputStream();
      out.write(HexFormat.of().parseHex("018100000000" + "7b"));
      out.write(HexFormat.of().parseHex("898200000000" + "6869"));
      var frame = next(in);
      while (frame.opcode() != PONG) frame = next(in);
      assertThat(new String(frame.payload(), StandardCharsets.UTF_8)).isEqualTo("hi");
    }
  }

  private DataInputStream open(Socket socket) throws IOException {
    socket.setSoTimeout(Math.toIntExact(EdgeServer.PATIENCE.toMillis()));
    socket
        .getOutputStream()
        .write(
            """
            GET /v1/sessions/%s/socket HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Authorization: Bearer %s\r
            \r
            """
                .formatted(key.session(), server.port(), server.token(key))
                .getBytes(StandardCharsets.US_ASCII));
    var in = new DataInputStream(socket.getInputStream());
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.readUnsignedByte());
    // RFC 6455, section 1.3: the answer to the sample nonce
    assertThat(head.toString()).startsWith("HTTP/1.1 101").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    return in;
  }

  // the bytes of a frame are never compared
  @SuppressWarnings("ArrayRecordComponent")
  private record Frame(int opcode, byte[] payload) {}

  private static int code(Frame frame) {
    return ((frame.payload()[0] & 0xff) << 8) | (frame.payload()[1] & 0xff);
  }

  private static Frame next(DataInputStream in) throws IOException {
    int opcode = in.readUnsignedByte() & 0xf;
    int length = in.readUnsignedByte();
    if (length == 126) length = in.readUnsignedShort();
    return new Frame(opcode, in.readNBytes(length));
  }
}

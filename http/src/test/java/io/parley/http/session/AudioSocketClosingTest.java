package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionKey;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The close codes of a call's socket.
class AudioSocketClosingTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FRAME = 640;

  /// The connection ended without a close frame.
  private static final int CUT = -1;

  private VoiceServer voice;
  private SessionKey key;
  private Socket socket;
  private DataInputStream in;
  private String lastText = "";

  @BeforeEach
  void call() throws IOException {
    voice = new VoiceServer("");
    key = voice.edge.startSession();
    dial();
  }

  private void dial() throws IOException {
    if (socket != null) socket.close();
    socket = new Socket(InetAddress.getLoopbackAddress(), voice.port.address().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    send(
        """
        GET /v1/sessions/%s/voice/socket?codec=pcm&language=en HTTP/1.1\r
        Host: parley\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Protocol: parley.audio.v1, bearer.%s\r
        \r
        """
            .formatted(key.session(), voice.edge.token(key))
            .getBytes(StandardCharsets.US_ASCII));
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readByte());
    assertThat(head.toString())
        .startsWith("HTTP/1.1 101 ")
        .containsIgnoringCase("Sec-WebSocket-Protocol: parley.audio.v1");
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
    voice.close();
  }

  @Test
  void a_binary_message_beyond_the_limit_closes_the_socket() throws IOException {
    var first = frame(BINARY, new byte[FRAME]);
    first[0] = BINARY;
    send(first, frame(CONTINUATION, new byte[FRAME]));
    assertThat(closed()).isEqualTo(1011);
  }

  @Test
  void a_text_beyond_the_limit_closes_the_socket() throws IOException {
    send(frame(TEXT, new byte[1_025]));
    assertThat(closed()).isEqualTo(1011);
  }

  @Test
  void too_many_texts_close_the_socket() throws IOException {
    var all = new byte[2_000][];
    Arrays.fill(all, frame(TEXT, "{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8)));
    assertThat(hungUpOn(all)).isIn(1011, CUT);
  }

  @Test
  void violations_of_the_websocket_protocol_are_named() throws IOException {
    send(new byte[] {(byte) 0x81, 1, 'x'});
    assertThat(closed()).as("no mask").isEqualTo(1002);
    dial();
    var reserved = frame(TEXT, "{}".getBytes(StandardCharsets.UTF_8));
    reserved[0] |= 0x40;
    send(reserved);
    assertThat(closed()).as("a reserved bit").isEqualTo(1002);
    dial();
    send(frame(TEXT, new byte[] {(byte) 0xc3, 0x28}));
    assertThat(closed()).as("no UTF-8").isEqualTo(1007);
  }

  @Test
  void a_client_s_close_frame_is_answered_with_its_code_or_with_1000() throws IOException {
    send(frame(CLOSE, new byte[] {0x0f, (byte) 0xa0}));
    assertThat(closed()).isEqualTo(4000);
    dial();
    send(frame(CLOSE, new byte[0]));
    assertThat(closed()).isEqualTo(1000);
  }

  @Test
  void a_call_that_is_hung_up_over_http_ends_with_1000() throws IOException {
    var id = text().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v1/sessions/%s/voice/%s"
                        .formatted(voice.port.address().getPort(), key.session(), id)))
            .header("Authorization", "Bearer " + voice.edge.token(key))
            .DELETE()
            .build();
    var answer = voice.edge.client.sendAsync(request, BodyHandlers.ofString()).join();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(closed()).isEqualTo(1000);
    assertThat(lastText).isEqualTo("{\"type\":\"ended\"}");
  }

  @Test
  void a_draining_node_says_so_and_closes_with_1000() throws IOException {
    assertThat(text()).contains("\"type\":\"call\"");
    var _ = voice.calls.drain(Duration.ZERO, Duration.ZERO);
    assertThat(closed()).isEqualTo(1000);
    assertThat(lastText).contains("\"reason\":\"draining\"");
  }

  @Test
  void a_ping_is_answered() throws IOException {
    send(frame(PING, new byte[] {1, 2, 3}));
    int opcode;
    byte[] payload;
    do {
      opcode = in.readUnsignedByte() & 0xf;
      int length = in.readUnsignedByte();
      if (length == 126) length = in.readUnsignedShort();
      payload = in.readNBytes(length);
    } while (opcode != PONG);
    assertThat(payload).containsExactly(1, 2, 3);
  }

  private void send(byte[]... pieces) throws IOException {
    int length = 0;
    for (var piece : pieces) length += piece.length;
    var all = ByteBuffer.allocate(length);
    for (var piece : pieces) all.put(piece);
    socket.getOutputStream().write(all.array());
    socket.getOutputStream().flush();
  }

  /// A client's frame (RFC 6455, section 5.2), whose mask is zero.
  private static byte[] frame(int opcode, byte[] payload) {
    var bytes = ByteBuffer.allocate(8 + payload.length);
    bytes.put((byte) (0x80 | opcode));
    if (payload.length < 126) bytes.put((byte) (0x80 | payload.length));
    else bytes.put((byte) (0x80 | 126)).putShort((short) payload.length);
    bytes.putInt(0).put(payload);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private String text() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0xf;
      int length = in.readUnsignedByte();
      if (length == 126) length = in.readUnsignedShort();
      var payload = in.readNBytes(length);
      if (opcode == TEXT) return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /// The code of the server's close frame, which may come while the client still sends.
  private int hungUpOn(byte[]... pieces) throws IOException {
    try {
      send(pieces);
    } catch (SocketException cut) {
      return CUT;
    }
    return closed();
  }

  /// The code of the server's close frame.
  private int closed() throws IOException {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte();
        if (length == 126) length = in.readUnsignedShort();
        var payload = in.readNBytes(length);
        if (opcode == TEXT) lastText = new String(payload, StandardCharsets.UTF_8);
        if (opcode == CLOSE) return ByteBuffer.wrap(payload).getShort();
      }
    } catch (EOFException | SocketException _) {
      return CUT;
    }
  }
}

package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The audio socket byte by byte: fragmentation by the network, and violations by clients.
class AudioSocketTest {
  private static final String SIGN = "{\"type\":\"sign\"}";
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int TEXT = 1;
  private static final int BINARY = 2;

  /// 20 ms of linear PCM.
  private static final int FRAME = 640;

  private static final long FRAME_NANOS = 20_000_000;

  /// 0.8 s, a few words.
  private static final int LOUD_FRAMES = 40;

  private static final Duration PATIENCE = Duration.ofMillis(PATIENCE_MILLIS);

  /// An invalid message, which is answered.
  private static final byte[] NONSENSE = "{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8);

  private VoiceServer voice;
  private EdgeServer server;
  private SessionKey key;
  private Socket socket;
  private DataInputStream in;

  @BeforeEach
  void call() throws IOException {
    voice = new VoiceServer("");
    server = voice.edge;
    key = server.startSession();
    dial(server.token(key));
  }

  private void dial(String token) throws IOException {
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
            .formatted(key.session(), token)
            .getBytes(StandardCharsets.US_ASCII));
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readByte());
    assertThat(head.toString()).startsWith("HTTP/1.1 101 ");
    assertThat(text()).contains("\"type\":\"call\"").contains("\"sampleRate\":16000");
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    voice.close();
  }

  @Test
  void a_frame_in_two_tcp_segments_is_one_frame() throws IOException {
    var frame = frame(BINARY, new byte[FRAME]);
    // the server has read the answered frame and the half of the next one
    send(frame(TEXT, NONSENSE), part(frame, 0, 300));
    assertThat(text()).contains("rejected");
    send(part(frame, 300, frame.length), frame(TEXT, NONSENSE));
    assertThat(text()).contains("rejected");
    var cut = frame(TEXT, NONSENSE);
    send(frame(TEXT, NONSENSE), part(cut, 0, 9));
    assertThat(text()).contains("rejected");
    send(part(cut, 9, cut.length));
    assertThat(text()).contains("rejected");
  }

  @Test
  void a_frame_beyond_the_limit_ends_the_call() throws IOException {
    var frame = frame(BINARY, new byte[FRAME + 1]);
    send(frame(TEXT, NONSENSE), part(frame, 0, 300));
    assertThat(text()).contains("rejected");
    send(part(frame, 300, frame.length), frame(TEXT, NONSENSE));
    assertThat(text()).doesNotContain("rejected");
  }

  @Test
  void a_client_that_sends_too_many_frames_is_disconnected() throws IOException {
    int burst = server.edge.settings().socket().frameBurst();
    for (int i = 0; i < burst; i++) send(frame(TEXT, NONSENSE));
    for (int i = 0; i < burst; i++) assertThat(text()).contains("rejected");
    int flood = 10 * burst;
    var all = new byte[flood][];
    Arrays.fill(all, frame(TEXT, NONSENSE));
    send(all);
    int answered = 0;
    while (text().contains("rejected")) answered++;
    assertThat(answered).isLessThan(flood);
  }

  @Test
  void speech_in_a_call_counts_towards_the_message_limit() throws Exception {
    restart("parley.http.visitors { messages-per-address = 2, messages-per-block = 2 }");
    assertThat(write("w1").statusCode()).isEqualTo(202);
    try (var _ = talking()) {
      await().atMost(PATIENCE).until(() -> said() == 1);
      SessionCallsTest.isProblem(write("w2"), 429, "rate-limited");
    }
  }

  @Test
  void messages_beyond_the_limit_do_not_reach_the_session() throws Exception {
    restart("parley.http.visitors { messages-per-address = 1, messages-per-block = 1 }");
    assertThat(write("w1").statusCode()).isEqualTo(202);
    try (var _ = talking()) {
      await().atMost(PATIENCE).until(() -> refusedMessages() >= 1);
      assertThat(said()).isZero();
    }
  }

  private void restart(String edge) throws IOException {
    close();
    voice = new VoiceServer("", edge, new LoudVoice());
    server = voice.edge;
    key = server.startSession();
    dial(server.token(key));
  }

  private HttpResponse<String> write(String id) {
    return server.call(
        "POST",
        "/v1/sessions/" + key.session() + "/messages",
        "{\"id\":\"%s\",\"text\":\"hello\"}".formatted(id),
        "Authorization",
        "Bearer " + server.token(key));
  }

  private long said() {
    return voice.session.asked.stream().filter(SessionCommand.Say.class::isInstance).count();
  }

  private double refusedMessages() {
    return server.meters.counter("parley.refusals", "limit", "messages").count();
  }

  /// A caller speaks once and is then silent, until this is closed.
  private AutoCloseable talking() {
    var over = new AtomicBoolean();
    var loud = new byte[FRAME];
    Arrays.fill(loud, (byte) 1);
    var microphone =
        Thread.ofVirtual()
            .start(
                () -> {
                  long next = System.nanoTime();
                  for (int frame = 0; !over.get(); frame++) {
                    sendFrame(frame(BINARY, frame < LOUD_FRAMES ? loud : new byte[FRAME]));
                    next += FRAME_NANOS;
                    LockSupport.parkNanos(next - System.nanoTime());
                  }
                });
    return () -> {
      over.set(true);
      microphone.join();
    };
  }

  private void sendFrame(byte[] frame) {
    try {
      send(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_call_ends_with_its_token_unless_it_is_renewed() throws IOException {
    var life = Duration.ofHours(24).minusSeconds(5);
    var token = server.tokens.issue(key, Instant.now().minus(life)).token();
    dial(token);
    send(frame(TEXT, renewal("no-token-of-ours")));
    assertThat(text()).contains("rejected");
    assertThat(text()).contains("\"type\":\"ended\"").contains("token-expired");
    assertThat(text()).isEmpty();
    dial(server.tokens.issue(key, Instant.now().minus(life)).token());
    send(frame(TEXT, renewal(server.token(key))), frame(TEXT, NONSENSE));
    assertThat(text()).contains("rejected").doesNotContain("token");
    await().until(() -> voice.session.newest != null && !voice.session.newest.isOver());
    server.call(
        "DELETE",
        "/v1/sessions/" + key.session() + "/tokens",
        "",
        "Authorization",
        "Bearer " + EdgeServer.AGENT);
    assertThat(text()).contains("\"type\":\"ended\"").contains("token-expired");
    await().until(() -> voice.session.newest.isOver());
  }

  private static byte[] renewal(String token) {
    return "{\"type\":\"renew\",\"token\":\"%s\"}"
        .formatted(token)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_line_without_sound_shows_that_it_is_alive() throws IOException {
    assertThat(anyText()).isEqualTo(SIGN);
  }

  @Test
  void the_call_ends_when_the_socket_closes() throws IOException {
    await().until(() -> voice.session.newest != null);
    socket.close();
    await().atMost(Duration.ofMillis(PATIENCE_MILLIS)).until(() -> voice.session.newest.isOver());
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
    return part(bytes.array(), 0, bytes.position());
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /// The next text of the server; empty when it closes the socket. The next text but signs of life;
  /// empty when the socket is closed.
  private String text() throws IOException {
    var text = anyText();
    while (text.equals(SIGN)) text = anyText();
    return text;
  }

  private String anyText() throws IOException {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte();
        if (length == 126) length = in.readUnsignedShort();
        var payload = in.readNBytes(length);
        if (opcode == TEXT) return new String(payload, StandardCharsets.UTF_8);
      }
    } catch (EOFException _) {
      return "";
    }
  }
}

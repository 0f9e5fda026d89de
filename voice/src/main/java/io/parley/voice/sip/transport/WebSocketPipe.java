package io.parley.voice.sip.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// A WebSocket of ours (RFC 6455) over TCP or TLS, for SIP (RFC 7118): what is written and what is
/// handed over is one message each, as text where it is UTF-8. A ping stands for the line ends that
/// keep a connection open.
final class WebSocketPipe implements Pipe {
  private static final String HEAD_END = "\r\n\r\n";
  private static final int HEAD_MAX = 8_192;
  private static final byte[] LINE_END = {'\r', '\n'};

  /// Bytes that wait for the network, beyond which pings are not answered.
  private static final int PONGS_UNTIL = 1 << 16;

  private final Pipe under;
  private final Upgrade upgrade;
  private final WebSocketFrames frames;
  private final RandomGenerator random;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final Deque<byte[]> early = new ArrayDeque<>();
  private long earlyBytes;
  private boolean isReady;
  private boolean isClosed;

  /// @param messageMax bytes of a message that comes
  /// @param random unguessable, for masks
  WebSocketPipe(Pipe under, Upgrade upgrade, int messageMax, RandomGenerator random) {
    this.under = under;
    this.upgrade = upgrade;
    this.random = random;
    frames = new WebSocketFrames(messageMax);
    under.write(upgrade.request());
  }

  @Override
  public boolean read(Sink sink) throws IOException {
    var taking = new Taking(sink);
    try {
      boolean isOpen = under.read((bytes, length) -> take(bytes, length, taking));
      return isOpen && !isClosed;
    } catch (WebSocketFrames.Broken e) {
      close(new byte[] {(byte) (e.code() >> Byte.SIZE), (byte) e.code()});
      under.flush();
      throw e;
    }
  }

  private void take(byte[] bytes, int length, Taking taking) throws IOException {
    if (isClosed) return;
    if (isReady) {
      frames.put(bytes, length, taking);
      return;
    }
    head.write(bytes, 0, length);
    var answer = head.toString(ISO_8859_1);
    int end = answer.indexOf(HEAD_END);
    if (end < 0) {
      if (answer.length() > HEAD_MAX)
        throw new ProtocolException("a longer answer (expected: at most 8 KiB of headers)");
      return;
    }
    upgrade.check(answer.substring(0, end));
    isReady = true;
    head.reset();
    for (var message = early.poll(); message != null; message = early.poll()) write(message);
    earlyBytes = 0;
    var rest = answer.substring(end + HEAD_END.length()).getBytes(ISO_8859_1);
    frames.put(rest, rest.length, taking);
  }

  /// The content of frames, for the reader of the pipe.
  private final class Taking implements WebSocketFrames.Listener {
    private final Sink sink;

    Taking(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void message(byte[] message) throws IOException {
      if (!isClosed) sink.put(message, message.length);
    }

    @Override
    public void control(int opcode, byte[] payload) throws IOException {
      if (isClosed) return;
      switch (opcode) {
        case WebSocketFrames.PING -> {
          if (under.waiting() < PONGS_UNTIL) writeFrame(WebSocketFrames.PONG, payload);
        }
        case WebSocketFrames.PONG -> sink.put(LINE_END, LINE_END.length);
        default -> close(payload);
      }
    }
  }

  /// @param reason its code, and whatever may follow
  private void close(byte[] reason) {
    if (isClosed) return;
    isClosed = true;
    writeFrame(WebSocketFrames.CLOSE, Arrays.copyOf(reason, Math.min(2, reason.length)));
  }

  private void writeFrame(int opcode, byte[] payload) {
    under.write(WebSocketFrames.masked(opcode, payload, random));
  }

  @Override
  public void write(byte[] bytes) {
    if (isReady) {
      boolean isText = Arrays.equals(new String(bytes, UTF_8).getBytes(UTF_8), bytes);
      writeFrame(isText ? WebSocketFrames.TEXT : WebSocketFrames.BINARY, bytes);
    } else {
      early.add(bytes);
      earlyBytes += bytes.length;
    }
  }

  @Override
  public void writePing() {
    if (isReady) writeFrame(WebSocketFrames.PING, new byte[0]);
  }

  @Override
  public boolean flush() throws IOException {
    return under.flush();
  }

  @Override
  public long waiting() {
    return earlyBytes + under.waiting();
  }

  @Override
  public boolean isReady() {
    return isReady;
  }
}

package io.parley.voice.sip.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Frames of a WebSocket, of the client's side (RFC 6455, section 5): puts messages together, and
/// masks ours. For one connection and one thread at a time.
final class WebSocketFrames {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /// Codes of closing (RFC 6455, section 7.4.1).
  static final int WRONG = 1_002;

  static final int TOO_BIG = 1_009;

  private static final int LAST = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int CONTROL_MAX = 125;
  private static final int MASK_BYTES = 4;
  private static final int INITIAL_BYTES = 4_096;

  /// Takes what has come whole.
  interface Listener {
    /// @throws IOException to end the connection
    void message(byte[] message) throws IOException;

    /// @param opcode [#CLOSE], [#PING] or [#PONG]
    void control(int opcode, byte[] payload) throws IOException;
  }

  /// The other end broke the protocol.
  static final class Broken extends ProtocolException {
    private static final long serialVersionUID = 1;
    private final int code;

    Broken(int code, String found, String expected) {
      super("%s (expected: %s)".formatted(found, expected));
      this.code = code;
    }

    /// With which the socket is to be closed.
    int code() {
      return code;
    }
  }

  private final int messageMax;
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;
  private boolean isWithin;

  /// @param messageMax bytes of a message, of all its frames
  WebSocketFrames(int messageMax) {
    this.messageMax = messageMax;
  }

  /// @throws Broken if the other end breaks the protocol, or a limit
  void put(byte[] more, int length, Listener listener) throws IOException {
    if (size + length > bytes.length)
      bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
    System.arraycopy(more, 0, bytes, size, length);
    size += length;
    int from = 0;
    for (int end = frame(from, listener); end > from; end = frame(from, listener)) from = end;
    size -= from;
    System.arraycopy(bytes, from, bytes, 0, size);
  }

  /// @return where it ends, or `from` while it has not come whole
  private int frame(int from, Listener listener) throws IOException {
    if (size - from < 2) return from;
    int first = bytes[from] & 0xff;
    int second = bytes[from + 1] & 0xff;
    check(first, second);
    int lengthBytes = second == TWO_BYTES ? 2 : second == EIGHT_BYTES ? 8 : 0;
    int payload = from + 2 + lengthBytes;
    if (size < payload) return from;
    long length = lengthBytes == 0 ? second : number(from + 2, lengthBytes);
    if (length < 0 || length > messageMax - (isControl(first) ? 0 : parts.size()))
      throw new Broken(TOO_BIG, "a larger message", "at most " + messageMax + " bytes");
    if (size - payload < length) return from;
    int end = payload + (int) length;
    take(first, Arrays.copyOfRange(bytes, payload, end), listener);
    return end;
  }

  private long number(int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) number = (number << Byte.SIZE) | (bytes[i] & 0xff);
    return number;
  }

  private static boolean isControl(int first) {
    return (first & OPCODE) >= CLOSE;
  }

  private void check(int first, int second) throws Broken {
    if ((first & RESERVED) != 0) throw new Broken(WRONG, "reserved bits", "none");
    if ((second & MASKED) != 0) throw new Broken(WRONG, "a masked frame", "one without a mask");
    int opcode = first & OPCODE;
    switch (opcode) {
      case 0 -> {
        if (!isWithin) throw new Broken(WRONG, "a part of no message", "the first one before");
      }
      case TEXT, BINARY -> {
        if (isWithin) throw new Broken(WRONG, "a message within another", "the last part before");
      }
      case CLOSE, PING, PONG -> {
        if ((first & LAST) == 0 || second > CONTROL_MAX)
          throw new Broken(WRONG, "a control frame in parts, or a long one", "125 bytes at most");
      }
      default -> throw new Broken(WRONG, "opcode " + opcode, "one of RFC 6455");
    }
  }

  private void take(int first, byte[] payload, Listener listener) throws IOException {
    if (isControl(first)) {
      listener.control(first & OPCODE, payload);
      return;
    }
    parts.writeBytes(payload);
    isWithin = (first & LAST) == 0;
    if (isWithin) return;
    var message = parts.toByteArray();
    parts.reset();
    listener.message(message);
  }

  /// One of ours, whole.
  static byte[] masked(int opcode, byte[] payload, RandomGenerator random) {
    var frame = ByteBuffer.allocate(2 + Long.BYTES + MASK_BYTES + payload.length);
    frame.put((byte) (LAST | opcode));
    if (payload.length < TWO_BYTES) frame.put((byte) (MASKED | payload.length));
    else if (payload.length < 1 << Short.SIZE)
      frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) payload.length);
    else frame.put((byte) (MASKED | EIGHT_BYTES)).putLong(payload.length);
    var mask = new byte[MASK_BYTES];
    random.nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) frame.put((byte) (payload[i] ^ mask[i % MASK_BYTES]));
    return Arrays.copyOf(frame.array(), frame.position());
  }
}

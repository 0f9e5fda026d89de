package io.parley.http.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.pekko.util.ByteString;

/// Turns the frames of one WebSocket into messages (RFC 6455, section 5): unmasks them, assembles
/// the parts of a message up to a limit, and reports violations as soon as they show. Pure: no
/// stream, no clock.
final class FrameReader {
  private static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int CONTROL_BYTES_MAX = 125;
  private static final int NO_STATUS = 1005;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int NOT_UTF8 = 1007;

  private final int textBytesMax;
  private final int binaryBytesMax;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final ByteArrayOutputStream control = new ByteArrayOutputStream();
  private boolean fragmented;
  private boolean binary;
  private boolean discarding;
  private boolean skipping;
  private Header frame;
  private int masked;

  /// @param mask the four bytes, first byte highest; @param length of the payload in bytes
  record Header(int opcode, boolean fin, boolean reserved, OptionalInt mask, long length) {
    boolean isControl() {
      return opcode >= CLOSE;
    }
  }

  /// The result of a piece of input.
  sealed interface Read {
    /// More input is needed.
    record Nothing() implements Read {}

    record Text(String text) implements Read {}

    record Binary(ByteString bytes) implements Read {}

    record Ping(ByteString payload) implements Read {}

    record Pong() implements Read {}

    /// @param code the peer's, or that of its invalid close frame
    record Closed(int code) implements Read {}

    /// All later input is ignored.
    record Broken(Fault fault) implements Read {}
  }

  /// @param textBytesMax of one text; @param binaryBytesMax of one that is bytes, 0 to take none
  FrameReader(int textBytesMax, int binaryBytesMax) {
    this.textBytesMax = textBytesMax;
    this.binaryBytesMax = binaryBytesMax;
  }

  /// From now on only the peer's close frame matters.
  void discard() {
    discarding = true;
    message.reset();
  }

  /// A frame begins; `data` is the part of its payload that has arrived.
  Read start(Header header, ByteString data) {
    frame = header;
    masked = 0;
    control.reset();
    var wrong = wrong(header);
    skipping = wrong.isPresent();
    if (wrong.isEmpty()) return more(data, data.size() == header.length());
    boolean first = !discarding;
    discard();
    return first ? new Read.Broken(wrong.get()) : new Read.Nothing();
  }

  /// More of the frame's payload has arrived.
  Read more(ByteString data, boolean last) {
    if (skipping) return new Read.Nothing();
    if (frame.isControl() || !discarding) keep(data);
    if (!last) return new Read.Nothing();
    if (frame.isControl()) return control();
    if (discarding) return new Read.Nothing();
    fragmented = !frame.fin();
    return frame.fin() ? whole() : new Read.Nothing();
  }

  private Optional<Fault> wrong(Header header) {
    boolean sound =
        !header.reserved()
            && header.mask().isPresent()
            && (!header.isControl()
                || (header.opcode() <= PONG
                    && header.fin()
                    && header.length() <= CONTROL_BYTES_MAX));
    if (!sound) return Optional.of(Fault.PROTOCOL_ERROR);
    if (header.isControl() || discarding) return Optional.empty();
    if (header.opcode() == BINARY && binaryBytesMax == 0) return Optional.of(Fault.BYTES);
    boolean inOrder =
        fragmented
            ? header.opcode() == CONTINUATION
            : header.opcode() == TEXT || header.opcode() == BINARY;
    if (!inOrder) return Optional.of(Fault.PROTOCOL_ERROR);
    if (!fragmented) binary = header.opcode() == BINARY;
    int max = binary ? binaryBytesMax : textBytesMax;
    return header.length() > max - message.size() ? Optional.of(Fault.TOO_LARGE) : Optional.empty();
  }

  private void keep(ByteString data) {
    var into = frame.isControl() ? control : message;
    int mask = frame.mask().orElse(0);
    var bytes = data.toArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= (byte) (mask >>> (24 - 8 * (masked & 3)));
      masked++;
    }
    into.writeBytes(bytes);
  }

  private Read whole() {
    var bytes = message.toByteArray();
    message.reset();
    if (binary) return new Read.Binary(ByteString.fromArrayUnsafe(bytes));
    try {
      return new Read.Text(utf8(ByteBuffer.wrap(bytes)));
    } catch (CharacterCodingException e) {
      discard();
      return new Read.Broken(Fault.NOT_UTF8);
    }
  }

  private Read control() {
    var payload = control.toByteArray();
    return switch (frame.opcode()) {
      case PING -> discarding ? new Read.Nothing() : new Read.Ping(ByteString.fromArray(payload));
      case PONG -> new Read.Pong();
      default -> new Read.Closed(code(payload));
    };
  }

  /// The code to answer with: the same, unless it must not be sent (section 7.4).
  private static int code(byte[] payload) {
    if (payload.length == 0) return NO_STATUS;
    if (payload.length == 1) return PROTOCOL_ERROR;
    int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    boolean known =
        (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || code >= 3000;
    if (!known || code >= 5000) return PROTOCOL_ERROR;
    try {
      utf8(ByteBuffer.wrap(payload, 2, payload.length - 2));
      return code;
    } catch (CharacterCodingException e) {
      return NOT_UTF8;
    }
  }

  static boolean hasCode(int code) {
    return code != NO_STATUS;
  }

  private static String utf8(ByteBuffer bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }
}

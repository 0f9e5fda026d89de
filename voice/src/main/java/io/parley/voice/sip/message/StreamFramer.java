package io.parley.voice.sip.message;

import io.parley.voice.sip.message.Parsed.Refused;
import java.util.Arrays;
import java.util.Optional;

/// Cuts a stream into messages by their Content-Length (RFC 3261, section 18.3), and tells the line
/// ends that keep a connection open (RFC 5626, section 3.5.1). For one connection and one thread at
/// a time. Every byte is looked at once.
public final class StreamFramer implements Framer {
  /// The output of a stream.
  public sealed interface Frame {
    /// Two line ends, to be answered by one.
    record Ping() implements Frame {}

    record Message(Parsed parsed) implements Frame {}

    /// Where the next message begins is unknown: the connection is to be closed after the response
    /// that may be due.
    record Broken(Refused refused) implements Frame {}
  }

  private static final int INITIAL_BYTES = 4_096;

  private final MessageLimits limits;
  private final MessageParser parser;
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int from;
  private int to;
  private int searched;
  private Head head;
  private int bodyLength;
  private boolean isBroken;

  public StreamFramer(MessageLimits limits) {
    this.limits = limits;
    parser = new MessageParser(limits);
  }

  @Override
  public void put(byte[] more, int length) {
    if (isBroken) return;
    if (to + length > bytes.length) {
      int kept = to - from;
      var target =
          kept + length <= bytes.length
              ? bytes
              : new byte[Math.max(kept + length, 2 * bytes.length)];
      System.arraycopy(bytes, from, target, 0, kept);
      bytes = target;
      searched -= from;
      from = 0;
      to = kept;
    }
    System.arraycopy(more, 0, bytes, to, length);
    to += length;
  }

  @Override
  public Optional<Frame> next() {
    if (isBroken) return Optional.empty();
    if (head == null) {
      if (isPing()) return Optional.of(new Frame.Ping());
      var broken = readHead();
      if (broken.isPresent()) {
        isBroken = true;
        bytes = new byte[0];
        return Optional.of(broken.get());
      }
    }
    if (head == null || to - from < bodyLength) return Optional.empty();
    var parsed = parser.whole(head, Body.of(bytes, from, from + bodyLength));
    head = null;
    skip(bodyLength);
    return Optional.of(new Frame.Message(parsed));
  }

  /// Passes over single line ends too.
  private boolean isPing() {
    while (to - from >= 3 && isLineEnd(from)) {
      if (bytes[from + 2] != '\r') skip(2);
      else if (to - from >= 4 && isLineEnd(from + 2)) {
        skip(4);
        return true;
      } else return false;
    }
    return false;
  }

  private boolean isLineEnd(int at) {
    return bytes[at] == '\r' && bytes[at + 1] == '\n';
  }

  private Optional<Frame.Broken> readHead() {
    int max = from + limits.headBytesMax();
    int end = MessageParser.headEnd(bytes, Math.max(from, searched), Math.min(to, max));
    if (end < 0) {
      // the last three bytes may be the beginning of the empty line
      searched = Math.max(from, to - 3);
      return to < max
          ? Optional.empty()
          : Optional.of(new Frame.Broken(new Refused(MessageParser.NO_END, Optional.empty())));
    }
    var read = Head.read(bytes, from, end, limits);
    try {
      bodyLength =
          read.bodyLength(limits)
              .orElseThrow(() -> Malformed.expected("Content-Length", "none", "one in a stream"));
    } catch (Malformed e) {
      return Optional.of(new Frame.Broken(read.refused(e)));
    }
    head = read;
    skip(end + MessageParser.HEAD_END - from);
    return Optional.empty();
  }

  private void skip(int count) {
    from += count;
    searched = from;
    if (from < to) return;
    from = 0;
    to = 0;
    searched = 0;
    if (bytes.length > 16 * INITIAL_BYTES) bytes = Arrays.copyOf(bytes, INITIAL_BYTES);
  }
}

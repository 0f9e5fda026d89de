package io.parley.voice.sip.message;

import io.parley.voice.sip.message.StreamFramer.Frame;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Takes whole messages, one at a time, as WebSockets have them: with or without Content-Length
/// (RFC 7118, section 5). A wrong one ends nothing, since the next one begins by itself.
public final class MessageFramer implements Framer {
  private static final byte[] PING = {'\r', '\n', '\r', '\n'};

  private final MessageParser parser;
  private final Deque<Frame> frames = new ArrayDeque<>();

  public MessageFramer(MessageLimits limits) {
    parser = new MessageParser(limits);
  }

  @Override
  public void put(byte[] bytes, int length) {
    if (Arrays.equals(bytes, 0, length, PING, 0, PING.length)) frames.add(new Frame.Ping());
    else parser.datagram(bytes, length).ifPresent(each -> frames.add(new Frame.Message(each)));
  }

  @Override
  public Optional<Frame> next() {
    return Optional.ofNullable(frames.poll());
  }
}

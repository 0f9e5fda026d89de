package io.parley.voice.sip.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// TCP alone.
final class PlainPipe implements Pipe {
  private final SocketChannel channel;
  private final byte[] buffer;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private long waitingBytes;

  /// @param buffer for reading, which others of this thread may use too
  PlainPipe(SocketChannel channel, byte[] buffer) {
    this.channel = channel;
    this.buffer = buffer;
  }

  @Override
  public boolean read(Sink sink) throws IOException {
    int count = channel.read(ByteBuffer.wrap(buffer));
    if (count > 0) sink.put(buffer, count);
    return count >= 0;
  }

  @Override
  public void write(byte[] bytes) {
    waiting.add(ByteBuffer.wrap(bytes));
    waitingBytes += bytes.length;
  }

  @Override
  public boolean flush() throws IOException {
    if (!isReady()) return false;
    for (var next = waiting.peek(); next != null; next = waiting.peek()) {
      waitingBytes -= channel.write(next);
      if (next.hasRemaining()) return true;
      waiting.remove();
    }
    return false;
  }

  @Override
  public long waiting() {
    return waitingBytes;
  }

  @Override
  public boolean isReady() {
    return channel.isConnected();
  }
}

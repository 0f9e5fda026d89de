package io.parley.http.session;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A provider's WebSocket: remembers what comes, and sends at the pace of a telephone.
final class MadeLine implements WebSocket.Listener {
  private static final long FRAME_NANOS = 20_000_000;

  final List<Integer> codes = new CopyOnWriteArrayList<>();
  private final AtomicInteger played = new AtomicInteger();
  private WebSocket socket;

  /// One piece of sound, of 20 ms.
  interface Sender {
    void send(int chunk, boolean loud);
  }

  /// @param headers names and values
  MadeLine open(HttpClient client, URI uri, String... headers) {
    var builder = client.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) builder.header(headers[i], headers[i + 1]);
    socket = builder.buildAsync(uri, this).join();
    return this;
  }

  /// One at a time: the JDK's socket refuses a text while another is under way.
  synchronized void send(String text) {
    socket.sendText(text, true).join();
  }

  synchronized void send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /// 1.2 s of words, and as much silence.
  static void speak(Sender sender) {
    long next = System.nanoTime();
    for (int tick = 0; tick < 120; tick++) {
      sender.send(tick + 1, tick < 60);
      next += FRAME_NANOS;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /// How many pieces of sound have come.
  int played() {
    return played.get();
  }

  void hangUp() {
    socket.sendClose(1000, "").join();
  }

  /// Breaks, as a network does.
  void lose() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    if (data.toString().contains("\"event\":\"media\"")) played.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    played.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    codes.add(code);
    return null;
  }
}

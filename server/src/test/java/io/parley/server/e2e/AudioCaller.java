package io.parley.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A caller over the audio socket, as the page uses it where UDP is blocked: every 20 ms a frame of
/// speech or silence.
final class AudioCaller implements WebSocket.Listener, AutoCloseable {
  /// Sample rate of PCM, in Hz.
  static final int RATE = 16_000;

  private static final int TICK_MS = 20;
  private static final int FRAME_BYTES = 2 * RATE * TICK_MS / 1_000;
  private static final int LOUD = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService microphone =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final Queue<byte[]> words = new ConcurrentLinkedQueue<>();
  private final AtomicInteger heard = new AtomicInteger();
  private final CompletableFuture<String> call = new CompletableFuture<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final HeardSound sound = new HeardSound();
  private final long began = System.nanoTime();
  private volatile long heardAt = System.nanoTime();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private ScheduledFuture<?> ticking;

  private AudioCaller(URI address, String token) {
    socket =
        client
            .newWebSocketBuilder()
            .subprotocols("parley.audio.v1", "bearer." + token)
            .buildAsync(address, this)
            .join();
  }

  /// Starts a call of this session at that node, and waits until it is connected.
  static AudioCaller call(Served server, Caller.Session session) {
    var address =
        server.http("/v1/sessions/" + session.id() + "/voice/socket?codec=pcm").toString();
    var caller = new AudioCaller(URI.create(address.replace("http:", "ws:")), session.token());
    caller.call.orTimeout(60, TimeUnit.SECONDS).join();
    caller.ticking =
        caller.microphone.scheduleAtFixedRate(caller::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    return caller;
  }

  String id() {
    return call.join();
  }

  /// Speaks in real time.
  ///
  /// @param samples of 16 kHz, little endian
  void say(byte[] samples) {
    for (int at = 0; at < samples.length; at += FRAME_BYTES) {
      var frame = new byte[FRAME_BYTES];
      System.arraycopy(samples, at, frame, 0, Math.min(FRAME_BYTES, samples.length - at));
      words.add(frame);
    }
  }

  /// Stops sending, even silence.
  void fallSilent() {
    ticking.cancel(false);
  }

  /// The number of frames still to be spoken.
  int left() {
    return words.size();
  }

  /// The time since the call was opened.
  Duration now() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// Everything that was received, by [#now].
  HeardSound sound() {
    return sound;
  }

  /// The number of received frames that were not silence.
  int heard() {
    return heard.get();
  }

  /// How long it has been silent.
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - heardAt);
  }

  /// The received reasons for the end of the call; empty while it continues.
  List<String> ends() {
    return List.copyOf(ends);
  }

  private void tick() {
    var frame = words.poll();
    socket.sendBinary(ByteBuffer.wrap(frame == null ? new byte[FRAME_BYTES] : frame), true).join();
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    var samples = new short[data.remaining() / Short.BYTES];
    data.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    sound.add(now(), samples);
    boolean loud = false;
    for (short sample : samples) loud |= Math.abs(sample) > LOUD;
    if (loud) {
      heard.incrementAndGet();
      heardAt = System.nanoTime();
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      told(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void told(String text) {
    try {
      JsonNode told = JSON.readTree(text);
      switch (told.path("type").asText()) {
        case "call" -> call.complete(told.get("id").asText());
        case "ended" -> ends.add(text);
        default -> {}
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ends.add("closed with " + code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    ends.add(failure.toString());
  }

  @Override
  public void close() {
    microphone.shutdownNow();
    socket.abort();
    client.shutdownNow();
  }
}

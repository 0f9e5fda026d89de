package io.parley.bench.sip;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A server of speech with OpenAI's API that takes no time: every sound is the same sentence, and
/// every text is three seconds of a low tone.
final class SpeechDouble implements AutoCloseable {
  private static final int RATE = 24_000;
  private static final int SECONDS = 3;
  private static final int HERTZ = 150;
  private static final int LOUDNESS = 4_000;
  private static final byte[] TRANSCRIPT =
      "{\"text\":\"Where is my order?\"}".getBytes(StandardCharsets.UTF_8);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong heard = new AtomicLong();
  private final byte[] tone = tone();
  private final HttpServer server;

  SpeechDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/audio/transcriptions",
        exchange -> {
          answer(exchange, "application/json", TRANSCRIPT);
          heard.incrementAndGet();
        });
    server.createContext("/v1/audio/speech", exchange -> answer(exchange, "audio/pcm", tone));
    server.setExecutor(threads);
    server.start();
  }

  private static byte[] tone() {
    var samples = ByteBuffer.allocate(SECONDS * RATE * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SECONDS * RATE; i++)
      samples.putShort((short) (LOUDNESS * Math.sin(2 * Math.PI * HERTZ * i / RATE)));
    return samples.array();
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// Settings with which calls use this server alone, and ask it for each clause: nothing is kept
  /// as sound, or made ahead.
  String settings() {
    return """
    parley.voice {
      ears = [double]
      voices = [double]
      phrases.bytes-max = 1
      lines.en.openings = []
      providers.double { kind = openai, url = "http://127.0.0.1:%d/v1", answer-form = json }
    }
    """
        .formatted(server.getAddress().getPort());
  }

  /// Utterances of callers so far.
  long heard() {
    return heard.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

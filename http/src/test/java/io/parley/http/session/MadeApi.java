package io.parley.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.http.json.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider's API that takes JSON: remembers each request, and answers it.
final class MadeApi implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Asked> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Answers answers;

  /// A request.
  ///
  /// @param path as it came, escapes included; @param credential as in `Authorization`
  record Asked(String method, String path, String credential, JsonNode body) {}

  /// @param status of HTTP; @param body may be empty
  record Answer(int status, String body) {}

  interface Answers {
    Answer to(Asked asked);
  }

  MadeApi(Answers answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var asked =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            JsonText.object(text.isEmpty() ? "{}" : text));
    var answer = answers.to(asked);
    count.incrementAndGet();
    waiting.add(asked);
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The next request.
  Asked next() {
    try {
      var next = waiting.poll(60, TimeUnit.SECONDS);
      if (next == null) throw new AssertionError("no request came");
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for a request", e);
    }
  }

  /// How many requests came in all.
  int count() {
    return count.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

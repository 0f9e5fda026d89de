package io.parley.tools.model.langchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.tools.json.Jackson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on a real socket that speaks the wire format of OpenAI's chat completions, and
/// misbehaves on demand.
final class OpenAiDouble implements AutoCloseable {
  /// Answers one request.
  interface Script {
    void answer(HttpExchange exchange) throws IOException;
  }

  final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  final CompletableFuture<Void> hungUp = new CompletableFuture<>();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile Script script = _ -> {};

  OpenAiDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(executor);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            requests.add(
                Jackson.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                    .orElseThrow());
            authorizations.add(
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            script.answer(exchange);
          }
        });
    server.start();
  }

  URI url() {
    return URI.create(
        "http://%s:%d/v1"
            .formatted(server.getAddress().getHostString(), server.getAddress().getPort()));
  }

  OpenAiDouble answering(Script script) {
    this.script = script;
    return this;
  }

  /// The events, each written by itself, and a proper end.
  OpenAiDouble streaming(String... events) {
    return answering(
        exchange -> {
          try (var out = stream(exchange)) {
            for (var event : events) write(out, event);
          }
        });
  }

  /// Every byte by itself: no edge of a character or a line is left out.
  OpenAiDouble streamingBytewise(String... events) {
    return answering(
        exchange -> {
          try (var out = stream(exchange)) {
            for (var event : events)
              for (byte b : framed(event)) {
                out.write(b);
                out.flush();
              }
          }
        });
  }

  /// The events, and then the connection is gone in the middle of the body.
  OpenAiDouble cutAfter(String... events) {
    return answering(
        exchange -> {
          var out = stream(exchange);
          for (var event : events) write(out, event);
        });
  }

  /// The events, and then nothing until the test is over.
  OpenAiDouble silentAfter(String... events) {
    return answering(
        exchange -> {
          var out = stream(exchange);
          for (var event : events) write(out, event);
          end.join();
        });
  }

  /// The events, and once `go` is there words without end, until the client hangs up.
  OpenAiDouble endlessAfter(CompletableFuture<Void> go, String... events) {
    return answering(
        exchange -> {
          var out = stream(exchange);
          for (var event : events) write(out, event);
          go.join();
          try {
            while (!end.isDone()) write(out, Wire.text("x".repeat(1_000)));
          } catch (IOException e) {
            hungUp.complete(null);
          }
        });
  }

  OpenAiDouble failing(int status, String contentType, String body) {
    return answering(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", contentType);
          var bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  @Override
  public void close() {
    end.complete(null);
    server.stop(0);
    executor.shutdownNow();
  }

  private static OutputStream stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void write(OutputStream out, String event) throws IOException {
    out.write(framed(event));
    out.flush();
  }

  private static byte[] framed(String event) {
    return ("data: " + event + "\n\n").getBytes(UTF_8);
  }
}

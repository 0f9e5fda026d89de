package io.parley.tools.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A service that speaks HTTP, on a port of this machine. It notes each request.
final class ServiceDouble implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Function<Received, Said>> answers = new ConcurrentHashMap<>();
  final List<Received> received = new CopyOnWriteArrayList<>();

  /// @param target path and query, as they were sent
  /// @param headers by names in small letters
  record Received(String method, String target, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  record Said(int status, Map<String, String> headers, String body) {
    static Said json(String body) {
      return json(200, body);
    }

    static Said json(int status, String body) {
      return new Said(status, Map.of("Content-Type", "application/json"), body);
    }
  }

  ServiceDouble() {
    this(plain());
  }

  ServiceDouble(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port();
  }

  /// @param place method and path, as they are sent
  void answer(String place, Said said) {
    answer(place, _ -> said);
  }

  void answer(String place, Function<Received, Said> said) {
    answers.put(place, said);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new ConcurrentHashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      var uri = exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var request = new Received(exchange.getRequestMethod(), uri.toString(), headers, body);
      received.add(request);
      var said =
          answers
              .getOrDefault(request.method() + " " + uri.getRawPath(), _ -> Said.json(404, "{}"))
              .apply(request);
      said.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      var bytes = said.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    }
  }

  Received last() {
    return received.getLast();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

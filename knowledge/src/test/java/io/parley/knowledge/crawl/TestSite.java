package io.parley.knowledge.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A small site over a real socket. It answers conditional requests as RFC 9110 says.
final class TestSite implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /// @param headers sent with it
  record Page(int status, Map<String, String> headers, String body) {}

  TestSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// An HTML page with this title, this text and links to these paths.
  void page(String path, String title, String... links) {
    page(path, title, "", links);
  }

  void page(String path, String title, String head, String[] links) {
    var body =
        new StringBuilder(
            "<html><head>%s</head><body><main><h1>%s</h1><p>Text of %2$s.</p>"
                .formatted(head, title));
    for (var link : links) body.append("<a href=\"").append(link).append("\">link</a> ");
    put(
        path,
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        body + "</main></body></html>");
  }

  void put(String path, int status, Map<String, String> headers, String body) {
    pages.put(path, new Page(status, headers, body));
  }

  void remove(String path) {
    pages.remove(path);
  }

  /// `GET /path`, with the conditions of the request after it, since the last call.
  List<String> requests() {
    synchronized (requests) {
      var all = List.copyOf(requests);
      requests.clear();
      return all;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().toString();
      var etag = exchange.getRequestHeaders().getFirst("If-None-Match");
      var since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
      requests.add(path + (etag == null ? "" : " " + etag) + (since == null ? "" : " since"));
      var page = pages.getOrDefault(path, new Page(404, Map.of(), "not here"));
      page.headers().forEach(exchange.getResponseHeaders()::set);
      var own = page.headers().get("ETag");
      if (own != null && own.equals(etag)) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      var bytes = page.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(page.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

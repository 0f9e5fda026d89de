package io.parley.server.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// A proxy that removes all response headers except the type: a browser behind it sees the server's
/// pages like a browser without support for policies.
final class PolicyStripper implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HttpServer server;
  private final String behind;

  private PolicyStripper(HttpServer server, String behind) {
    this.server = server;
    this.behind = behind;
  }

  /// @param behind origin of the server
  static PolicyStripper before(String behind) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var stripper = new PolicyStripper(server, behind);
    server.createContext("/", stripper::answer);
    server.start();
    return stripper;
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var address = URI.create(behind + exchange.getRequestURI());
      var answer =
          HTTP.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray())
              .join();
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }
}

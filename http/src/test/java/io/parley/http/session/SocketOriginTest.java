package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which origins may open a WebSocket. Browsers send `Origin` without a preflight, so the server
/// must check it (RFC 6455, section 10.2).
class SocketOriginTest {
  private static EdgeServer server;
  private static String path;

  @BeforeAll
  static void start() {
    server = EdgeServer.start();
    path = server.socketUri(server.startSession(), 0).getRawPath();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String handshake(String origin) throws IOException {
    return handshake("parley.v1", origin);
  }

  /// @param origin a line of the header, or nothing
  /// @return the head of the answer
  private static String handshake(String protocols, String origin) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(Math.toIntExact(EdgeServer.PATIENCE.toMillis()));
      var request =
          "GET %s HTTP/1.1\r\nHost: chat.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: %s\r\n%s\r\n"
              .formatted(path, protocols, origin);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var head = new StringBuilder();
      for (int next = socket.getInputStream().read();
          next >= 0 && head.indexOf("\r\n\r\n") < 0;
          next = socket.getInputStream().read()) head.append((char) next);
      return head.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://shop.example",
        "https://shop.example.evil.example",
        "https://shop.example:8443",
        "https://SHOP.example@evil.example",
        "null",
        "chat.example",
        "file://",
        "",
      })
  void other_origins_are_refused(String origin) throws IOException {
    assertThat(handshake("Origin: " + origin + "\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain("Access-Control-Allow-Origin");
  }

  @Test
  void a_foreign_pages_guesses_at_keys_do_not_slow_its_visitors() throws IOException {
    var guess = "parley.v1, bearer.pk_0123456789abcdef_" + "A".repeat(43);
    for (int i = 0; i < 20; i++)
      assertThat(handshake(guess, "Origin: https://evil.example\r\n")).startsWith("HTTP/1.1 403 ");
    assertThat(handshake(guess, "")).as("no pause").startsWith("HTTP/1.1 401 ");
  }

  @Test
  void a_second_origin_header_does_not_help() throws IOException {
    assertThat(handshake("Origin: https://evil.example\r\nOrigin: https://shop.example\r\n"))
        .doesNotStartWith("HTTP/1.1 101 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Origin: https://shop.example\r\n", "Origin: https://chat.example\r\n"})
  void same_origin_listed_origins_and_non_browsers_connect(String origin) throws IOException {
    assertThat(handshake(origin)).startsWith("HTTP/1.1 101 ");
  }
}

package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Requests that cannot be parsed are still answered with a problem, which does not quote them.
class UnparsedRequestsTest {
  private static EdgeServer server;

  @BeforeAll
  static void start() {
    server = EdgeServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String answer(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(Math.toIntExact(EdgeServer.PATIENCE.toMillis()));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void isProblem(String answer, int status, String type) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("Content-Type: application/problem+json")
        .contains("X-Request-Id: ")
        .contains("\"type\":\"/problems/" + type + "\"")
        .doesNotContain("secret", "Exception", "pekko");
  }

  @Test
  void a_header_that_is_too_long() throws IOException {
    isProblem(
        answer("GET / HTTP/1.1\r\nHost: x\r\nX-Secret: " + "secret".repeat(2_000) + "\r\n\r\n"),
        431,
        "headers-too-large");
  }

  @Test
  void too_many_headers() throws IOException {
    isProblem(
        answer("GET / HTTP/1.1\r\nHost: x\r\n" + "X-A: secret\r\n".repeat(100) + "\r\n"),
        400,
        "invalid-request");
  }

  @Test
  void an_address_that_is_too_long() throws IOException {
    isProblem(
        answer("GET /" + "secret".repeat(1_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        400,
        "invalid-request");
  }

  @Test
  void a_request_that_is_not_http() throws IOException {
    isProblem(answer("GET /secret FTP/1.0\r\n\r\n"), 400, "invalid-request");
  }

  @Test
  void a_content_length_beyond_the_limit() throws IOException {
    isProblem(
        answer(
            "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{}"),
        413,
        "body-too-large");
  }
}

package io.parley.server.e2e;

import java.util.List;

/// Requests of an attacker, broken in every known way. Each character is a byte (ISO 8859-1), which
/// allows invalid UTF-8.
final class Hostility {
  private static final int LONG = 3_000;
  private static final int TOO_LONG = 9_000;
  private static final int DEEP = 20_000;
  private static final int TOO_LARGE = 70_000;

  private static final String CHUNKED =
      lines(
          "POST /v1/sessions HTTP/1.1",
          "Host: x",
          "Connection: close",
          "Transfer-Encoding: chunked",
          "Content-Type: application/json",
          "");

  /// Replacements for an id or a name in a path.
  static final List<String> VALUES =
      List.of(
          "%00",
          "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "..",
          "%5C..%5C",
          "%",
          "%zz",
          "%ff%fe",
          "%C0%AF",
          "%252e",
          "%0d%0aX-Evil:1",
          "%F0%9F%98%80",
          "'%20OR%201=1--",
          "<script>alert(1)</script>",
          "a;b=c",
          "\u00c3\u00a4",
          "-1",
          "+",
          "nobody",
          "a".repeat(LONG));

  /// Suffixes of a path.
  static final List<String> QUERIES =
      List.of(
          "?after=-1&limit=-5&limit=7",
          "?after=99999999999999999999999",
          "?after=%ff&limit=0",
          "?limit=abc",
          "?%",
          "?a=%00&under=%00&tenant=%00",
          "?status=nope&state=nope&kind=nope&by=nope",
          "?from=x&to=y",
          "?from=-999999999-01-01&to=%2B999999999-12-31",
          "?from=2026-02-31",
          "?customer=" + "a".repeat(LONG),
          "?&&&==");

  /// Bodies of a request that expects JSON.
  static final List<String> BODIES =
      List.of(
          "{",
          "[]",
          "null",
          "{\"id\":1e999,\"level\":{}}",
          "[".repeat(DEEP),
          "{\"a\":".repeat(DEEP / 4),
          "{\"id\":\"a\",\"id\":\"b\"}",
          "{\"id\":\"\\u0000\",\"text\":\"\\u0000\"}",
          "{\"id\":\"m\",\"text\":\"\u00ff\u00fe\"}",
          "{\"id\":\"\\ud800\",\"text\":\"x\\udfff\"}",
          "{\"id\":{\"$ne\":1},\"text\":[\"a\"],\"metadata\":[1],\"customer\":\"x\",\"agent\":{}}",
          "{\"@class\":\"a.b.C\",\"id\":\"a\",\"text\":7,\"level\":\"NOPE\",\"stars\":1e400}",
          "{\"text\":" + "9".repeat(DEEP) + "}",
          "{\"id\":\"x\",\"text\":\"y\"}{\"id\":\"z\"}",
          "\0".repeat(100),
          "x".repeat(TOO_LARGE));

  /// Header lines, some of them several at once.
  static final List<String> HEADERS =
      List.of(
          "Host: evil.example",
          "Authorization: Bearer",
          "Authorization: Bearer a.b.c",
          "Authorization: Bearer e30.e30.e30",
          "Authorization: Basic Og==",
          "Authorization: " + "x".repeat(LONG),
          "Origin: https://evil.example",
          "Origin: null",
          "X-Request-Id: <script>",
          "X-Forwarded-For: " + "1.1.1.1,".repeat(LONG / 8),
          "Accept: ;;;",
          "Accept: text/event-stream\r\nLast-Event-ID: 99999999999999999999999",
          "Range: bytes=0-99999999999999,5-",
          "If-None-Match: " + "\"a\",".repeat(LONG / 4),
          "If-Modified-Since: yesterday",
          "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
          lines("Upgrade: websocket", "Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 13"),
          lines(
              "Upgrade: websocket",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version: 12"),
          "traceparent: 00-" + "f".repeat(LONG) + "-01",
          "Expect: nonsense",
          "Transfer-Encoding: chunked\r\nContent-Length: 5",
          "Transfer-Encoding: xchunked",
          "Transfer-Encoding: gzip, chunked",
          "Content-Length: -1",
          "Content-Length: 1\r\nContent-Length: 2",
          "Content-Length: 99999999999999999999",
          "Content-Encoding: gzip",
          "X: \u0001\u0002",
          "X: \0",
          "No-Colon",
          ": empty",
          "Idempotency-Key: " + "k".repeat(LONG),
          "a".repeat(TOO_LONG) + ": b");

  /// Invalid requests.
  static final List<String> REQUESTS =
      List.of(
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
          "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET //evil.example/%2f.. HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /web/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /\u007f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: \u00ff\u00fe\r\nConnection: close\r\n\r\n",
          "GET /" + "a".repeat(TOO_LONG) + " HTTP/1.1\r\nHost: x\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" + "a".repeat(100),
          "A".repeat(DEEP) + "\r\n\r\n",
          lines(CHUNKED, "ZZ", "{}", "0", "", ""),
          lines(CHUNKED, "ffffffffffffffff", "{}"),
          "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");

  private Hostility() {}

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  /// The last request on its connection.
  ///
  /// @param header lines, may be empty
  static String request(String method, String target, String header, String body) {
    var text = new StringBuilder();
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    text.append("Connection: close\r\n");
    if (!header.startsWith("Host:")) text.append("Host: 127.0.0.1\r\n");
    if (!header.isEmpty()) text.append(header).append("\r\n");
    if (!body.isEmpty())
      text.append("Content-Type: application/json\r\nContent-Length: ")
          .append(body.length())
          .append("\r\n");
    return text.append("\r\n").append(body).toString();
  }
}

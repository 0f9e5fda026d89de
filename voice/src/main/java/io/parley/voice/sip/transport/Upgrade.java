package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.HostPort;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The request of HTTP by which a WebSocket of ours begins, and the check of its answer (RFC 6455,
/// section 4.1), under the subprotocol `sip` (RFC 7118, section 4).
final class Upgrade {
  private static final String PROTOCOL = "sip";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;

  private final Peer to;
  private final String key;

  /// @param random for the key, which shows that the answer is not one to another request
  Upgrade(Peer to, RandomGenerator random) {
    this.to = to;
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    key = Base64.getEncoder().encodeToString(bytes);
  }

  byte[] request() {
    int port = to.address().getPort();
    boolean isUsual = port == to.transport().defaultPort();
    return """
    GET %s HTTP/1.1\r
    Host: %s\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Key: %s\r
    Sec-WebSocket-Version: 13\r
    Sec-WebSocket-Protocol: %s\r
    \r
    """
        .formatted(to.path(), HostPort.ofAddress(to.domain(), isUsual ? 0 : port), key, PROTOCOL)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// @param head status line and headers of the answer, without the empty line
  /// @throws ProtocolException if the other end did not agree
  void check(String head) throws ProtocolException {
    var lines = List.of(head.split("\r\n", -1));
    var status = lines.getFirst();
    if (!status.startsWith("HTTP/1.1 101"))
      throw new ProtocolException(
          "the other end answered %s (expected: 101)".formatted(number(status)));
    var headers = headers(lines.subList(1, lines.size()));
    expect(headers, "upgrade", "websocket");
    var connection = List.of(headers.getOrDefault("connection", "").split(",", -1));
    if (connection.stream().noneMatch(token -> token.strip().equalsIgnoreCase("upgrade")))
      throw new ProtocolException("Connection: something else (expected: Upgrade)");
    expect(headers, "sec-websocket-protocol", PROTOCOL);
    if (!headers.getOrDefault("sec-websocket-accept", "").equals(accept()))
      throw new ProtocolException("Sec-WebSocket-Accept: not of our key (expected: of it)");
    if (headers.containsKey("sec-websocket-extensions"))
      throw new ProtocolException("Sec-WebSocket-Extensions: some (expected: none)");
  }

  /// For the log: the line itself is of the other end.
  private static String number(String status) {
    var parts = List.of(status.split(" ", -1));
    boolean isNumber =
        parts.size() > 1
            && parts.get(1).length() == 3
            && parts.get(1).chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? parts.get(1) : "something else than HTTP";
  }

  private static Map<String, String> headers(List<String> lines) {
    var headers = new HashMap<String, String>();
    for (var line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) continue;
      var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (one, more) -> one + ", " + more);
    }
    return headers;
  }

  private static void expect(Map<String, String> headers, String name, String value)
      throws ProtocolException {
    if (!headers.getOrDefault(name, "").equalsIgnoreCase(value))
      throw new ProtocolException("%s: none, or another one (expected: %s)".formatted(name, value));
  }

  private String accept() {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(digest.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}

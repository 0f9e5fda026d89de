package io.parley.outbound.guard;

import static io.parley.outbound.guard.RawServer.write;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;

/// Servers, names and a client for tests of the guarded way out.
abstract class GuardScene {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  static final GuardLimits LIMITS =
      new GuardLimits(seconds(10), seconds(20), seconds(20), seconds(40), 1 << 20);

  static final GuardSettings NOTHING = new GuardSettings(Allowed.NOTHING, LIMITS, 32 << 10, 5, 16);

  final List<AutoCloseable> open = new ArrayList<>();
  final List<String> resolved = new ArrayList<>();
  final Map<String, List<InetAddress>> names =
      Map.of(
          "shop.example", List.of(address("127.0.0.1")),
          "other.example", List.of(address("127.0.0.1")),
          "rebound.example", List.of(address("93.184.216.34"), address("127.0.0.1")));

  @AfterEach
  void close() throws Exception {
    for (var each : open) each.close();
  }

  RawServer serve(String answer) throws IOException {
    return kept(RawServer.answering(answer));
  }

  RawServer start(RawServer.Script script) throws IOException {
    return kept(new RawServer(script));
  }

  RawServer serveAndStall(String answer) throws IOException {
    return start(
        to -> {
          write(to, answer);
          new CountDownLatch(1).await();
        });
  }

  RawServer kept(RawServer server) {
    open.add(server);
    return server;
  }

  GuardedHttp guard(RawServer server) {
    return guard(allowing("shop.example:" + server.port()));
  }

  GuardedHttp guard(GuardSettings settings) {
    var guard = new GuardedHttp(settings, this::resolve, Optional.empty());
    open.add(guard);
    return guard;
  }

  static GuardSettings allowing(String... entries) {
    return new GuardSettings(Allowed.of("allow", List.of(entries)), LIMITS, 32 << 10, 5, 16);
  }

  List<InetAddress> resolve(String host) throws UnknownHostException {
    resolved.add(host);
    if (!names.containsKey(host)) throw new UnknownHostException(host);
    return names.get(host);
  }

  static GuardFailure failure(GuardedHttp guard, GuardedRequest request) {
    return failure(guard.prepare(request));
  }

  /// Of sending, or of reading the body.
  static GuardFailure failure(GuardedCall call) {
    return catchThrowableOfType(
        GuardFailure.class,
        () -> {
          try (var answer = call.send()) {
            answer.bytes();
          }
        });
  }

  static String redirect(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n".formatted(location);
  }

  static GuardedRequest get(String uri) {
    return GuardedRequest.get(URI.create(uri));
  }

  static URI uri(RawServer server, String path) {
    return URI.create("http://shop.example:" + server.port() + path);
  }

  static byte[] gzip(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}

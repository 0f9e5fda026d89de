package io.parley.voice.testing;

import com.sun.net.httpserver.HttpServer;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls.Order;
import io.parley.voice.telephony.TelephonyFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that takes the place of a provider's API, answers as a test wants, and remembers what
/// was asked; and the table in which orders are claimed.
public final class MadeProvider implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  /// A request.
  ///
  /// @param uri path and query; @param credential as in `Authorization`
  public record Asked(String method, String uri, String credential, String body) {}

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ClaimedKeys keys = new ClaimedKeys();
  private final HttpServer server;
  private final GuardedHttp http;
  private volatile int status;
  private volatile String answer;

  /// Answers so, until it [#answers] otherwise.
  public MadeProvider(int status, String answer) throws IOException {
    answers(status, answer);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              new Asked(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  body));
          var bytes = this.answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(this.status, bytes.length == 0 ? -1 : bytes.length);
          if (bytes.length > 0) exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    http =
        GuardedHttp.open(
            new GuardSettings(
                Allowed.of("allow", List.of("127.0.0.0/8")),
                new GuardLimits(LONG, LONG, LONG, LONG, 1 << 20),
                32 * 1024,
                5,
                100));
  }

  public void answers(int with, String body) {
    status = with;
    answer = body;
  }

  /// Nobody answers at its address any more.
  public void vanish() {
    server.stop(0);
  }

  public URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public GuardedHttp http() {
    return http;
  }

  public DialClaims claims() {
    return new DialClaims(keys);
  }

  /// How many orders were claimed.
  public int claimed() {
    return keys.count();
  }

  /// The oldest first.
  public List<Asked> asked() {
    return asked;
  }

  /// An order to call this number, in German.
  public static Order order(String key, String to) {
    return new Order(
        TenantId.DEFAULT,
        key,
        "+4930111",
        to,
        Optional.of("support"),
        Optional.of("de"),
        Duration.ofSeconds(25));
  }

  /// The failure of a stage that was joined.
  public static TelephonyFailure failure(Runnable work) {
    try {
      work.run();
    } catch (CompletionException e) {
      return (TelephonyFailure) e.getCause();
    }
    throw new AssertionError("it did not fail");
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}

package io.parley.identity.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.parley.identity.jws.VerificationKey;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedJwksTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final GuardLimits LIMITS = new GuardLimits(LONG, LONG, LONG, LONG, 1 << 20);

  private HttpServer server;
  private GuardedHttp http;
  private int status = 200;
  private String body = ShopBackend.published(ShopBackend.p256("e1"));

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    http = open("127.0.0.0/8");
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop(0);
  }

  @Test
  void keys_are_read_from_a_server() throws IOException {
    assertThat(fetch()).extracting(key -> key.id().orElseThrow()).containsExactly("e1");
  }

  @Test
  void other_statuses_and_redirects_are_no_answer() {
    for (int each : new int[] {302, 404, 500}) {
      status = each;
      assertThatThrownBy(this::fetch)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("" + each);
    }
  }

  @Test
  void a_set_over_the_limit_is_not_read() {
    body = "{\"keys\":[]," + "\"x\":\"" + "x".repeat(256 << 10) + "\"}";
    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            GuardFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(GuardFailure.Category.TOO_LARGE));
  }

  @Test
  void an_address_inside_is_refused() {
    http.close();
    http = open("192.0.2.0/24");
    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            GuardFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(GuardFailure.Category.REFUSED));
  }

  private List<VerificationKey> fetch() throws IOException {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    return new GuardedJwks(http, LIMITS).fetch(address);
  }

  private static GuardedHttp open(String allowed) {
    return GuardedHttp.open(
        new GuardSettings(Allowed.of("allow", List.of(allowed)), LIMITS, 32 << 10, 5, 16));
  }
}

package io.parley.tools.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox.Opened;
import io.parley.core.webhook.HookOutcome.Refused;
import io.parley.core.webhook.HookOutcome.Taken;
import io.parley.core.webhook.HookOutcome.Unreached;
import io.parley.core.webhook.WebhookSignature;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedHookSenderTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD = WebhookSignature.secret(new byte[24]);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final HookMessage MESSAGE =
      new HookMessage(
          "msg_1",
          "session-ended",
          NOW.minusSeconds(2),
          OptionalLong.of(9),
          Map.of("session", "s-1", "by", "customer"));

  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 204;
  private volatile int answered = -1;
  private volatile String body = "";
  private volatile boolean isSigned;
  private HttpServer receiver;
  private GuardedHttp http;
  private GuardedHookSender sender;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.incrementAndGet();
            var bytes = exchange.getRequestBody().readAllBytes();
            body = new String(bytes, UTF_8);
            var headers = exchange.getRequestHeaders();
            isSigned =
                Stream.of(SECRET, OLD)
                    .allMatch(
                        secret ->
                            WebhookSignature.isValid(
                                secret,
                                headers.getFirst("webhook-id"),
                                headers.getFirst("webhook-timestamp"),
                                bytes,
                                headers.getFirst("webhook-signature"),
                                NOW));
            exchange.getResponseHeaders().set("Retry-After", "30");
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, answered);
            if (answered > 0) exchange.getResponseBody().write(new byte[answered]);
          }
        });
    receiver.start();
    http =
        GuardedHttp.open(
            new GuardSettings(
                Allowed.of("allow", List.of("127.0.0.0/8")),
                new GuardLimits(LIMIT, LIMIT, LIMIT, LIMIT, 1 << 20),
                32 * 1024,
                5,
                100));
    sender = new GuardedHookSender(http, LIMIT, () -> NOW);
  }

  @AfterEach
  void stop() {
    http.close();
    receiver.stop(0);
  }

  private HookAttempt send(TenantId tenant, String... secrets) {
    var url = URI.create("http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort()));
    return sender.send(tenant, new Opened(url, List.of(secrets)), MESSAGE);
  }

  @Test
  void a_message_is_signed_by_both_secrets() {
    assertThat(send(TenantId.DEFAULT, SECRET, OLD).outcome()).isEqualTo(new Taken(204));
    assertThat(isSigned).isTrue();
    assertThat(body)
        .isEqualTo(
            """
            {"type":"session-ended","timestamp":"2026-11-26T11:59:58Z",\
            "data":{"seq":9,"by":"customer","session":"s-1"}}\
            """);
  }

  @Test
  void a_redirect_is_a_refusal() {
    status = 302;
    assertThat(send(TenantId.DEFAULT, SECRET, OLD).outcome())
        .isEqualTo(new Refused(302, Optional.of(Duration.ofSeconds(30))));
    assertThat(asked).hasValue(1);
  }

  @Test
  void an_answer_of_any_size_is_not_read() {
    status = 200;
    answered = 100_000;
    assertThat(send(TenantId.DEFAULT, SECRET, OLD).outcome()).isEqualTo(new Taken(200));
  }

  @Test
  void plain_http_to_an_address_that_is_not_listed_any_more_is_refused() {
    var to = new Opened(URI.create("http://8.8.8.8/hook"), List.of(SECRET));
    assertThat(sender.send(TenantId.DEFAULT, to, MESSAGE).outcome())
        .isEqualTo(new Unreached("refused"));
  }

  @Test
  void an_address_inside_is_not_reached_for_others_than_those_that_may() {
    assertThat(send(new TenantId("shop"), SECRET).outcome()).isEqualTo(new Unreached("refused"));
    assertThat(asked).hasValue(0);
  }

  @Test
  void nothing_is_sent_without_a_signature() {
    assertThat(send(TenantId.DEFAULT).outcome()).isEqualTo(new Unreached("secret-unreadable"));
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_test_has_a_type_and_no_session() {
    var test = HookMessage.test("msg_2", NOW);
    assertThat(new String(GuardedHookSender.body(test), UTF_8))
        .isEqualTo("{\"type\":\"test\",\"timestamp\":\"2026-11-26T12:00:00Z\",\"data\":{}}");
  }
}

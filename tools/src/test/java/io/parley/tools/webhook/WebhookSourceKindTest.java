package io.parley.tools.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.parley.core.agent.AgentRef;
import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.source.ToolSource;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.source.SourceAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebhookSourceKindTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Instant NOW = Instant.ofEpochSecond(1614265330);
  private final WebhookSourceKind kind = new WebhookSourceKind(() -> NOW, Optional.empty());
  private HttpServer receiver;
  private GuardedHttp http;
  private volatile int status = 200;
  private volatile String answer = "{\"refunded\":true}";

  /// Refuses with 401 unless the signature is that of the body it read.
  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var headers = exchange.getRequestHeaders();
            var id = headers.getFirst("webhook-id");
            long seconds = Long.parseLong(headers.getFirst("webhook-timestamp"));
            var expected =
                Signature.of(SECRET, id, seconds, exchange.getRequestBody().readAllBytes());
            boolean valid =
                id.equals("key-1")
                    && seconds == NOW.getEpochSecond()
                    && expected.equals(headers.getFirst("webhook-signature"));
            var body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(valid ? status : 401, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    receiver.start();
    var limit = Duration.ofSeconds(20);
    http =
        GuardedHttp.open(
            new GuardSettings(
                Allowed.of("allow", List.of("127.0.0.0/8")),
                new GuardLimits(limit, limit, limit, limit, 1 << 20),
                32 * 1024,
                5,
                100));
  }

  @AfterEach
  void stop() {
    http.close();
    receiver.stop(0);
  }

  @Test
  void a_signed_call_gives_the_result() {
    var outcome = call("{\"order\":\"7\"}").toCompletableFuture().join();
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(outcome.result().text()).isEqualTo("{\"refunded\":true}");
  }

  @Test
  void a_refusal_has_no_effect() {
    status = 422;
    assertThat(call("{\"order\":\"7\"}").toCompletableFuture().join().kind())
        .isEqualTo(ToolOutcome.Kind.FAILED);
  }

  @Test
  void an_error_or_a_later_answer_may_have_happened() {
    for (int each : new int[] {202, 302, 500}) {
      status = each;
      assertThatThrownBy(() -> call("{\"order\":\"7\"}").toCompletableFuture().join())
          .hasCauseInstanceOf(ToolFailure.class)
          .satisfies(e -> assertThat(((ToolFailure) e.getCause()).mayHaveHappened()).isTrue());
    }
  }

  @Test
  void arguments_that_do_not_fit_are_not_sent() {
    assertThat(call("{}").toCompletableFuture().join().kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
  }

  @Test
  void a_secret_in_clear_is_refused() {
    assertThatThrownBy(() -> kind.check(source(SECRET)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("settings.secret")
        .hasMessageNotContaining(SECRET);
  }

  private CompletionStage<ToolOutcome> call(String arguments) {
    var source = source("${secret:shop}");
    kind.check(source);
    var tools = kind.open(source, new SourceAccess(TenantId.DEFAULT, new OneSecret(), http));
    var session = new SessionKey(TenantId.DEFAULT, new SessionId("s-1"));
    return tools.call(
        new ToolCall("1.1", "shop.refund", new Json(arguments)),
        new ToolContext(session, new AgentRef("support", 1), Optional.empty(), "key-1"));
  }

  private ToolSource source(String secret) {
    var settings =
        """
        {"secret": "%s", "tools": [{"name": "refund", "description": "Refunds an order",
          "url": "http://127.0.0.1:%d/refund", "parameters": {"type": "object",
          "properties": {"order": {"type": "string"}}, "required": ["order"]}}]}
        """
            .formatted(secret, receiver.getAddress().getPort());
    return new ToolSource("shop", "webhook", new Json(settings), List.of(), List.of(), false);
  }

  private record OneSecret() implements Secrets {
    @Override
    public CompletionStage<Stored> put(TenantId t, String name, SecretHost host, String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Listed>> list(TenantId tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target) {
      return CompletableFuture.completedFuture(Optional.of(SECRET));
    }
  }
}

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
import io.parley.core.tool.source.ToolCallbacks.Read;
import io.parley.core.tool.source.ToolCallbacks.Received;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.webhook.WebhookSignature;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.source.CallbackId;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceTools;
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
  private static final CallbackId CALL =
      new CallbackId("shop.refund", new SessionKey(TenantId.DEFAULT, new SessionId("s-1")), "1.1");
  private final WebhookSourceKind kind =
      new WebhookSourceKind(() -> NOW, Optional.of(URI.create("https://chat.example")));
  private volatile String later = "";
  private volatile String sent = "";
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
            var request = exchange.getRequestBody().readAllBytes();
            sent = new String(request, UTF_8);
            var expected = WebhookSignature.of(SECRET, id, seconds, request);
            boolean valid =
                id.equals("default:s-1:1.1")
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
    var tools = opened();
    var session = new SessionKey(TenantId.DEFAULT, new SessionId("s-1"));
    return tools.call(
        new ToolCall("1.1", "shop.refund", new Json(arguments)),
        new ToolContext(session, new AgentRef("support", 1), Optional.empty(), "default:s-1:1.1"));
  }

  private SourceTools opened() {
    var source = source("${secret:shop}");
    kind.check(source);
    return kind.open(source, new SourceAccess(TenantId.DEFAULT, new OneSecret(), http));
  }

  @Test
  void a_tool_that_may_answer_later_gets_an_address_and_waits() {
    later = "\"answers\": \"later\", \"answerWithinMinutes\": 60, ";
    status = 202;
    var outcome = call("{\"order\":\"7\"}").toCompletableFuture().join();
    assertThat(outcome).isEqualTo(ToolOutcome.pending(Duration.ofHours(1)));
    assertThat(sent)
        .contains("\"callback\":\"https://chat.example/v1/tool-callbacks/" + CALL.text() + "\"");
    status = 200;
    assertThat(call("{\"order\":\"7\"}").toCompletableFuture().join().kind())
        .isEqualTo(ToolOutcome.Kind.SUCCEEDED);
  }

  @Test
  void a_tool_that_answers_at_once_gets_no_address_and_no_answer_later() {
    call("{\"order\":\"7\"}").toCompletableFuture().join();
    assertThat(sent).doesNotContain("callback");
    assertThat(answered("{}", CALL.text(), NOW)).isEqualTo(new Read.Unknown());
  }

  @Test
  void the_time_and_the_address_of_answers_are_checked() {
    for (var wrong :
        List.of(
            "\"answers\": \"maybe\", ",
            "\"answerWithinMinutes\": 5, ",
            "\"answers\": \"later\", \"answerWithinMinutes\": 43201, ")) {
      later = wrong;
      assertThatThrownBy(() -> kind.check(source("${secret:shop}")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("settings.tools.answer");
    }
    later = "\"answers\": \"later\", ";
    assertThatThrownBy(
            () ->
                new WebhookSourceKind(() -> NOW, Optional.empty()).check(source("${secret:shop}")))
        .hasMessageContaining("parley.http.public-url");
  }

  @Test
  void a_signed_answer_is_read() {
    later = "\"answers\": \"later\", ";
    var read = (Read.Answer) answered("{\"refunded\":true}", CALL.text(), NOW);
    assertThat(read.session()).isEqualTo(CALL.session());
    assertThat(read.call()).isEqualTo("1.1");
    assertThat(read.outcome().kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(read.outcome().result().text()).isEqualTo("{\"refunded\":true}");
    var refused = (Read.Answer) answered("{\"error\":\"sold out\"}", CALL.text(), NOW);
    assertThat(refused.outcome().kind()).isEqualTo(ToolOutcome.Kind.FAILED);
    assertThat(refused.digest()).isNotEqualTo(read.digest());
    assertThat(answered("no JSON", CALL.text(), NOW)).isInstanceOf(Read.Wrong.class);
  }

  @Test
  void an_answer_under_another_name_time_or_secret_is_not_signed() {
    later = "\"answers\": \"later\", ";
    var unsigned = new Read.Unsigned();
    assertThat(answered("{}", "default:s-1:1.1", NOW)).isEqualTo(unsigned);
    assertThat(answered("{}", CALL.text(), NOW.minusSeconds(301))).isEqualTo(unsigned);
    assertThat(answered("{}", CALL.text(), NOW.plusSeconds(301))).isEqualTo(unsigned);
    var text = CALL.text();
    var seconds = Long.toString(NOW.getEpochSecond());
    try (var tools = opened()) {
      for (var signature : List.of("", "v1,", "v1,bm8=", "v2,bm8= v1a,x"))
        assertThat(tools.answered(CALL, new Received(text, text, seconds, signature, false, "{}")))
            .isEqualTo(unsigned);
      for (var time : List.of("", "now", "-1", "99999999999999"))
        assertThat(tools.answered(CALL, new Received(text, text, time, "v1,bm8=", false, "{}")))
            .isEqualTo(unsigned);
    }
  }

  @Test
  void a_text_is_an_answer_too_and_one_of_several_signatures_is_enough() {
    later = "\"answers\": \"later\", ";
    var text = CALL.text();
    long seconds = NOW.getEpochSecond();
    var signature =
        "v1,bm8= " + WebhookSignature.of(SECRET, text, seconds, "paid \u200bback".getBytes(UTF_8));
    try (var tools = opened()) {
      var read =
          (Read.Answer)
              tools.answered(
                  CALL,
                  new Received(
                      text, text, Long.toString(seconds), signature, true, "paid \u200bback"));
      assertThat(read.outcome().result().text()).isEqualTo("\"paid back\"");
    }
  }

  private Read answered(String body, String message, Instant at) {
    long seconds = at.getEpochSecond();
    var signature = WebhookSignature.of(SECRET, message, seconds, body.getBytes(UTF_8));
    try (var tools = opened()) {
      return tools.answered(
          CALL, new Received(CALL.text(), message, Long.toString(seconds), signature, false, body));
    }
  }

  private ToolSource source(String secret) {
    var settings =
        """
        {"secret": "%s", "tools": [{"name": "refund", "description": "Refunds an order", %s
          "url": "http://127.0.0.1:%d/refund", "parameters": {"type": "object",
          "properties": {"order": {"type": "string"}}, "required": ["order"]}}]}
        """
            .formatted(secret, later, receiver.getAddress().getPort());
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
